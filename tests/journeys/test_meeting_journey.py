"""The secretary runs a meeting at the desk: roll, declarations, an item without a quorum, close; in the browser."""

import re

import pytest

from pccc.models import AgendaItem, Meeting
from pccc.terms import ItemKind, ItemState, MeetingState
from tests.factories.conflict_map import body, interest
from tests.factories.meetings import planned

ONE = "/ccgs/09W/committees/1/meetings/1/"


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def press_for(site, what: str, name: str) -> None:
    """The button of one person's line."""
    site.page.get_by_role("button", name=re.compile(f"{what}.*{name}")).click()
    site.page.wait_for_load_state()


def test_from_the_agenda_to_the_close(site, world, now, travel) -> None:
    s = planned(world, remedies=["DEFER", "REFER"])
    surgery = body(practice=world.practices[0])
    interest(world.ccg, s.people["CHIEF_OFFICER"], surgery, at=now)
    s.item("Contract of Amber Lane Surgery", affected=[surgery])
    s.item("Report of the quarter", ItemKind.INFORMATION)
    site.sign_in(world.secretary)
    site.visit(ONE)
    site.press("Publish the agenda")
    site.expect_text("Agenda published")
    site.press("Open the desk of this meeting")
    site.expect_text("if everyone attends")
    site.looked()
    travel(s.meeting.starts_at)
    site.sign_out()
    site.sign_in(world.secretary)
    site.visit(f"{ONE}desk/")
    finance = s.people["FINANCE_OFFICER"].name
    site.page.get_by_role("group", name=f"{finance}, Chief finance officer").get_by_label("Apologies").check()
    site.press("Open the meeting")
    site.expect_text("Next: item 1")
    site.press("Record nothing to declare for these members")
    site.expect_text("Asked")
    site.looked()
    chief = s.people["CHIEF_OFFICER"].name
    press_for(site, "Left", chief)
    site.expect_text("Quorum not met")
    site.press("Choose what to do with the item")
    site.choose("Refer to the governing body")
    site.fill("Why this way", "No officer without a conflict is here")
    site.press("Choose")
    site.press("Choose")
    site.expect_text("Next: item 2")
    press_for(site, "Came back", chief)
    site.press("Take item 2")
    site.press("End item 2")
    site.page.get_by_label("Notes of the discussion").fill("Heard.")
    site.press("End item 2")
    site.press("End item 2")
    site.press("Close the meeting")
    site.press("Close the meeting")
    site.expect_text("Minutes")
    site.looked()
    site.sign_out()
    site.visit(ONE)
    site.expect_text("Quorum not met: refer to the governing body")
    site.looked()
    assert Meeting.objects.get().state == MeetingState.CLOSED
    assert AgendaItem.objects.get(number=1).state == ItemState.REMEDIED
