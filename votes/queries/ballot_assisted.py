"""Votes that officers entered and that wait for a second person."""

from datetime import datetime

from votes.models import AssistedEntry, Ballot, VotingPaper
from votes.terms.ballots import BallotPhase


def latest_pending(entry_id: int) -> AssistedEntry | None:
    """The last entry for the practice, if it is not confirmed and the practice has not voted since."""
    last = AssistedEntry.objects.filter(roll_entry=entry_id).order_by("-pk").first()
    if last is None or VotingPaper.objects.filter(assisted_entry=last).exists():
        return None
    voted_since = VotingPaper.objects.filter(roll_entry=entry_id, cast_at__gt=last.entered_at).exists()
    return None if voted_since else last


def pending_entries(ballot: Ballot, now: datetime) -> list[AssistedEntry]:
    """Entries of a ballot that wait for confirmation; none once voting is over."""
    if ballot.phase(now) != BallotPhase.VOTING:
        return []
    rows = AssistedEntry.objects.filter(roll_entry__ballot=ballot, paper__isnull=True).select_related(
        "roll_entry__ballot__ccg", "roll_entry__practice", "entered_by", "given_by"
    )
    waiting = {row.roll_entry_id: row for row in rows.order_by("pk")}
    found = []
    for row in waiting.values():
        last = latest_pending(row.roll_entry_id)
        if last is not None and last.pk == row.pk:
            found.append(row)
    return found
