"""Sweeps of LMC consultations. Each may run late, twice or five times at once."""

from datetime import datetime

from cocommission.shared.sweeps import Outcome, one_by_one, sweep
from votes.actions.consultation_clock import (
    close_consultation,
    note_outdated,
    perhaps_outdated,
    remind_lmc,
    to_close,
    unanswered,
)
from votes.queries.consultations import facts, with_everything


@sweep("consultations.close", "Close LMC consultations at their closing time", every=60)
def close_due(now: datetime) -> Outcome:
    """Closes what the clock has closed and escalates silence once (LMC-05)."""
    ids = list(to_close(now).order_by("closes_at", "pk").values_list("pk", flat=True))
    return one_by_one(ids, lambda pk: int(close_consultation(pk, now=now)), what="consultation")


@sweep("consultations.remind", "Remind LMCs to answer", every=300)
def remind(now: datetime) -> Outcome:
    """Reminds LMCs that have not answered."""
    ids = list(unanswered(now).order_by("closes_at", "pk").values_list("pk", flat=True))
    return one_by_one(ids, lambda pk: remind_lmc(pk, now=now), what="consultation")


@sweep("consultations.outdated", "Mark LMC answers about changed papers", every=600)
def outdated(now: datetime) -> Outcome:
    """Says so when papers or a constitution changed after the answer."""
    stale = {found.id: found for found in facts(with_everything(perhaps_outdated(now)), now) if found.stale}
    return one_by_one(stale, lambda pk: note_outdated(stale[pk], now=now), what="consultation")
