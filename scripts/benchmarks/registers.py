"""The register of interests as at a minute, beside the plainest statement that gives the same rows of the past."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection

from scripts.benchmarks.measure import Figure, at_most, pairs, seconds

ENTRIES, VERSIONS = 1_000, 10
CCGS, CCGS_QUICK = 100, 5
START = datetime(2014, 1, 1, tzinfo=UTC)

PEOPLE = """
INSERT INTO shared_person (email, password, name, is_active, is_staff, is_superuser)
SELECT 'declarant' || n || '@bench.invalid', '!', 'Invented Declarant ' || n, true, false, false
  FROM generate_series(1, %(entries)s) n
"""
# Version 2 of each entry is its review; later ones change and review it in turn, a month apart.
VERSIONS_OF = """
INSERT INTO conflicts_historicalinterest
    (id, ccg_id, person_id, number, position, kind, relationship, relationship_words, capacity, description, arose_on,
     aware_on, occasion, late_reason, consent_to_publish, consent_reason, state, mitigation, declared_at,
     reviewer_position, withdrawn_reason, form_token, history_date, history_type, history_change_reason)
SELECT ccg.number * %(entries)s + person.number, ccg.id, person.id, person.number, 'GP partner', 'FINANCIAL', '', '',
       'SHAREHOLDER', 'Holds a share of a federation, version ' || v, '2014-01-01', '2014-01-01', 'APPOINTMENT', '',
       true, '', CASE WHEN v %% 2 = 1 THEN 'SUBMITTED' ELSE 'COMPLETE' END, 'Leaves the item', %(start)s, 'Officer',
       '', gen_random_uuid(), %(start)s + v * interval '1 month', CASE WHEN v = 1 THEN '+' ELSE '~' END, ''
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM ccgs_ccg WHERE NOT is_hub) ccg
  CROSS JOIN (SELECT id, row_number() OVER (ORDER BY id) AS number FROM shared_person
               WHERE email LIKE '%%@bench.invalid') person
  CROSS JOIN generate_series(1, %(versions)s) v
 WHERE ccg.number > %(after)s AND ccg.number <= %(upto)s
"""
FLOOR = """
SELECT DISTINCT ON (row.id) row.*, person.name
  FROM conflicts_historicalinterest row JOIN shared_person person ON person.id = row.person_id
 WHERE row.ccg_id = %s AND row.history_date <= %s
 ORDER BY row.id, row.history_date DESC, row.history_id DESC
"""


def _fill(after: int, upto: int) -> None:
    with connection.cursor() as cursor:
        facts = {"entries": ENTRIES, "versions": VERSIONS, "start": START, "after": after, "upto": upto}
        cursor.execute(VERSIONS_OF, facts)
        cursor.execute("ANALYZE conflicts_historicalinterest")


def _floor(ccg: int, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [ccg, at])
        cursor.fetchall()


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """One CCG's register of 1,000 entries as at a minute, among 100 thousand and among 1 million history rows."""
    from ccgs.models import CCG
    from conflicts.models import RegisterPolicy
    from conflicts.queries.registers import published

    most = CCGS_QUICK if options.quick else CCGS
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"entries": ENTRIES})
    at = START + timedelta(days=200)
    filled, before = 0, 0.0
    for upto in (max(1, most // 10), most):
        _fill(filled, upto)
        filled = upto
        ccg = CCG.objects.filter(is_hub=False).order_by("pk")[0]
        assert not RegisterPolicy.objects.filter(ccg=ccg).exists()
        assert len(published(ccg, at).everything) == ENTRIES
        measured = pairs(
            lambda ccg=ccg: seconds(lambda: published(ccg, at)),
            lambda ccg=ccg: seconds(lambda: _floor(ccg.pk, at)),
            options.pairs,
        )
        rows = filled * ENTRIES * VERSIONS
        named = "1 million" if rows == 1_000_000 else f"{rows:,}"
        note = f"{measured[0] / before:.2f} x of the row above" if before else f"{ENTRIES:,} entries of one CCG"
        before = measured[0]
        yield at_most(f"register as at, {named} history rows", measured, 4.0, "s", note)
