"""Sweeps of ballots. Each may run late, twice or five times at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.db import DatabaseError

from cocommission.shared.errors import Refused
from cocommission.shared.sweeps import Outcome, sweep
from votes.actions.ballot_clock import due_to_close, not_closed, notify_ballot
from votes.actions.ballot_counting import close_ballot

log = structlog.get_logger(__name__)


def _each(ids: Iterable[int], handle: Callable[[int], int]) -> Outcome:
    """Handles one after the other; one that fails is logged, left for the next run, and stops no other."""
    done = failed = 0
    for pk in ids:
        try:
            done += handle(pk)
        except (DatabaseError, Refused):
            log.exception("ballot left for the next run", ballot=pk)
            failed += 1
    return Outcome(done, failed)


@sweep("ballots.close", every=60)
def close_due(now: datetime) -> Outcome:
    """Records the close of ballots that the clock has closed."""
    return _each(due_to_close(now).values_list("pk", flat=True), lambda pk: int(close_ballot(pk, now=now)))


@sweep("ballots.remind", every=300)
def remind(now: datetime) -> Outcome:
    """Notices to representatives appointed since the opening; reminders to practices that have not voted."""
    return _each(not_closed(now).values_list("pk", flat=True), lambda pk: notify_ballot(pk, now=now))
