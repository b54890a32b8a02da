"""Writes of meetings: plan, move, publish the agenda, cancel (F-43). Each locks the meeting."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ccgs.actions.permits import require_any
from ccgs.terms import Permission
from cocommission.shared.clock import moment
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from pccc.actions.meetings.beginning import LIFE, begin_meeting, tell_members, write
from pccc.models import Committee, Meeting
from pccc.queries.meetings import agenda_facts
from pccc.rules.meeting_acts import CANCEL, EDIT, PUBLISH
from pccc.rules.meetings import agenda_blockers, notice_given
from pccc.terms import CommitteeState, MeetingState


@transaction.atomic
def plan_meeting(
    *, committee: Committee, starts_at: datetime, place: str, by: Person, now: datetime, short_notice_reason: str = ""
) -> Meeting:
    """Starts a meeting; the same meeting that is being prepared already is that one.

    Raises Refused (403) without the right, (409) for a committee that has ended or a past time; Conflict where the
    meeting at that time and place has another reason for short notice.
    """
    committee = (
        Committee.objects.select_for_update(of=("self",), no_key=True).select_related("ccg").get(pk=committee.pk)
    )
    require_any(by, (Permission.RUN_COMMITTEES,), committee.ccg, now)
    if committee.state == CommitteeState.ENDED:
        raise Conflict("The committee has ended. You cannot plan a meeting.")
    if starts_at <= now:
        raise Refused("Choose a time in the future.", field="starts_at")
    same = Meeting.objects.filter(committee=committee, starts_at=starts_at, place=place, state=MeetingState.PLANNED)
    if (known := same.select_related("committee__ccg").first()) is not None:
        if known.short_notice_reason != short_notice_reason:
            raise Conflict("A meeting at this time and place is already planned. Open it to change its details.")
        return known
    last = Meeting.objects.filter(committee=committee).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(
        committee=committee,
        number=last + 1,
        starts_at=starts_at,
        place=place,
        short_notice_reason=short_notice_reason,
        drafted_at=now,
        drafted_by=by,
    )
    meeting.record(by=by, at=now, why="Meeting planned")
    write(meeting, "meeting.planned", by=by, now=now, starts_at=starts_at.isoformat(), place=place)
    return meeting


@transaction.atomic
def edit_meeting(
    *,
    meeting: Meeting,
    starts_at: datetime,
    place: str,
    by: Person,
    now: datetime,
    short_notice_reason: str = "",
    reason: str = "",
) -> Meeting:
    """Changes time and place. Once the agenda is published it needs `reason`, which members are told, and notice again.

    Raises Conflict once the meeting began; Refused without a reason, for a past time or too short a notice (MTG-01).
    """
    meeting = begin_meeting(meeting, EDIT, by=by, now=now)
    if starts_at <= now:
        raise Refused("Choose a time in the future.", field="starts_at")
    moved = meeting.state == MeetingState.NOTICED
    if moved and not reason.strip():
        raise Refused("The agenda is published. Enter why it is changed.", field="reason")
    before = {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}
    later = starts_at != meeting.starts_at
    meeting.starts_at, meeting.place, meeting.short_notice_reason = starts_at, place, short_notice_reason
    if moved and later:
        _require_notice(meeting, now)
    meeting.record(by=by, at=now, why=reason or "Meeting changed")
    if moved:
        write(meeting, "meeting.moved", by=by, now=now, reason=reason, before=before, starts_at=starts_at.isoformat(),
              place=place)  # fmt: skip
        tell_members(
            meeting,
            key=f"moved:{now.isoformat()}",
            subject=f"Changed: {meeting}",
            text=f"The meeting is now on {moment(starts_at)}, at {place}.\n\nReason: {reason}",
            now=now,
        )
    return meeting


def _require_notice(meeting: Meeting, now: datetime) -> None:
    facts = agenda_facts(meeting)
    days = notice_given(now, meeting.starts_at)
    if facts.notice_days is not None and days < facts.notice_days and not meeting.short_notice_reason.strip():
        raise Refused(
            f"The public would have {days} of the {facts.notice_days} days of notice. Enter why.",
            field="short_notice_reason",
        )


@transaction.atomic
def publish_agenda(*, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Publishes the agenda and tells the members. Raises Refused with every reason that the page shows.

    PCC-14 (private items), PCC-16 (sub-groups), MTG-01 (notice, items, functions).
    """
    meeting = begin_meeting(meeting, PUBLISH, by=by, now=now)
    facts = agenda_facts(meeting)
    missing = blocking(agenda_blockers(facts, now=now))
    if missing:
        raise Refused(*missing)
    meeting.state = MeetingState.NOTICED
    meeting.noticed_at, meeting.noticed_by = now, by
    meeting.record(by=by, at=now, why=meeting.short_notice_reason or "Agenda published")
    write(
        meeting,
        "meeting.noticed",
        by=by,
        now=now,
        reason=meeting.short_notice_reason,
        starts_at=meeting.starts_at.isoformat(),
        days_of_notice=notice_given(now, meeting.starts_at),
        items=[{"number": item.number, "kind": item.kind, "part": item.part} for item in facts.items],
    )
    tell_members(
        meeting,
        key="noticed",
        subject=f"Agenda: {meeting}",
        text=f"The meeting is on {moment(meeting.starts_at)}, at {meeting.place}. Read the agenda and your papers, and "
        "declare any interest in its items, even one that is on the register already.",
        now=now,
    )
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Person, now: datetime) -> Meeting:
    """Cancels a meeting that has not begun, with a reason that the public and the members are told."""
    meeting = begin_meeting(meeting, CANCEL, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why the meeting is cancelled.", field="reason")
    noticed = meeting.noticed_at is not None
    LIFE.require(meeting.state, MeetingState.CANCELLED, what="This meeting")
    meeting.state = MeetingState.CANCELLED
    meeting.cancelled_at, meeting.cancelled_by, meeting.cancelled_reason = now, by, reason
    meeting.record(by=by, at=now, why=reason)
    write(meeting, "meeting.cancelled", by=by, now=now, reason=reason)
    if noticed:
        tell_members(
            meeting,
            key="cancelled",
            subject=f"Cancelled: {meeting}",
            text=f"The meeting on {moment(meeting.starts_at)} does not take place.\n\nReason: {reason}",
            now=now,
        )
    return meeting
