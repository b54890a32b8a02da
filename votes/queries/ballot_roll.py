"""The roll of a ballot as it counts now: what was frozen, with the corrections, and who has voted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet

from cocommission.shared.rules.names import PublishedName
from votes.models import Ballot, RollCorrection, RollEntry
from votes.terms.ballots import BallotState, CorrectionKind

#: The roll with the last correction of each practice. Takes one parameter: the ballot's id, twice.
ROLL = """
SELECT entry.id, entry.practice_id, entry.code, entry.name, entry.patients, entry.contract,
       coalesce(correction.weight_after, entry.weight) AS weight,
       coalesce(correction.kind = 'STRUCK', false) AS struck
  FROM votes_rollentry entry
  LEFT JOIN (
        SELECT DISTINCT ON (practice_id) practice_id, kind, weight_after FROM votes_rollcorrection
         WHERE ballot_id = %s ORDER BY practice_id, id DESC
  ) correction ON correction.practice_id = entry.practice_id
 WHERE entry.ballot_id = %s
"""


@dataclass(frozen=True, slots=True)
class RollRow:
    """One practice on the roll. `voted_at`: when its live paper was cast, None while it has not voted."""

    id: int
    practice_id: int
    code: str
    name: str
    patients: int
    contract: str
    weight: int
    struck: bool
    papers: int
    voted_at: datetime | None
    assisted: bool


WITH_PAPERS = f"""
SELECT roll.*, coalesce(paper.number, 0), paper.cast_at, paper.assisted_by_id IS NOT NULL
  FROM ({ROLL}) roll
  LEFT JOIN LATERAL (
        SELECT number, cast_at, assisted_by_id FROM votes_votingpaper
         WHERE roll_entry_id = roll.id ORDER BY number DESC LIMIT 1
  ) paper ON true
 ORDER BY roll.name, roll.code
"""  # noqa: S608 (no text from outside)


def effective_roll(ballot: Ballot) -> list[RollRow]:
    """The roll by name, struck practices included and marked, in one statement. Empty for a draft."""
    with connection.cursor() as cursor:
        cursor.execute(WITH_PAPERS, [ballot.pk, ballot.pk])
        rows = [RollRow(*row) for row in cursor.fetchall()]
    return [replace(row, name=PublishedName(row.name)) for row in rows]


def entries_taking_votes(now: datetime) -> QuerySet[RollEntry]:
    """Lines of the rolls of ballots that take votes now, without practices that were struck out."""
    corrections = RollCorrection.objects.filter(ballot=OuterRef("ballot"), practice=OuterRef("practice"))
    rows = RollEntry.objects.filter(
        ballot__state=BallotState.OPENED, ballot__opens_at__lte=now, ballot__closes_at__gt=now
    )
    rows = rows.alias(correction=corrections.order_by("-pk").values("kind")[:1])
    return rows.filter(Q(correction=None) | ~Q(correction=CorrectionKind.STRUCK))
