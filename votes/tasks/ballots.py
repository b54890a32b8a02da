"""Sweeps of ballots. Each may run late, twice or five times at once."""

from __future__ import annotations

from datetime import datetime

from cocommission.shared.sweeps import Outcome, one_by_one, sweep
from votes.actions.ballot_clock import due_to_close, not_closed, notify_ballot
from votes.actions.ballot_counting import close_ballot


@sweep("ballots.close", "Close ballots at their closing time", every=60)
def close_due(now: datetime) -> Outcome:
    """Records the close of ballots that the clock has closed."""
    return one_by_one(
        due_to_close(now).values_list("pk", flat=True), lambda pk: int(close_ballot(pk, now=now)), what="ballot"
    )


@sweep("ballots.remind", "Remind practices to vote", every=300)
def remind(now: datetime) -> Outcome:
    """Notices to representatives appointed since the opening; reminders to practices that have not voted."""
    return one_by_one(
        not_closed(now).values_list("pk", flat=True), lambda pk: notify_ballot(pk, now=now), what="ballot"
    )
