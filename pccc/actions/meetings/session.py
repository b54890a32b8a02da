"""Opening and closing a meeting (F-43, BRE-05). Both lock it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from pccc.actions import minutes
from pccc.actions.attendance.people import put_down
from pccc.actions.meetings.beginning import LIFE, begin_meeting, write
from pccc.actions.meetings.not_declared import open_breach
from pccc.models import AgendaItem, Attendance, Meeting
from pccc.queries.conflict_map import undeclared
from pccc.rules.meeting_acts import CLOSE, OPEN
from pccc.rules.meetings import closing_blockers, opening_blockers
from pccc.terms import AttendanceKind, ItemState, MeetingState, Office

LEADS = (Office.CHAIR, Office.VICE_CHAIR)


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Person, now: datetime, roll: Mapping[Person, str] | None = None) -> Meeting:
    """Opens a meeting. `roll`: who is there, by AttendanceKind (member, deputy, apologies); more can follow later.

    The chair leads or, where the chair is not there, the vice chair; otherwise somebody takes the chair. Raises
    Refused before its published time (MTG-02) and for a roll on which nobody is there.
    """
    meeting = begin_meeting(meeting, OPEN, by=by, now=now)
    there = None if roll is None else [p.name for p, kind in roll.items() if kind != AttendanceKind.APOLOGIES]
    missing = blocking(opening_blockers(starts_at=meeting.starts_at, present=there, now=now))
    if missing:
        raise Refused(*missing)
    LIFE.require(meeting.state, MeetingState.OPEN, what="This meeting")
    meeting.state = MeetingState.OPEN
    meeting.opened_at, meeting.opened_by = now, by
    meeting.record(by=by, at=now, why="Opened")
    for person, kind in (roll or {}).items():
        put_down(meeting, person, kind, by=by, now=now)
    meeting.chair = who_leads(meeting)
    if meeting.chair is not None:
        meeting.record(by=by, at=now, why="Takes the chair")
    leads = meeting.chair.name if meeting.chair else ""
    write(meeting, "meeting.opened", by=by, now=now, present=there or [], chair=leads)
    return meeting


def who_leads(meeting: Meeting) -> Person | None:
    """The chair or, failing that, the vice chair among those who are there."""
    rows = Attendance.objects.filter(meeting=meeting, kind=AttendanceKind.MEMBER, membership__office__in=LEADS)
    by_office = {
        row.membership.office: row.person for row in rows.select_related("person", "membership") if row.membership
    }
    return next((by_office[office] for office in LEADS if office in by_office), None)


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Closes a meeting: nothing in it changes afterwards. Every item is done, withdrawn or has a remedy (PCC-18).

    An interest on the register that the conflict map ties to an item, and that was not declared at the meeting, opens
    a draft breach for the Guardian (BRE-05). The minutes are drafted from the records in the same act (F-46).
    """
    meeting = begin_meeting(meeting, CLOSE, by=by, now=now)
    waiting = AgendaItem.objects.filter(meeting=meeting, state__in=(ItemState.LISTED, ItemState.TAKEN))
    missing = blocking(closing_blockers([str(item) for item in waiting]))
    if missing:
        raise Refused(*missing)
    silent = undeclared(meeting, now)
    LIFE.require(meeting.state, MeetingState.CLOSED, what="This meeting")
    meeting.state = MeetingState.CLOSED
    meeting.closed_at, meeting.closed_by = now, by
    meeting.record(by=by, at=now, why="Closed")
    write(
        meeting,
        "meeting.closed",
        by=by,
        now=now,
        not_declared=[{"item": one.item.number, "person": one.person_id} for one in silent],
    )
    for one in silent:
        open_breach(meeting, one, now)
    minutes.draft_minutes(meeting=meeting, by=by, now=now)
    return meeting
