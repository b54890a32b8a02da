"""The conflict map of a full agenda, beside its own statements without the search, and its page."""

import argparse
from collections.abc import Callable, Iterator

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ccgs.models import CCG
from ccgs.terms import RoleCode
from cocommission.shared.clock import read_clock
from conflicts.actions.practice_bodies import keep_practice_bodies
from conflicts.models import Body
from pccc.models import Meeting
from pccc.queries.conflict_map import conflict_map
from pccc.terms import SeatRole
from scripts.benchmarks import world
from scripts.benchmarks.measure import Figure, at_most, pairs, seconds
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person, post

ITEMS, MEMBERS, FEDERATIONS = 25, 20, 300
LINKS = """
INSERT INTO conflicts_bodylink (holder_id, held_id, kind, from_on, source, recorded_at)
SELECT practice.id, federation.id, 'SHAREHOLDER', '2014-04-01', 'invented', now()
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM conflicts_body WHERE kind = 'PRACTICE') practice
  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM conflicts_body WHERE kind = 'FEDERATION') federation
    ON federation.n IN (practice.n %% %(federations)s + 1, practice.n * 7 %% %(federations)s + 1)
"""


def _meeting() -> tuple[Meeting, Client]:
    """A meeting of 20 members with 25 items, in a country whose practices hold shares in 300 federations."""
    now = read_clock()
    ccg = CCG.objects.get(code=world.ccg_code(100))
    keep_practice_bodies(now=now, most=20_000)
    federations = [make.body() for _ in range(FEDERATIONS)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LINKS, {"federations": FEDERATIONS})
    practices = list(Body.objects.filter(practice__versions__ccg=ccg).distinct())
    board = make.committee(ccg, now)
    for number in range(MEMBERS):
        who = make.sits(board, person(), SeatRole.OTHER).person
        for own in range(3):
            make.works(who, practices[(number * 3 + own) % len(practices)])
        make.interest(ccg, who, federations[number], at=now)
    meeting = make.meeting(board, now)
    for number in range(ITEMS):
        make.item(meeting, practices[number % len(practices)], federations[number * 11], every=number % 5 == 0)
    secretary = person()
    post(RoleCode.COMMITTEE_SECRETARY, ccg, secretary)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(secretary)
    return Meeting.objects.select_related("committee__ccg", "chair").get(pk=meeting.pk), client


def _bare(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _times(work: Callable[[], object], count: int = 5) -> float:
    return seconds(lambda: [work() for _ in range(count)]) / count


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """Seconds a map; the floor is what its statements take when nobody looks at what they bring."""
    meeting, client = _meeting()
    now = read_clock()
    with CaptureQueriesContext(connection) as captured:
        rows = conflict_map(meeting, now)
    statements = [query["sql"] for query in captured.captured_queries]
    flagged = sum(len(row.flagged) for row in rows)
    measured = pairs(
        lambda: _times(lambda: conflict_map(meeting, now)), lambda: _times(lambda: _bare(statements)), options.pairs
    )
    what = f"conflict map of a {ITEMS}-item agenda with {MEMBERS} members"
    yield at_most(what, measured, 3.0, "s", f"{len(statements)} queries, {flagged} of {ITEMS * MEMBERS} flagged")
    address = f"{meeting.url}map/"
    assert client.get(address).status_code == 200, address
    page = pairs(
        lambda: _times(lambda: client.get(address), 3), lambda: _times(lambda: _bare(statements), 3), options.pairs
    )
    yield at_most("its page", page, 10.0, "s", "goal of the issue: under 0.1 s of server time")
