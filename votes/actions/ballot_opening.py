"""Opening a ballot: roll, weights, rule and texts frozen in one transaction, hashes published (F-11, VOT-01)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ccgs.queries.members import members_at
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from votes.actions.ballot_notices import tell_opening
from votes.actions.ballots import begin_ballot
from votes.models import Ballot, Question, RollEntry
from votes.queries.ballots import missing_before_opening, questions_of, rule_of
from votes.rules.ballot_acts import OPEN
from votes.rules.ballot_hashes import ballot_hash, questions_hash, roll_hash
from votes.terms.ballots import BallotState


def _freeze_roll(ballot: Ballot, questions: list[Question], now: datetime) -> list[RollEntry]:
    rule = questions[0].terms
    if rule is None:
        raise Refused("The questions have no voting rule.")
    entries = [
        RollEntry(
            ballot=ballot,
            practice_id=member.practice_id,
            code=member.code,
            name=member.name,
            contract=member.contract,
            patients=member.patients,
            weight=rule.weight_of(patients=member.patients),
        )
        for member in members_at(ballot.ccg, london(now).date())
    ]
    return RollEntry.objects.bulk_create(entries)


def _freeze_questions(ballot: Ballot, by: Person, now: datetime) -> list[Question]:
    questions = questions_of(ballot)
    for question in questions:
        rule = rule_of(question, ballot.constitution)
        question.rule = rule.to_json() if rule else None
        question.record(by=by, at=now, why="Rule frozen at the opening")
    return questions


@transaction.atomic
def open_ballot(*, ballot: Ballot, by: Person, now: datetime) -> Ballot:
    """Freezes the roll, the weights, the rule and the texts, and gives notice to every practice.

    Voting begins at `opens_at`, or at once where the draft names no start. Raises Refused with everything that
    is missing; `votes.queries.ballots.missing_before_opening` says the same beforehand.
    """
    ballot = begin_ballot(ballot, OPEN, by=by, now=now)
    missing = blocking(missing_before_opening(ballot, now))
    if missing:
        raise Refused(*missing)
    questions = _freeze_questions(ballot, by, now)
    entries = _freeze_roll(ballot, questions, now)
    ballot.roll_hash = roll_hash(
        {"code": entry.code, "name": entry.name, "patients": entry.patients, "weight": entry.weight}
        for entry in entries
    )
    ballot.questions_hash = questions_hash(
        {
            "number": question.number,
            "kind": question.kind,
            "text": question.text,
            "options": question.options,
            "rule": question.rule,
            "constitution_hash": question.constitution_hash,
            "constitution_rules_hash": question.constitution_rules_hash,
        }
        for question in questions
    )
    ballot.ballot_hash = ballot_hash(
        ccg=ballot.ccg.code,
        number=ballot.number,
        roll=ballot.roll_hash,
        questions=ballot.questions_hash,
        mode=ballot.mode,
    )
    ballot.opens_at = ballot.opens_at or now
    ballot.state, ballot.opened_at, ballot.opened_by = BallotState.OPENED, now, by
    ballot.record(by=by, at=now, why="Opened")
    enter(
        book=ballot.ccg.book,
        act="ballot.opened",
        by=by,
        now=now,
        subject=ballot.subject,
        facts={
            "title": ballot.title,
            "opens_at": ballot.opens_at,
            "closes_at": ballot.closes_at,
            "practices": len(entries),
            "weight": sum(entry.weight for entry in entries),
            "roll_hash": ballot.roll_hash,
            "questions_hash": ballot.questions_hash,
            "ballot_hash": ballot.ballot_hash,
        },
    )
    tell_opening(ballot, now=now)
    return ballot
