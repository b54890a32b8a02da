"""Which model a CCG holds, to the minute."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ccgs.actions.models_held import change_model_held
from ccgs.models import ModelHeld
from ccgs.queries.models_held import model_held
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry

pytestmark = pytest.mark.django_db


def change(world, model, from_at, **fields):
    values = {"reason": "Go-live", "source": "Decision of 18 December 2015"} | fields
    return change_model_held(
        ccg=world.ccg, model=model, from_at=from_at, by=world.regional_officer, now=world.now, **values
    )


def test_model_a_is_held_until_something_else_is_agreed(world):
    assert model_held(world.ccg, world.now) == "A"


def test_changes_at_its_minute(world):
    b_from, c_from = world.now + timedelta(days=1), world.now + timedelta(days=30)
    change(world, "B", b_from)
    change(world, "C", c_from)
    seen = [model_held(world.ccg, at) for at in (b_from - timedelta(seconds=1), b_from, c_from)]
    assert seen == ["A", "B", "C"]
    assert Entry.objects.filter(book__key="CCG 09W", act="model_held.changed").count() == 2


def test_asked_twice_it_changes_nothing(world):
    first = change(world, "C", world.now)
    assert change(world, "C", world.now) == first
    assert ModelHeld.objects.count() == 1


def test_one_model_at_a_time(world):
    change(world, "C", world.now)
    with pytest.raises(Conflict):
        change(world, "C", world.now + timedelta(days=1))
    with pytest.raises(Conflict):
        change(world, "B", world.now - timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelHeld(
            ccg=world.ccg, model_held="B", from_at=world.now, reason="x", source="x", recorded_at=world.now
        ).record(by=None, at=world.now)


def test_reason_and_source_are_needed(world):
    with pytest.raises(Refused):
        change(world, "C", world.now, reason="")
