"""Sweeps of LMC consultations. Each may run late, twice or five times at once."""

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.db import DatabaseError

from cocommission.shared.errors import Refused
from cocommission.shared.sweeps import Outcome, sweep
from votes.actions.consultation_clock import (
    close_consultation,
    note_outdated,
    perhaps_outdated,
    remind_lmc,
    to_close,
    unanswered,
)
from votes.queries.consultations import facts, with_everything

log = structlog.get_logger(__name__)


def _each(ids: Iterable[int], handle: Callable[[int], int]) -> Outcome:
    """Handles one after the other; one that fails is logged, left for the next run, and stops no other."""
    done = failed = 0
    for pk in ids:
        try:
            done += handle(pk)
        except (DatabaseError, Refused):
            log.exception("consultation left for the next run", consultation=pk)
            failed += 1
    return Outcome(done, failed)


@sweep("consultations.close", every=60)
def close_due(now: datetime) -> Outcome:
    """Closes what the clock has closed and escalates silence once (LMC-05)."""
    ids = list(to_close(now).order_by("closes_at", "pk").values_list("pk", flat=True))
    return _each(ids, lambda pk: int(close_consultation(pk, now=now)))


@sweep("consultations.remind", every=300)
def remind(now: datetime) -> Outcome:
    """Reminds LMCs that have not answered."""
    ids = list(unanswered(now).order_by("closes_at", "pk").values_list("pk", flat=True))
    return _each(ids, lambda pk: remind_lmc(pk, now=now))


@sweep("consultations.outdated", every=600)
def outdated(now: datetime) -> Outcome:
    """Says so when papers or a constitution changed after the answer."""
    stale = {found.id: found for found in facts(with_everything(perhaps_outdated(now)), now) if found.stale}
    return _each(stale, lambda pk: note_outdated(stale[pk], now=now))
