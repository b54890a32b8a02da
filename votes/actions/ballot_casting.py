"""Casting: one paper with an answer to every question; the last before the close counts (F-14, VOT-02, VOT-11)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import moment
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from votes.actions.ballot_notices import tell_practice
from votes.models import Question, Vote
from votes.queries.ballot_casting import Voting, papers_under_lock, questions_on, voting
from votes.terms.ballots import BallotPhase

INSERT_PAPER = """
INSERT INTO votes_votingpaper
    (roll_entry_id, number, form_token, receipt, cast_at, cast_by_id,
     assisted_entry_id, assisted_by_id, confirmed_by_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id, cast_at
"""
INSERT_VOTES = """
INSERT INTO votes_vote (paper_id, question_id, option)
SELECT %s, answer.question, answer.option FROM unnest(%s::bigint[], %s::text[]) AS answer (question, option)
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the voter keeps. `again`: the same form had been sent before, and nothing new was recorded."""

    entry_id: int
    number: int
    receipt: str
    cast_at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True)
class Assistance:
    """An officer's entry of a vote given on paper or at a meeting, and who confirmed it."""

    entry_id: int
    officer: Person
    confirmed_by: Person


def new_receipt() -> str:
    """Twelve random letters and digits in three groups; nothing about the vote can be read from it."""
    code = secrets.token_hex(6).upper()
    return "-".join(code[start : start + 4] for start in (0, 4, 8))


def _answers(questions: Sequence[Question], choices: Mapping[int, str]) -> tuple[list[int], list[str]]:
    """Question ids and options in order. Raises Refused (400) unless every question has one of its own answers."""
    missing = [str(question.number) for question in questions if not choices.get(question.number)]
    if missing:
        raise Refused(
            f"Answer every question (missing: {', '.join(missing)}). To have no view, choose Abstain.", status=400
        )
    for question in questions:
        if choices[question.number] not in {option.code for option in question.choices}:
            raise Refused(f"Question {question.number} has no such answer.", status=400)
    return [question.pk for question in questions], [choices[question.number] for question in questions]


def why_not(found: Voting, now: datetime) -> str:
    """Why this practice cannot vote now, in plain English; empty when it can."""
    if found.struck:
        return f"{found.practice} was struck off the roll of this ballot."
    at = found.phase(now)
    if at == BallotPhase.NOTICE:
        return f"Voting has not begun. It begins {moment(found.opens_at)}."
    if at == BallotPhase.VOID:
        return "This ballot was declared void. No vote in it counts."
    if at != BallotPhase.VOTING:
        return f"Voting closed {moment(found.closes_at)}."
    return ""


def cast_vote(
    *,
    entry_id: int,
    choices: Mapping[int, str],
    form_token: UUID,
    by: Person,
    now: datetime,
    questions: Sequence[Question] | None = None,
) -> Receipt:
    """Records the vote of the practice on roll entry `entry_id`: `choices` maps question numbers to option codes.

    Sending the same form (`form_token`) again gives the same receipt and records nothing. Before the close a later
    vote takes the place of an earlier one. Raises Refused: 404 where `by` does not represent the practice, 400
    where an answer is missing, 409 where voting has not begun or is over; the database's clock has the last word.
    """
    return record_paper(entry_id=entry_id, choices=choices, form_token=form_token, by=by, now=now, questions=questions)


@transaction.atomic
def record_paper(
    *,
    entry_id: int,
    choices: Mapping[int, str],
    form_token: UUID,
    by: Person,
    now: datetime,
    questions: Sequence[Question] | None = None,
    assistance: Assistance | None = None,
) -> Receipt:
    """The transaction of `cast_vote`; also called for assisted entries once a second person confirmed them."""
    found = voting(entry_id, by, now, lock=True)
    if found is None:
        raise Refused("You do not represent this practice in a ballot.", status=404)
    last, again = papers_under_lock(entry_id, form_token)
    questions = questions_on(entry_id) if questions is None else questions
    ids, options = _answers(questions, choices)
    if again is not None:
        if dict(Vote.objects.filter(paper=again).values_list("question_id", "option")) != dict(
            zip(ids, options, strict=True)
        ):
            raise Conflict(
                "This form was already sent with other answers, and they are recorded. To change the vote, "
                "check the answers below and send them again."
            )
        return Receipt(entry_id, again.number, again.receipt, again.cast_at, again=True)
    reason = why_not(found, now)
    if reason:
        raise Conflict(f"{reason} This vote was not recorded.")
    receipt = new_receipt()
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT_PAPER,
            [
                entry_id,
                last + 1,
                form_token,
                receipt,
                now,
                by.pk,
                assistance.entry_id if assistance else None,
                assistance.officer.pk if assistance else None,
                assistance.confirmed_by.pk if assistance else None,
            ],
        )
        paper_id, cast_at = cursor.fetchone()
        cursor.execute(INSERT_VOTES, [paper_id, ids, options])
    facts: dict[str, object] = {"ballot": found.ballot_id, "practice": found.code, "paper": last + 1}
    if assistance:
        facts |= {"entered_by": assistance.officer.name, "confirmed_by": assistance.confirmed_by.name}
    enter(
        book=found.book,
        act="vote.changed" if last else "vote.cast",
        by=by,
        now=now,
        subject=f"votes.VotingPaper:{paper_id}",
        facts=facts,
    )
    _tell_the_practice(found, receipt, by=by, cast_at=cast_at, changed=bool(last), now=now)
    return Receipt(entry_id, last + 1, receipt, cast_at)


def _tell_the_practice(
    found: Voting, receipt: str, *, by: Person, cast_at: datetime, changed: bool, now: datetime
) -> None:
    """Tells everybody who can vote for the practice, so that a vote that nobody meant is noticed. Never how."""
    what = "changed" if changed else "recorded"
    text = (
        f'The vote of {found.practice} on "{found.title}" was {what} {moment(cast_at)}, given by {by.name}.\n\n'
        f"Receipt: {receipt}\n\nYou can change the vote until voting closes {moment(found.closes_at)}. The last "
        f"vote counts. If your practice did not send this vote, tell the returning officer now.\n"
    )
    tell_practice(
        found.practice_id,
        key=f"ballot:{found.ballot_id}:receipt:{receipt}",
        subject=f"Vote {what}: {found.title}",
        text=text,
        about=found.book,
        link=found.receipt_url,
        now=now,
    )
