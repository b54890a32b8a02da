"""What several CCGs decided together, and results that are known only as published (F-12, VOT-06, VOT-07)."""

from ccgs.models import CCG
from votes.models import Ballot, BallotGroup, HistoricResult
from votes.queries.ballots import questions_of, with_parts
from votes.rules.ballot_tally import all_must_pass
from votes.terms.ballots import BallotState


def _outcomes_of(ballot: Ballot) -> dict[int, str | None]:
    """Outcome by question number; None where it is not published."""
    published = ballot.state == BallotState.PUBLISHED
    return {question.number: question.result.outcome if published else None for question in questions_of(ballot)}


def standing_ballots(group: BallotGroup) -> list[Ballot]:
    """The ballots of the group that count: a re-ballot that was opened takes the place of the ballot it repeats.

    One that is only drafted, or void, leaves the first in its place.
    """
    ballots = list(with_parts(Ballot.objects.filter(group=group)))
    all_of_them = {ballot.pk for ballot in ballots}
    again = [ballot for ballot in ballots if ballot.re_ballot_of_id in all_of_them]
    idle = {ballot.pk for ballot in again if ballot.state in (BallotState.DRAFT, BallotState.VOID)}
    replaced = {ballot.re_ballot_of_id for ballot in again if ballot.pk not in idle}
    return [ballot for ballot in ballots if ballot.pk not in replaced | idle]


def group_outcomes(group: BallotGroup) -> dict[int, str | None]:
    """Outcome of each question number over all CCGs of the group: carried only where each carried (VOT-07).

    None until every CCG has published: a result that one of them only counted is nobody else's to know, and may fail
    to be certified.
    """
    each = [_outcomes_of(ballot) for ballot in standing_ballots(group)]
    numbers = sorted({number for outcomes in each for number in outcomes})
    return {number: all_must_pass([outcomes.get(number) for outcomes in each]) for number in numbers}


def historic_results(ccg: CCG) -> list[HistoricResult]:
    """Results known only as published elsewhere: shown, marked, never counted as computed."""
    return list(HistoricResult.objects.filter(ccg=ccg))
