"""A field that is filled with this moment holds it as people type a time: hours and minutes."""

import re
from datetime import timedelta

import pytest

from ccgs.terms.constitutions import ConstitutionState
from tests.browser import Browser
from tests.factories import committees
from tests.factories.ccgs_people import constitution

pytestmark = pytest.mark.django_db
TIME = re.compile(r'name="[a-z_]+\[time\]"[^>]*value="([^"]*)"')


def grant(world):
    return "/ccgs/09W/people/grant/", world.officer


def force(world):
    version = constitution(world.ccg, ConstitutionState.APPROVED, text="# Constitution\n\nAs changed.")
    return f"{version.url}act/in-force/", world.officer


def appoint(world):
    made = committees.pccc(world)
    return f"{made.url}seats/{made.seats.first().pk}/appoint/", world.secretary


@pytest.mark.parametrize("page", [grant, force, appoint])
def test_a_prefilled_time_has_no_seconds(page, world, travel):
    address, reader = page(world)
    travel(world.now + timedelta(seconds=47, microseconds=11))
    browser = Browser()
    browser.force_login(reader)
    answer = browser.get(address)
    assert answer.status_code == 200
    times = TIME.findall(answer.content.decode())
    assert [bool(re.fullmatch(r"\d\d:\d\d", time)) for time in times if time] == [True]
