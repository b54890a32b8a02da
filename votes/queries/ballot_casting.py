"""What somebody may vote on: their practices' entries on rolls, never another practice's (F-10, F-14)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cocommission.shared.database.prepared import Prepared
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import PublishedName
from votes.models import Ballot, Question, VotingPaper
from votes.queries.ballots import with_parts
from votes.rules.ballot_life import phase
from votes.terms.ballots import BallotPhase, BallotState

MAY_CAST = """
EXISTS (
    SELECT 1 FROM ccgs_post post
      JOIN ccgs_practicegrant granted ON granted.user_id = post.person_id
       AND granted.content_object_id = post.practice_id
      JOIN auth_permission permission ON permission.id = granted.permission_id AND permission.codename = 'cast_vote'
     WHERE post.person_id = %(person)s AND post.practice_id = entry.practice_id
       AND post.role IN ('REPRESENTATIVE', 'DEPUTY')
       AND post.starts_at <= %(now)s AND (post.ends_at IS NULL OR post.ends_at > %(now)s))
"""
COLUMNS = """
SELECT entry.id, entry.practice_id, entry.code, entry.name, ballot.id, ballot.number, ballot.title, ballot.state,
       ballot.opens_at, ballot.closes_at, ccg.code, ccg.name,
       coalesce((SELECT kind FROM votes_rollcorrection correction
                  WHERE correction.ballot_id = ballot.id AND correction.practice_id = entry.practice_id
                  ORDER BY id DESC LIMIT 1) = 'STRUCK', false)
"""
FROM = """
  FROM votes_rollentry entry
  JOIN votes_ballot ballot ON ballot.id = entry.ballot_id
  JOIN ccgs_ccg ccg ON ccg.id = ballot.ccg_id
"""
ONE = f"{COLUMNS}, {MAY_CAST} {FROM} WHERE entry.id = %(entry)s"  # noqa: S608
HELD = Prepared("cast_entry", f"{ONE} FOR KEY SHARE OF ballot FOR NO KEY UPDATE OF entry")
PAPERS = Prepared(
    "cast_papers",
    """
SELECT id, number, form_token, receipt, cast_at FROM votes_votingpaper
 WHERE roll_entry_id = %(entry)s AND (form_token = %(token)s OR number = (
       SELECT max(number) FROM votes_votingpaper WHERE roll_entry_id = %(entry)s)) ORDER BY number
""",
)
QUESTIONS = Prepared(
    "cast_questions",
    """
SELECT question.id, question.number, question.text, question.options
  FROM votes_question question JOIN votes_rollentry entry USING (ballot_id)
 WHERE entry.id = %(entry)s ORDER BY question.number
""",
)
MINE = f"""
{COLUMNS}, true, paper.number, paper.cast_at, paper.receipt {FROM}
  LEFT JOIN LATERAL (
        SELECT number, cast_at, receipt FROM votes_votingpaper
         WHERE roll_entry_id = entry.id ORDER BY number DESC LIMIT 1
  ) paper ON true
 WHERE {MAY_CAST} AND ballot.state <> 'VOID'
 ORDER BY ballot.closes_at DESC, entry.name, entry.id LIMIT 200
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Voting:
    """One practice on one roll, as its representative sees it."""

    entry_id: int
    practice_id: int
    code: str
    practice: str
    ballot_id: int
    number: int
    title: str
    state: str
    opens_at: datetime
    closes_at: datetime
    ccg_code: str
    ccg_name: str
    struck: bool
    may: bool
    papers: int | None = None
    cast_at: datetime | None = None
    receipt: str | None = None

    @property
    def book(self) -> str:
        """The CCG's ledger book."""
        return f"CCG {self.ccg_code}"

    @property
    def url(self) -> str:
        """The page on which this practice votes."""
        return url_to("vote", entry=self.entry_id)

    @property
    def receipt_url(self) -> str:
        """The page with its receipt."""
        return url_to("vote-receipt", entry=self.entry_id)

    @property
    def ballot_url(self) -> str:
        """The ballot's page."""
        return url_to("ballot", code=self.ccg_code, number=self.number)

    def phase(self, now: datetime) -> BallotPhase:
        """Where the ballot stands."""
        return phase(self.state, self.opens_at, self.closes_at, now)

    def takes_votes(self, now: datetime) -> bool:
        """Whether this practice can vote now."""
        return self.phase(now) == BallotPhase.VOTING and not self.struck


def _rows(asked: str | Prepared, params: dict[str, Any]) -> list[Voting]:
    with connection.cursor() as cursor:
        if isinstance(asked, Prepared):
            asked.execute(cursor, params)
        else:
            cursor.execute(asked, params)
        rows = [Voting(*row) for row in cursor.fetchall()]
    return [replace(row, practice=PublishedName(row.practice), ccg_name=PublishedName(row.ccg_name)) for row in rows]


def voting(entry_id: int, person: Person, now: datetime, *, lock: bool = False) -> Voting | None:
    """The entry, if `person` represents its practice now; None for every other one. One statement.

    `lock` (inside a transaction) holds the entry against other casts of the practice, and the ballot against its
    close, which waits for casts that are under way.
    """
    found = _rows(HELD if lock else ONE, {"entry": entry_id, "person": person.pk, "now": now})
    return found[0] if found and found[0].may else None


def my_votes(person: Person, now: datetime) -> list[Voting]:
    """Every entry of the practices that `person` represents now, the latest close first. One statement."""
    return _rows(MINE, {"person": person.pk, "now": now})


def papers_under_lock(entry_id: int, token: UUID) -> tuple[int, VotingPaper | None]:
    """Highest paper number of the entry, and the paper that this very form made before, if it did."""
    with connection.cursor() as cursor:
        PAPERS.execute(cursor, {"entry": entry_id, "token": token})
        rows = cursor.fetchall()
    again = next((row for row in rows if row[2] == token), None)
    paper = None
    if again is not None:
        paper = VotingPaper(**dict(zip(("id", "number", "form_token", "receipt", "cast_at"), again, strict=True)))
    return (rows[-1][1] if rows else 0), paper


def live_paper(entry_id: int) -> VotingPaper | None:
    """The paper that counts, with its answers; None while the practice has not voted."""
    found = VotingPaper.objects.filter(roll_entry=entry_id).select_related("cast_by", "assisted_by", "confirmed_by")
    return found.prefetch_related("votes").order_by("-number").first()


def questions_on(entry_id: int) -> list[Question]:
    """The questions that the entry's practice is asked, in order."""
    found = Question.objects.filter(ballot__roll=entry_id).select_related("constitution__ccg")
    return list(found.defer("constitution__text").order_by("number"))


def questions_to_answer(entry_id: int) -> list[Question]:
    """As `questions_on`, with no more of each than what a cast is checked against."""
    with connection.cursor() as cursor:
        QUESTIONS.execute(cursor, {"entry": entry_id})
        return [
            Question.from_db(connection.alias, ["id", "number", "text", "options"], (*row, json.loads(options)))
            for *row, options in cursor.fetchall()
        ]


def ballot_on(ballot_id: int) -> Ballot:
    """The ballot with its parts."""
    return with_parts(Ballot.objects.filter(pk=ballot_id)).get()


def not_cast_yet(person: Person, now: datetime) -> list[Voting]:
    """What `person` can vote on now and has not."""
    return [
        one
        for one in my_votes(person, now)
        if one.state == BallotState.OPENED and one.papers is None and one.takes_votes(now)
    ]
