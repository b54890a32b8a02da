"""Models that CCGs took up before they used this service."""

from datetime import date, datetime, timedelta

import pytest

from ccgs.models import ModelHeld
from ccgs.queries.models_held import model_held
from cocommission.shared.clock import LONDON
from cocommission.shared.errors import Refused
from models_abc.actions.taken_over import take_over_model
from tests.factories.models_abc import started

pytestmark = pytest.mark.django_db
APRIL = date(2015, 4, 1)


def take_over(world, **over):
    values = {"ccg": world.ccg, "model": "C", "from_on": APRIL, "source": "List of 2015", "by": world.steward}
    return take_over_model(**(values | over), now=world.now)


def test_the_steward_records_it_from_the_first_minute_of_its_day(world):
    row = take_over(world)
    assert (row.recorded_by, row.source) == (world.steward, "List of 2015")
    first = datetime(2015, 4, 1, tzinfo=LONDON)
    assert [model_held(world.ccg, at) for at in (first - timedelta(seconds=1), first)] == ["A", "C"]
    assert take_over(world) == row


@pytest.mark.parametrize("who", ["officer", "regional_officer", "accountable_officer"])
def test_nobody_else_does(world, who):
    with pytest.raises(Refused, match="Only the national data steward records which models"):
        take_over(world, by=world.people[who])
    assert not ModelHeld.objects.exists()


def test_not_for_a_day_that_has_not_come(world):
    with pytest.raises(Refused, match="Enter a day that is not after today"):
        take_over(world, from_on=world.now.date() + timedelta(days=1))


def test_a_ccg_that_applied_here_takes_up_its_model_by_that_alone(world):
    started(world)
    with pytest.raises(Refused, match="The model is recorded automatically when it goes live"):
        take_over(world)
