"""Telling the region that the members said No to a model, so that nobody waits for an application."""

from datetime import datetime, timedelta

from ccgs.queries.posts import holders
from ccgs.terms.roles import RoleCode
from cocommission.shared.actions.outbox import post_message
from votes.models import Result
from votes.terms.ballots import BallotState, QuestionKind, QuestionOutcome

_LOOKS_BACK = timedelta(days=90)


def tell_lost_mandates(*, now: datetime) -> int:
    """Queues one message to each regional officer for every published No to a model; gives how many are new.

    As Brighton and Hove did in September 2015, when its practices voted against: no application, region told.
    """
    found = Result.objects.filter(
        outcome=QuestionOutcome.LOST,
        question__kind=QuestionKind.MODEL_CHOICE,
        question__ballot__state=BallotState.PUBLISHED,
        question__ballot__published_at__gt=now - _LOOKS_BACK,
        question__ballot__published_at__lte=now,
    ).select_related("question__ballot__ccg__region")
    queued = 0
    for result in found:
        ballot = result.question.ballot
        for officer in holders(ballot.ccg.region, RoleCode.REGIONAL_OFFICER, now):
            message = post_message(
                key=f"mandate-lost:{result.pk}:{officer.pk}",
                to=officer,
                subject=f"The members of {ballot.ccg.name} voted no",
                text=f"{ballot.ccg.name}, ballot {ballot.number}, question {result.question.number}: "
                f"{result.question.text}\n\nThe members voted no. Without a mandate the CCG cannot apply. It "
                f"keeps the model it holds.",
                now=now,
                about=ballot.ccg.book,
                link=ballot.url,
            )
            queued += message is not None
    return queued
