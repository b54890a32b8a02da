"""What the stored times call for: notices to new representatives, the reminder ladder (F-60, VOT-14)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from votes.actions.ballot_notices import tell_opening, tell_reminder
from votes.models import Ballot
from votes.rules.ballot_life import reminder_due
from votes.terms.ballots import BallotPhase, BallotState


def due_to_close(now: datetime) -> QuerySet[Ballot]:
    """Opened ballots whose close has come, the oldest first."""
    return Ballot.objects.filter(state=BallotState.OPENED, closes_at__lte=now).order_by("closes_at", "pk")


def not_closed(now: datetime) -> QuerySet[Ballot]:
    """Opened ballots that still take votes or soon will."""
    return Ballot.objects.filter(state=BallotState.OPENED, closes_at__gt=now).order_by("closes_at", "pk")


@transaction.atomic
def notify_ballot(ballot_id: int, *, now: datetime) -> int:
    """Gives the notice to representatives appointed since the opening, and the reminder that is due now, if any.

    The ballot row is held so that a close or extension under way is waited for. Gives how many messages are new.
    """
    ballot = Ballot.objects.select_for_update(no_key=True, of=("self",)).select_related("ccg").get(pk=ballot_id)
    at = ballot.phase(now)
    if at not in (BallotPhase.NOTICE, BallotPhase.VOTING) or ballot.opens_at is None or ballot.closes_at is None:
        return 0
    sent = tell_opening(ballot, now=now)
    days = reminder_due(ballot.opens_at, ballot.closes_at, now, ballot.reminder_days)
    if days is not None:
        sent += tell_reminder(ballot, days=days, now=now)
    return sent
