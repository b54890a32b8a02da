"""Declarants, organisations and declarations for tests. Names are plainly invented."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from conflicts.actions.bodies import find_or_add_body
from conflicts.actions.declarants import ensure_declarant
from conflicts.actions.interests import declare_interest, make_return, review_interest
from conflicts.models import Body, Declarant, DeclarationReturn, Interest
from conflicts.rules.declarants import PositionFacts
from conflicts.rules.interests import DeclarationFacts
from conflicts.terms import BodyKind, Capacity, DeclarantGroup, InterestType, Occasion, ReturnKind

LONG_AGO_ON = date(2013, 4, 1)


def declarant(
    world: Any,
    person: Person,
    *,
    position: str = "GP partner of a member practice",
    group: str = DeclarantGroup.MEMBER_PRACTICE,
    decision_maker: bool = False,
    starts_at: datetime | None = None,
    now: datetime | None = None,
    ccg: Any = None,
    **more: Any,
) -> Declarant:
    """Somebody who declares to the world's CCG, from `now` on."""
    at = now or world.now
    return ensure_declarant(
        ccg=ccg or world.ccg,
        person=person,
        by=None,
        now=at,
        **gather(
            PositionFacts,
            {
                "position": position,
                "group": group,
                "decision_maker": decision_maker,
                "starts_at": starts_at or at,
                **more,
            },
        ),
    )


def body(name: str = "Copper Federation Limited", kind: str = BodyKind.FEDERATION, **more: Any) -> Body:
    """An organisation, known since long ago."""
    at = more.pop("now", None) or datetime.fromisoformat("2013-04-01T00:00:00+01:00")
    return find_or_add_body(kind=kind, name=name, by=more.pop("by", None), now=at, **more)


def declaration(world: Any, person: Person, *, now: datetime | None = None, **over: Any) -> Interest:
    """A declaration made in time, by the person; they are made a declarant where they are none."""
    at = now or world.now
    ccg = over.pop("ccg", world.ccg)
    if not Declarant.objects.filter(ccg=ccg, person=person, ends_at__isnull=True).exists():
        declarant(world, person, now=at, ccg=ccg)
    values: dict[str, Any] = {
        "occasion": Occasion.APPOINTMENT,
        "kind": InterestType.FINANCIAL,
        "body": body() if "body" not in over else None,
        "capacity": Capacity.SHAREHOLDER,
        "description": "Holds a share",
        "arose_on": london(at).date(),
        "aware_on": over.get("arose_on", london(at).date()),
        "form_token": uuid4(),
        "by": person,
    }
    return declare_interest(ccg=ccg, person=person, now=at, **gather(DeclarationFacts, values | over))


def reviewed(world: Any, person: Person, *, now: datetime | None = None, **over: Any) -> Interest:
    """A declaration that an officer has signed off."""
    made = declaration(world, person, now=now, **over)
    reviewer = world.officer if person != world.officer else world.second_officer
    return review_interest(interest=made, mitigation="Leaves the item", by=reviewer, now=now or world.now)


def answered(
    world: Any, person: Person, *, kind: str = ReturnKind.NIL, now: datetime | None = None, **over: Any
) -> DeclarationReturn:
    """An answer without a new entry."""
    at = now or world.now
    ccg = over.pop("ccg", world.ccg)
    if not Declarant.objects.filter(ccg=ccg, person=person, ends_at__isnull=True).exists():
        declarant(world, person, now=at, ccg=ccg)
    values: dict[str, Any] = {"occasion": Occasion.PERIODIC, "form_token": uuid4(), "by": person}
    return make_return(ccg=ccg, person=person, kind=kind, now=at, **(values | over))
