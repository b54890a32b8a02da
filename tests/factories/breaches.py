"""Guardians, breaches, training and certificates for tests."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from ccgs.terms import RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from conflicts.actions.breaches import (
    assign_investigator,
    conclude,
    open_draft_breach,
    publish_breach,
    record_findings,
    report_breach,
)
from conflicts.models import Breach
from conflicts.rules.breaches import BreachFacts
from conflicts.terms import BreachKind
from tests.factories.ccgs_people import person, post
from tests.factories.scenes import scene


def guardian(world: Any, name: str = "Gwen Guardian") -> Person:
    """The world's Guardian; made when first asked for."""
    if "guardian" not in world.people:
        world.people["guardian"] = person(name, "guardian@example.invalid")
        world.posts["guardian"] = post(RoleCode.GUARDIAN, world.ccg, world.people["guardian"])
    return world.people["guardian"]


def report(world: Any, *, by: Person | None = None, now: datetime | None = None, **over: Any) -> Breach:
    """A report; of somebody who does not sign in unless `by` says who."""
    at = now or world.now
    values: dict[str, Any] = {
        "kind": BreachKind.NOT_MANAGED,
        "happened_on": london(at).date(),
        "report": "Somebody stayed in the room.",
        "form_token": uuid4(),
        "ccg": world.ccg,
    }
    return report_breach(by=by, now=at, **gather(BreachFacts, values | over))


def finding(world: Any, *, key: str = "interest:1:late", now: datetime | None = None, **over: Any) -> Breach | None:
    """A draft that a check opened."""
    values: dict[str, Any] = {
        "kind": BreachKind.LATE,
        "happened_on": date(2015, 9, 1),
        "report": "Declared 40 days after becoming aware of it.",
        "ccg": world.ccg,
    }
    return open_draft_breach(key=key, now=now or world.now, **gather(BreachFacts, values | over))


@scene
def investigated(world: Any, *, now: datetime | None = None, **over: Any) -> Breach:
    """A report that the lay member investigates, with findings."""
    at = now or world.now
    made = report(world, now=at, **over)
    made = assign_investigator(breach=made, investigator=world.lay_member, by=guardian(world), now=at)
    words = {"findings": "A member stayed.", "learning": "Ask at each item.", "actions": "The chair asks."}
    return record_findings(breach=made, by=world.lay_member, now=at, **words)


@scene
def concluded(world: Any, *, now: datetime | None = None, **over: Any) -> Breach:
    """A breach whose investigation is concluded."""
    made = investigated(world, now=now, **over)
    return conclude(breach=made, by=guardian(world), now=now or world.now)


@scene
def published(
    world: Any, *, text: str = "A member stayed for the item.", now: datetime | None = None, **over: Any
) -> Breach:
    """A breach that the public reads."""
    made = concluded(world, now=now, **over)
    return publish_breach(breach=made, public_text=text, by=guardian(world), now=now or world.now)
