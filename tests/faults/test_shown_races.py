"""A button is about the list that its page showed, also when the list changes before the lock is taken (F-43, F-44).

Both presses are stopped at the lock of the meeting, after the page was read and the form was taken apart. Meanwhile
the list changes. Nobody may then be recorded whom the page did not show.
"""

from datetime import timedelta
from functools import partial

import pytest

from cocommission.shared.clock import read_clock
from pccc.actions.attendance import record_attendance
from pccc.models import MeetingDeclaration, Ruling
from pccc.terms import AttendanceKind, Office, SeatRole
from tests.browser import Browser
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person
from tests.factories.meetings import opened
from tests.factories.world import build_world
from tests.faults.together import while_it_waits
from tests.forms import forms_on

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def past_world():
    """A small country a month ago, so that its meeting has begun by the real clock."""
    return build_world(read_clock() - timedelta(days=30))


def pressed(who, page, address, **typed):
    """A call that sends the form to `address` as `page` draws it now."""
    client = Browser()
    client.force_login(who)
    drawn = [one for one in forms_on(client.get(page).content.decode()) if one.method == "POST"]
    form = next(one for one in drawn if one.action == address or not one.action and page == address)
    return partial(client.post, address, form.with_data(typed))


def test_nothing_to_declare_is_not_recorded_for_somebody_who_came_after_the_page(past_world):
    s = opened(past_world, "NURSE")
    nurse = s.people["NURSE"]
    press = pressed(s.by, f"{s.meeting.url}desk/", f"{s.meeting.url}nil/")
    arrives = partial(
        record_attendance, meeting=s.meeting, person=nurse, kind=AttendanceKind.MEMBER, by=s.by, now=s.later(),
        arrived_at=s.at,
    )  # fmt: skip
    answer = while_it_waits(press, s.meeting, arrives)
    assert not MeetingDeclaration.objects.filter(person=nurse).exists(), "recorded for somebody whom the page left out"
    assert answer.status_code == 409
    assert "Check who has not been asked yet" in answer.content.decode()
    assert not MeetingDeclaration.objects.exists()
    again = pressed(s.by, f"{s.meeting.url}desk/", f"{s.meeting.url}nil/")()
    assert again.status_code == 302
    assert MeetingDeclaration.objects.filter(person=nurse).exists()


def test_what_the_map_proposes_only_after_the_page_is_not_confirmed(past_world):
    world = past_world
    committee = make.committee(world.ccg, world.now)
    chair = make.sits(committee, person("Laura Lay"), office=Office.CHAIR).person
    gp = make.sits(committee, person("Paula Partner"), SeatRole.LOCAL_GP).person
    outside = make.sits(committee, person("Owen Outside"), SeatRole.INDEPENDENT_GP).person
    practice = make.body(practice=world.practices[0])
    make.interest(world.ccg, gp, practice, at=world.now)
    meeting = make.meeting(committee, world.now, days=60)
    make.item(meeting, practice)
    confirm = f"{meeting.url}map/1/confirm/"
    press = pressed(chair, confirm, confirm, ruled_by=chair.pk)
    declares = partial(make.interest, world.ccg, outside, practice, at=read_clock())
    answer = while_it_waits(press, meeting, declares)
    assert not Ruling.objects.filter(person=outside).exists(), "confirmed for somebody whom the page left out"
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Check the list, then confirm it" in page
    assert "Owen Outside" in page, "the page shows the list as it was"
    assert not Ruling.objects.exists()
    assert pressed(chair, confirm, confirm, ruled_by=chair.pk)().status_code == 302
    assert Ruling.objects.count() == 2
