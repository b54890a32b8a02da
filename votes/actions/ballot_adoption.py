"""What a published ballot does to the constitution versions that it asked about (APP-10, VOT-06, VOT-07)."""

from __future__ import annotations

from datetime import datetime

from ccgs.actions.constitutions import adopt_by_ballot, undo_adoption
from cocommission.shared.models import Person
from cocommission.shared.rules.shares import share
from votes.models import Ballot, BallotGroup, Question
from votes.queries.ballots import questions_of
from votes.queries.mandates import group_outcomes, standing_ballots
from votes.terms.ballots import BallotState, QuestionKind, QuestionOutcome


def adopt_what_carried(ballot: Ballot, *, now: datetime) -> None:
    """Records as adopted each version that the members carried in `ballot`, just published.

    Where several CCGs were asked together, nothing is adopted before every result is published; then each CCG's
    version is, if all carried (VOT-07). A lost or inquorate question changes nothing: a re-ballot may follow.
    """
    if ballot.group is None:
        _adopt(ballot, [one for one in questions_of(ballot) if _carried(one)], now=now)
        return
    together = _together(ballot.group)
    standing = standing_ballots(ballot.group)
    if any(one.state != BallotState.PUBLISHED for one in standing):
        return
    for one in standing:
        found = [q for q in questions_of(one) if _carried(q) and together.get(q.number) == QuestionOutcome.CARRIED]
        _adopt(one, found, now=now)


def _together(group: BallotGroup) -> dict[int, str | None]:
    """What the CCGs of the group decided; of two that publish or void at once, the second sees what the first did."""
    BallotGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    return group_outcomes(group)


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
    """A void ballot decides nothing: versions that were adopted by it, and not approved since, are proposed again.

    Where several CCGs were asked together, that goes for those of the others too, unless all still carry (VOT-07).
    """
    words = f"Ballot {ballot.number} of {ballot.ccg.name} is void: {reason}"
    together = _together(ballot.group) if ballot.group else {}
    others = standing_ballots(ballot.group) if ballot.group else []
    for one in [ballot, *(other for other in others if other.pk != ballot.pk)]:
        for question in questions_of(one):
            stands = one.pk != ballot.pk and together.get(question.number) == QuestionOutcome.CARRIED
            if question.constitution is not None and not stands:
                undo_adoption(constitution=question.constitution, ballot_id=one.pk, reason=words, by=by, now=now)
