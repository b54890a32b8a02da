"""Procurement decisions for tests."""

from datetime import date, datetime
from typing import Any

from cocommission.shared.clock import london
from conflicts.actions.procurement import (
    award_procurement,
    decide_procurement,
    draft_procurement,
    publish_procurement,
    put_participant,
)
from conflicts.models import ProcurementDecision
from conflicts.terms import Route
from tests.factories.scenes import scene

AWARD: dict[str, Any] = {
    "provider_name": "Copper Federation Limited",
    "provider_address": "1 High Street, Medway",
    "description": "Diabetes care in the community",
    "amount": 100_000,
    "starts_on": date(2015, 11, 1),
    "ends_on": date(2016, 11, 1),
    "selection_process": "Open tender",
}


def draft(world: Any, *, now: datetime | None = None, **over: Any) -> ProcurementDecision:
    """A draft with everything that a decision needs; the GP member's conflict is handled."""
    at = now or world.now
    values: dict[str, Any] = {
        "title": "Diabetes care",
        "decision": "Tender the service",
        "process": "Decided by the governing body",
        "decided_on": london(at).date(),
        "justification": "He would have gained",
        "route": Route.TENDER,
    }
    made = draft_procurement(ccg=world.ccg, by=world.officer, now=at, **(values | over))
    put_participant(
        procurement=made,
        name="",
        person=world.gp_member,
        role="GP member",
        conflict="Partner of a bidder",
        handling="Left the room",
        by=world.officer,
        now=at,
    )
    return made


@scene
def decided(world: Any, *, now: datetime | None = None, **over: Any) -> ProcurementDecision:
    """A decision that was taken."""
    return decide_procurement(procurement=draft(world, now=now, **over), by=world.officer, now=now or world.now)


@scene
def published(world: Any, *, now: datetime | None = None, **over: Any) -> ProcurementDecision:
    """A decision on the public register."""
    return publish_procurement(procurement=decided(world, now=now, **over), by=world.officer, now=now or world.now)


@scene
def awarded(world: Any, *, now: datetime | None = None, **over: Any) -> ProcurementDecision:
    """A contract that was awarded, on the public register."""
    made = published(world, now=now)
    return award_procurement(procurement=made, by=world.officer, now=now or world.now, **(AWARD | over))
