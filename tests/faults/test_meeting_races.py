"""Two secretaries, members and the chair at the same meeting at once: one strict sequence, never an error (F-43)."""

from functools import partial
from uuid import uuid4

import pytest

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry
from cocommission.shared.queries.ledger import verify
from pccc.actions.attendance import declare_at_meeting, record_movement, take_chair
from pccc.actions.items import add_item, choose_remedy, finish_item, take_item
from pccc.actions.meetings import close_meeting, open_meeting, plan_meeting, publish_agenda
from pccc.models import AgendaItem, Attendance, ItemRemedy, Meeting, MeetingDeclaration, Movement
from pccc.rules.facts import ListedItemFacts
from pccc.terms import AttendanceKind, Direction, ItemKind, ItemState, MeetingState
from tests.factories.meetings import ALL_REMEDIES, ask_the_rest, opened, planned
from tests.factories.world import build_world
from tests.faults.together import all_at_once

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
LATE = ListedItemFacts("Late", ItemKind.INFORMATION, late_reason="x")


@pytest.fixture
def world():
    """A small country in real time."""
    return build_world(read_clock())


def only_refusals(answers):
    return [a for a in answers if isinstance(a, BaseException) and not isinstance(a, Refused)]


def test_everything_at_once_leaves_one_meeting_in_order(world):
    s = opened(world, "CHIEF_OFFICER", "FINANCE_OFFICER", remedies=ALL_REMEDIES)
    item, now, by, other = s.meeting.items.get(), s.later(), world.secretary, world.officer
    nurse, vice = s.people["NURSE"], s.people["LAY_PERSON"]
    move = partial(record_movement, meeting=s.meeting, person=nurse, now=now)
    calls = [
        *[partial(move, direction=Direction.OUT, by=who) for who in (by, other, by)],
        *[partial(ask_the_rest, s.meeting, by=who, now=now) for who in (by, other)],
        *[partial(declare_at_meeting, meeting=s.meeting, person=nurse, form_token=uuid4(), by=nurse, now=now)] * 3,
        *[partial(take_chair, meeting=s.meeting, person=vice, by=who, now=now) for who in (by, other)],
        *[partial(choose_remedy, item=item, remedy=r, reason="x", by=by, now=now) for r in ("DEFER", "REFER", "PANEL")],
        *[partial(take_item, item=item, by=who, now=now) for who in (by, other)],
        partial(
            add_item,
            meeting=s.meeting,
            facts=ListedItemFacts("Late", ItemKind.INFORMATION, late_reason="x"),
            by=other,
            now=now,
        ),
    ]
    answers = all_at_once(calls)
    assert only_refusals(answers) == []
    assert Movement.objects.count() == 1
    assert ItemRemedy.objects.filter(item=item).count() == 1
    assert AgendaItem.objects.get(pk=item.pk).state == ItemState.REMEDIED
    assert MeetingDeclaration.objects.filter(person=nurse).count() in (1, 2)
    assert Entry.objects.filter(act="item.remedied").count() == 1
    assert verify().ok


def test_two_secretaries_open_publish_and_number_once(world):
    s = planned(world)
    s.item()
    now = s.at
    published = all_at_once([partial(publish_agenda, meeting=s.meeting, by=world.secretary, now=now)] * 4)
    assert only_refusals(published) == []
    assert sum(isinstance(a, Meeting) for a in published) == 1
    roll = dict.fromkeys(s.people.values(), AttendanceKind.MEMBER)
    begin = s.meeting.starts_at
    answers = all_at_once([partial(open_meeting, meeting=s.meeting, by=world.secretary, now=begin, roll=roll)] * 4)
    assert only_refusals(answers) == []
    assert sum(isinstance(a, Meeting) for a in answers) == 1
    assert Attendance.objects.count() == len(s.people)
    plan = partial(plan_meeting, committee=s.committee, starts_at=begin, by=world.secretary, now=now)
    assert only_refusals(all_at_once([partial(plan, place=f"Room {number}") for number in range(4)])) == []
    assert only_refusals(all_at_once([partial(plan, place="Room 1")] * 4)) == []
    assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_the_meeting_closes_once_and_nothing_comes_after(world):
    s = opened(world).asked()
    item = s.take(s.meeting.items.get())
    now, by = s.later(), world.secretary
    calls = [
        *[partial(finish_item, item=item, notes="Put off", by=by, now=now)] * 3,
        *[partial(close_meeting, meeting=s.meeting, by=by, now=now)] * 4,
        *[
            partial(
                add_item,
                meeting=s.meeting,
                facts=ListedItemFacts("x", ItemKind.INFORMATION, late_reason="x"),
                by=by,
                now=now,
            )
        ]
        * 3,
        *[partial(record_movement, meeting=s.meeting, person=s.people["NURSE"], direction="OUT", by=by, now=now)] * 3,
    ]
    answers = all_at_once(calls)
    assert only_refusals(answers) == []
    for late in AgendaItem.objects.filter(state=ItemState.LISTED):
        s.finish(s.take(late))
    if Meeting.objects.get().state == MeetingState.OPEN:
        close_meeting(meeting=s.meeting, by=by, now=s.later())
    assert Entry.objects.filter(act="meeting.closed").count() == 1
    assert verify().ok
