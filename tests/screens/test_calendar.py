"""Calendar feeds per person and per CCG, from the same facts as the task list and the CCG's page (F-62)."""

import re
from datetime import datetime

import pytest
from icalendar import Calendar

from ccgs.actions.posts import revoke_post
from cocommission.shared.actions.calendar import make_calendar_address
from cocommission.shared.models import CalendarAddress
from tests.factories.consultations import answer, opened
from votes.actions.consultations import extend_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def events(response):
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def test_a_reviewer_subscribes_to_the_dates_of_their_tasks(world, now, client):
    made = opened(world)
    sign_in(client, world.lmc_reviewer)
    assert client.post("/tasks/calendar/", {"act": "make"}).status_code == 302
    page = client.get("/tasks/calendar/").text
    path = re.search(r"http://testserver(/calendar/[\w-]+/)", page)[1]
    assert path not in client.get("/tasks/calendar/").text  # shown once
    client.logout()
    response = client.get(path)
    (event,) = events(response)
    assert event.decoded("dtstart") == made.closes_at
    assert str(event["summary"]) == f"Answer for Kent LMC: {made.title}"
    assert str(event["url"]) == f"http://testserver{made.lmc_url}"
    assert response.headers["Cache-Control"] == "private, no-store"
    answer(made, world.lmc_reviewer, now)
    assert events(client.get(path)) == []


def test_an_extension_moves_the_event_instead_of_adding_one(world, now, client):
    made = opened(world)
    path = f"/calendar/{make_calendar_address(person=world.lmc_reviewer, now=now)}/"
    (before,) = events(client.get(path))
    later = made.closes_at.replace(year=2016)
    extend_consultation(consultation=made, closes_at=later, reason="More time", by=world.officer, now=now)
    (after,) = events(client.get(path))
    assert before["uid"] == after["uid"]
    assert after.decoded("dtstart") == later


def test_replaced_ended_and_unknown_addresses_do_not_work(world, now, client):
    first, second = (make_calendar_address(person=world.officer, now=now) for _ in range(2))
    assert client.get(f"/calendar/{first}/").status_code == 404
    assert client.get(f"/calendar/{second}/").status_code == 200
    assert client.get("/calendar/guess/").status_code == 404
    sign_in(client, world.officer)
    client.post("/tasks/calendar/", {"act": "end"})
    assert client.get(f"/calendar/{second}/").status_code == 404
    third = make_calendar_address(person=world.officer, now=now)
    world.officer.is_active = False
    world.officer.save()
    assert client.get(f"/calendar/{third}/").status_code == 404


def test_the_secret_is_not_kept(world, now):
    token = make_calendar_address(person=world.officer, now=now)
    assert token not in str(list(CalendarAddress.objects.values_list()))


def test_a_post_that_ended_takes_its_tasks_out_of_the_calendar(world, now, client):
    opened(world)
    path = f"/calendar/{make_calendar_address(person=world.lmc_reviewer, now=now)}/"
    assert len(events(client.get(path))) == 1
    revoke_post(post=world.posts["lmc_reviewer"], reason="Left", by=world.steward, now=now)
    assert events(client.get(path)) == []


def test_a_ccgs_deadlines_are_public(world, client):
    made = opened(world)
    response = client.get("/ccgs/09W/calendar/")
    found = [event for event in events(response) if "LMC consultation" in str(event["summary"])]
    assert [event.decoded("dtstart") for event in found] == [made.closes_at]
    assert isinstance(found[0].decoded("dtstamp"), datetime)
    assert "Lena Committee" not in response.content.decode()
    assert client.get("/ccgs/99Z/calendar/").status_code == 404
