"""What the referees of meetings, items, rooms and rulings refuse, provoked."""

from datetime import timedelta

from ccgs.actions.posts import revoke_post
from pccc.actions.items import withdraw_item
from pccc.actions.meetings import close_meeting
from pccc.actions.minutes import draft_minutes, finalise
from pccc.models import AgendaItem, Attendance, ItemPaper, ItemRemedy, Meeting, Minutes, Movement, Ruling
from pccc.terms import ItemState, MeetingState
from tests.factories import decisions
from tests.factories.meetings import noticed, opened, planned
from tests.sweeps.refereeing import insert, provokes, put, sql


def closed(world):
    """A meeting that was held, with its only item done."""
    s = opened(world).asked()
    s.finish(s.take(s.meeting.items.get()))
    close_meeting(meeting=s.meeting, by=s.by, now=s.later())
    return s


def item_of(s):
    return AgendaItem.objects.get(meeting=s.meeting)


@provokes("pccc_meeting_referee", "This meeting is over.")
def another_place_after_the_close(world, clock):
    return put(closed(world).fresh(), place="Another place")


@provokes("pccc_meeting_referee", "Another person took this meeting to another stage")
def planning_again_what_was_published(world, clock):
    return put(noticed(world).fresh(), state=MeetingState.PLANNED)


@provokes("pccc_meeting_referee", "This meeting was opened meanwhile.")
def another_place_after_the_opening(world, clock):
    return put(opened(world).fresh(), place="Another place")


@provokes("pccc_meeting_referee", "An item of the agenda is still open.")
def closing_with_an_open_item(world, clock):
    s = opened(world)
    return put(s.fresh(), state=MeetingState.CLOSED, closed_at=s.at, closed_by=s.by)


@provokes("pccc_item_referee", "This meeting is over.")
def notes_after_the_close(world, clock):
    return put(item_of(closed(world)), notes="Something else was said.")


@provokes("pccc_item_referee", "The agenda was published meanwhile. You can no longer remove this item.")
def removing_an_item_after_the_publication(world, clock):
    s = planned(world)
    item = s.item()
    s.publish()
    return sql("DELETE FROM pccc_agendaitem WHERE id = %s", item.pk)


@provokes("pccc_item_referee", "The agenda was published meanwhile. Enter the reason")
def adding_an_item_without_a_reason(world, clock):
    s = noticed(world)
    row = AgendaItem(meeting=s.meeting, number=9, title="Late", kind="INFORMATION", added_at=s.at, added_by=s.by)
    return lambda: row.record(by=s.by, at=s.at, why="Added")


@provokes("pccc_item_referee", "The agenda was published meanwhile. You can no longer change the order")
def another_order_after_the_publication(world, clock):
    return put(item_of(noticed(world)), number=9)


@provokes("pccc_item_referee", "Another person finished or withdrew this item")
def taking_an_item_that_is_done(world, clock):
    s = opened(world).asked()
    s.finish(s.take(item_of(s)))
    return put(item_of(s), state=ItemState.TAKEN)


@provokes("pccc_item_referee", "The meeting is not open.")
def taking_an_item_before_the_opening(world, clock):
    s = noticed(world)
    return put(item_of(s), state=ItemState.TAKEN, taken_at=s.at)


@provokes("pccc_item_parts_referee", "This meeting is over.")
def a_paper_after_the_close(world, clock):
    s = closed(world)
    return put(ItemPaper.objects.get(item__meeting=s.meeting), title="Another title")


def comes(s, kind):
    row = Attendance(meeting=s.meeting, person=s.people["NURSE"], kind=kind, position="Nurse", recorded_at=s.at,
                     recorded_by=s.by)  # fmt: skip
    return lambda: row.record(by=s.by, at=s.at, why="Recorded")


@provokes("pccc_room_referee", "The meeting is not open.")
def somebody_there_before_the_opening(world, clock):
    return comes(noticed(world), "MEMBER")


@provokes("pccc_movement_referee", "The meeting was not open at that time.")
def leaving_before_the_opening(world, clock):
    s = opened(world)
    before = s.meeting.opened_at - timedelta(minutes=1)
    return insert(Movement, meeting=s.meeting, person=s.people["NURSE"], direction="OUT", moved_at=before,
                  recorded_at=s.at, recorded_by=s.by)  # fmt: skip


@provokes("pccc_remedy_referee", "The meeting is not open.")
def a_remedy_after_the_close(world, clock):
    s = closed(world)
    return insert(ItemRemedy, item=item_of(s), remedy="DEFER", reason="No quorum", chosen_at=s.at, chosen_by=s.by)


def ruling(s, item, **more):
    """A chair's decision on the local GP, written after every check."""
    values = {"person": s.people["LOCAL_GP"], "ruled_by": s.people["LAY_MEMBER"], "recorded_by": s.by,
              "reason": "A partner", "proposed": "NONE", "ruled": "NO_VOTE", "ruled_at": s.at}  # fmt: skip
    return insert(Ruling, item=item, **(values | more))


def room(world):
    s = noticed(world)
    return s, item_of(s)


@provokes("pccc_ruling_referee", "You cannot decide about your own conflict.")
def the_chair_about_the_chair(world, clock):
    s, item = room(world)
    return ruling(s, item, person=s.people["LAY_MEMBER"])


@provokes("pccc_ruling_referee", "Enter the reason")
def without_a_reason(world, clock):
    return ruling(*room(world), reason=" ")


@provokes("pccc_ruling_referee", "This item was withdrawn or its meeting was cancelled.")
def about_an_item_that_was_withdrawn(world, clock):
    s, item = room(world)
    withdraw_item(item=item, reason="Not ready", by=s.by, now=s.at)
    return ruling(s, item)


@provokes("pccc_ruling_referee", "The minutes of this meeting are final.")
def after_the_minutes_are_final(world, clock):
    s, made = decisions.decided_and_closed(world)
    minutes = draft_minutes(meeting=Meeting.objects.get(pk=s.meeting.pk), by=s.by, now=s.later())
    finalise(minutes=Minutes.objects.get(pk=minutes.pk), by=s.by, now=s.later())
    return ruling(s, made.item)


@provokes("pccc_ruling_referee", "The chair and the member must both sit on the committee.")
def about_somebody_who_left_the_committee(world, clock):
    return ruling(*room(world), person=world.nobody)


@provokes("pccc_ruling_referee", "Only the chair, a governance officer or the committee secretary")
def recorded_by_a_secretary_whose_post_ended(world, clock):
    s, item = room(world)
    revoke_post(post=world.posts["secretary"], reason="Moves", by=world.officer, now=world.now)
    return ruling(s, item)
