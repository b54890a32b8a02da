"""What the home page of a CCG and the task list ask here, each as one SELECT (see `cocommission.shared.facts`)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from cocommission.shared.facts import row_of
from conflicts.rules.prompts import Standing, standing
from conflicts.rules.training import Taken, counts_until, is_due, roles_that_need
from conflicts.terms.breaches import TrainingModule

# Every position with the last answer of its holder.
ASKED = """
SELECT d.id, d.person_id, person.name AS person, d.position, d.decision_maker,
       d.starts_at, d.added_at, ccg.id AS at_ccg, ccg.code, ccg.name, greatest(
           (SELECT max(r.made_at) FROM conflicts_declarationreturn r
             WHERE r.ccg_id = d.ccg_id AND r.person_id = d.person_id AND r.made_at <= %(now)s),
           (SELECT max(i.declared_at) FROM conflicts_interest i
             WHERE i.ccg_id = d.ccg_id AND i.person_id = d.person_id AND i.declared_at <= %(now)s
               AND i.state <> 'WITHDRAWN' AND i.occasion IN ('APPOINTMENT', 'PERIODIC'))) AS last_at
  FROM conflicts_declarant d JOIN ccgs_ccg ccg ON ccg.id = d.ccg_id
  JOIN shared_person person ON person.id = d.person_id
 WHERE d.starts_at <= %(now)s AND (d.ends_at IS NULL OR d.ends_at > %(now)s)
"""
DECLARATIONS = f"{ASKED} AND d.ccg_id = %(ccg)s"
OWN_DECLARATIONS = f"{ASKED} AND d.person_id = %(person)s ORDER BY d.starts_at, d.id"
WAITING = """
SELECT count(*) AS entries FROM conflicts_interest WHERE ccg_id = %(ccg)s AND state = 'SUBMITTED'
"""
OPEN_BREACHES = """
SELECT count(*) AS breaches FROM conflicts_breach
 WHERE ccg_id = %(ccg)s AND state IN ('REPORTED', 'INVESTIGATED')
"""
# The register policy in force: whether the registers are public, whether somebody is named to ask.
POLICY = """
SELECT published_on IS NOT NULL AND published_on <= %(today)s AS public, contact_email <> '' AS contact
  FROM conflicts_registerpolicy WHERE ccg_id = %(ccg)s AND from_on <= %(today)s ORDER BY from_on DESC LIMIT 1
"""
# Breaches that the person was asked to investigate where they still hold a post, as `queries.breaches.investigated_by`.
INVESTIGATED = """
SELECT breach.number, ccg.code, ccg.name FROM conflicts_breach breach JOIN ccgs_ccg ccg ON ccg.id = breach.ccg_id
 WHERE breach.investigator_id = %(person)s AND breach.person_id IS DISTINCT FROM %(person)s
   AND breach.state = 'INVESTIGATED'
   AND EXISTS (SELECT 1 FROM ccgs_post post WHERE post.person_id = %(person)s AND post.ccg_id = breach.ccg_id
                  AND post.starts_at <= %(now)s AND (post.ends_at IS NULL OR post.ends_at > %(now)s))
 ORDER BY breach.assigned_at LIMIT 25
"""
# Who may have to take module 1, by role or as one who takes decisions, with what they took of it.
TRAINEES = """
SELECT who.person_id, who.role, (
           SELECT json_agg(json_build_object('score', r.score, 'taken_on', r.taken_on, 'until_on', r.valid_until_on))
             FROM conflicts_trainingrecord r WHERE r.ccg_id = %(ccg)s AND r.person_id = who.person_id
              AND r.module = '1' AND r.recorded_at <= %(now)s) AS taken
  FROM (SELECT person_id, role FROM ccgs_post WHERE ccg_id = %(ccg)s AND starts_at <= %(now)s
           AND (ends_at IS NULL OR ends_at > %(now)s)
         UNION SELECT person_id, '' FROM conflicts_declarant WHERE ccg_id = %(ccg)s AND decision_maker
           AND starts_at <= %(now)s AND (ends_at IS NULL OR ends_at > %(now)s)) who
"""
CERTIFICATES = """
SELECT row.id, row.state, row.answers, row.explanations,
       ARRAY(SELECT given.role FROM conflicts_certificateattestation given
              WHERE given.certificate_id = row.id AND given.answers_hash = row.answers_hash) AS attested
  FROM conflicts_selfcertification row WHERE row.ccg_id = %(ccg)s AND row.state <> 'SUBMITTED' ORDER BY row.id DESC
"""
# Offers that wait for a senior approver, as `queries.gifts.waiting_for`; an Accountable Officer's for the Guardian.
GIFTS = """
SELECT gift.number, gift.kind, gift.source_name, EXISTS (
           SELECT 1 FROM ccgs_post post WHERE post.ccg_id = %(ccg)s AND post.person_id = gift.person_id
              AND post.role = 'ACCOUNTABLE_OFFICER' AND post.starts_at <= %(now)s
              AND (post.ends_at IS NULL OR post.ends_at > %(now)s)) AS senior
  FROM conflicts_gift gift
 WHERE gift.ccg_id = %(ccg)s AND gift.state = 'AWAITING_APPROVAL' AND gift.person_id <> %(person)s
   AND gift.declared_by_id <> %(person)s ORDER BY gift.number
"""


def asked_in(row: Any) -> Standing:
    """What is asked of the holder of a row of ASKED."""
    return standing(row.starts_at, row.added_at, row.last_at)


def people_to_train(rows: Iterable[Any], on: date) -> int:
    """How many people among the rows of TRAINEES have to take module 1 now or within a month (GOV-05)."""
    roles = roles_that_need(TrainingModule.ONE, on)
    taken = {row.person_id: row.taken or () for row in rows if not row.role or row.role in roles}
    return sum(
        is_due(counts_until([Taken(one.score, one.taken_on, one.until_on) for one in map(row_of, records)], on), on)
        for records in taken.values()
    )


def overdue_in(rows: Iterable[Any], now: datetime) -> list[tuple[Any, datetime]]:
    """The rows of ASKED whose holder has not declared in time, each with the day by which they should have (COI-04)."""
    due = [(row, asked_in(row)) for row in rows]
    return [(row, asked.due_at) for row, asked in due if asked.is_overdue(now)]
