"""The timeline on the page of an application that is being prepared."""

import pytest

from cocommission.shared.clock import day
from models_abc.queries.mandates import vote_notice
from models_abc.rules.timeline import last_safe_day
from tests.factories.models_abc import started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def test_vot_05_the_last_safe_day_of_a_vote_allows_for_the_notice_of_the_constitution(client, world) -> None:
    application = started(world)
    client.force_login(world.officer)
    page = client.get("/ccgs/09W/application/").text
    assert "We also count back the 14 days of notice that your constitution requires." in page
    assert f"last safe day {day(last_safe_day(application.round.closes_at, 10 + 14))}" in page
    assert vote_notice(world.ccg, world.now) == {"MANDATE": 0, "CONSTITUTION": 14}
    assert vote_notice(world.far_ccg, world.now) == {}  # no constitution in force
