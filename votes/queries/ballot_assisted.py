"""Votes that officers entered and that wait for a second person."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from votes.models import AssistedEntry, Ballot, VotingPaper
from votes.terms.ballots import BallotPhase


def _pending() -> QuerySet[AssistedEntry]:
    """The last entry for each practice, if it is not confirmed and the practice has not voted since."""
    later = AssistedEntry.objects.filter(roll_entry=OuterRef("roll_entry"), pk__gt=OuterRef("pk"))
    confirmed = VotingPaper.objects.filter(assisted_entry=OuterRef("pk"))
    voted_since = VotingPaper.objects.filter(roll_entry=OuterRef("roll_entry"), cast_at__gt=OuterRef("entered_at"))
    return AssistedEntry.objects.exclude(Exists(later)).exclude(Exists(confirmed)).exclude(Exists(voted_since))


def latest_pending(entry_id: int) -> AssistedEntry | None:
    """The last entry for the practice, if it is not confirmed and the practice has not voted since."""
    return _pending().filter(roll_entry=entry_id).first()


def pending_in(ballot_ids: Iterable[int]) -> QuerySet[AssistedEntry]:
    """Entries of these ballots that wait for confirmation, in the order in which they were made. One statement."""
    rows = (
        _pending()
        .filter(roll_entry__ballot__in=ballot_ids, paper__isnull=True)
        .select_related("roll_entry__ballot__ccg", "roll_entry__practice", "entered_by", "given_by")
    )
    return rows.order_by("pk")


def pending_entries(ballot: Ballot, now: datetime) -> list[AssistedEntry]:
    """Entries of a ballot that wait for confirmation; none once voting is over."""
    return list(pending_in([ballot.pk])) if ballot.phase(now) == BallotPhase.VOTING else []
