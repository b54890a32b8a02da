"""Offers for tests."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from conflicts.actions.gifts import record_offer
from conflicts.models import Declarant, Gift
from conflicts.rules.gifts import OfferFacts
from tests.factories.interests import declarant


def offer(world: Any, person: Person, *, now: datetime | None = None, **over: Any) -> Gift:
    """A declined lunch worth £30, offered today; the person declares to the CCG."""
    at = now or world.now
    if not Declarant.objects.filter(ccg=world.ccg, person=person, ends_at__isnull=True).exists():
        declarant(world, person, now=at)
    values: dict[str, Any] = {
        "kind": "HOSPITALITY",
        "details": "A lunch",
        "value_pence": 3000,
        "offered_on": today(at),
        "answer": "DECLINED",
        "source_name": "Acme Ltd",
        "form_token": uuid4(),
        "by": person,
    }
    return record_offer(ccg=world.ccg, person=person, now=at, **gather(OfferFacts, values | over))


def dinner(world: Any, person: Person, **over: Any) -> Gift:
    """An accepted dinner that waits for the senior approver."""
    values = {"answer": "ACCEPTED", "details": "A dinner", "value_pence": 9000, "reason": "To speak"}
    return offer(world, person, **(values | over))


def today(at: datetime) -> date:
    """The day in London."""
    return london(at).date()
