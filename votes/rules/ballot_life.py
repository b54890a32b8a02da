"""Where a ballot stands at a moment, read from stored times (VOT-13), and which reminder is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from votes.terms.ballots import PHASES_WITH_FIGURES, BallotPhase, BallotState


def phase(state: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> BallotPhase:
    """What people see. An opened ballot takes votes from `opens_at` and not at `closes_at` or later.

    No sweep is needed for this to be right: after an outage of a week the answer is the same.
    """
    if state != BallotState.OPENED or opens_at is None or closes_at is None:
        return BallotPhase(state) if state != BallotState.OPENED else BallotPhase.NOTICE
    if now < opens_at:
        return BallotPhase.NOTICE
    return BallotPhase.VOTING if now < closes_at else BallotPhase.CLOSED


def figures_visible(at: str) -> bool:
    """Whether anybody at all may see how votes fell: only once the ballot is counted (VOT-13)."""
    return at in PHASES_WITH_FIGURES


def reminder_due(opens_at: datetime, closes_at: datetime, now: datetime, days_before: Iterable[int]) -> int | None:
    """Which step of the reminder ladder is due now, as days before the close; None where none is.

    Only the nearest step: after an outage that slept through three, one is sent. A step that would have fallen
    before voting began is none: the notice of opening has just said the same.
    """
    if not opens_at <= now < closes_at:
        return None
    due = [days for days in days_before if opens_at < closes_at - timedelta(days=days) <= now]
    return min(due, default=None)


def extension_problems(*, closes_at: datetime | None, new_closes_at: datetime, reason: str, now: datetime) -> list[str]:
    """Why the close of an open ballot cannot be moved to `new_closes_at`, in plain English; empty when it can."""
    found = []
    if closes_at is not None and new_closes_at <= closes_at:
        found.append("The new closing time must be later than the current one.")
    if new_closes_at <= now:
        found.append("The new closing time has already passed. Enter a later one.")
    if not reason.strip():
        found.append("Enter the reason: it is published and sent to every practice.")
    return found
