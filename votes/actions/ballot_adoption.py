"""What a published ballot does to the constitution versions that it asked about (APP-10, VOT-06, VOT-07)."""

from __future__ import annotations

from datetime import datetime

from ccgs.actions.constitutions import adopt_by_ballot, undo_adoption
from cocommission.shared.models import Person
from votes.models import Ballot, Question
from votes.queries.ballots import questions_of
from votes.queries.mandates import group_outcomes, standing_ballots
from votes.rules.ballot_words import share
from votes.terms.ballots import BallotState, QuestionKind, QuestionOutcome


def adopt_what_carried(ballot: Ballot, *, now: datetime) -> None:
    """Records as adopted each version that the members carried in `ballot`, just published.

    Where several CCGs were asked together, nothing is adopted before every result is published; then each CCG's
    version is, if all carried (VOT-07). A lost or inquorate question changes nothing: a re-ballot may follow.
    """
    if ballot.group is None:
        _adopt(ballot, [one for one in questions_of(ballot) if _carried(one)], now=now)
        return
    together = group_outcomes(ballot.group)
    standing = standing_ballots(ballot.group)
    if any(one.state != BallotState.PUBLISHED for one in standing):
        return
    for one in standing:
        found = [q for q in questions_of(one) if _carried(q) and together.get(q.number) == QuestionOutcome.CARRIED]
        _adopt(one, found, now=now)


def _carried(question: Question) -> bool:
    bound = question.kind == QuestionKind.CONSTITUTION_CHANGE and question.constitution_id is not None
    return bound and question.result.outcome == QuestionOutcome.CARRIED


def _adopt(ballot: Ballot, questions: list[Question], *, now: datetime) -> None:
    for question in questions:
        if question.constitution is None or ballot.published_by is None:
            continue
        line = question.result.tally.line_that_counts
        evidence = {
            "what": f"Ballot {ballot.number}, question {question.number}",
            "ballot_id": ballot.pk,
            "figures": share(line.numerator, line.denominator),
            "text_hash": question.constitution_hash,
            "rules_hash": question.constitution_rules_hash,
        }
        adopt_by_ballot(constitution=question.constitution, by=ballot.published_by, now=now, evidence=evidence)


def undo_adoptions(ballot: Ballot, *, reason: str, by: Person, now: datetime) -> None:
    """A void ballot decides nothing: versions that were adopted by it, and not approved since, are proposed again."""
    for question in questions_of(ballot):
        if question.constitution is not None:
            words = f"Ballot {ballot.number} is void: {reason}"
            undo_adoption(constitution=question.constitution, ballot_id=ballot.pk, reason=words, by=by, now=now)
