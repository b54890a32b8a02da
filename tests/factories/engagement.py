"""Engagement log entries for tests."""

from datetime import timedelta
from typing import Any

from tests.factories.world import World
from votes.actions.engagement import log_event, set_attendance
from votes.models import EngagementEvent
from votes.terms.engagement import EventKind


def event(world: World, *, came: int | None = None, **over: Any) -> EngagementEvent:
    """A webinar a week ago; with `came`, that many of the world's practices took part."""
    wanted: dict[str, Any] = {
        "ccg": world.ccg,
        "kind": EventKind.WEBINAR,
        "title": "Delegated commissioning webinar",
        "held_at": world.now - timedelta(days=7),
        "audience": "All member practices",
        "by": world.officer,
        "now": world.now,
    }
    made = log_event(**{**wanted, **over})
    if came is not None:
        practices = [practice.pk for practice in world.practices[:came]]
        made = set_attendance(event=made, practices=practices, by=world.officer, now=world.now)
    return made
