"""Who is at a meeting and who comes and goes (F-43). Each act locks the meeting."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.clock import london, moment
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.names import in_sentence
from pccc.actions.meetings.beginning import begin_meeting, write
from pccc.models import AgendaItem, Attendance, Meeting, Membership, Movement
from pccc.queries.composition import memberships_at, terms_at
from pccc.queries.meetings import decisions_taken, item_at
from pccc.rules.chairing import remedies_offered
from pccc.rules.hindsight import coming_blockers, movement_blockers
from pccc.rules.meeting_acts import APOLOGIES, ARRIVAL, MOVEMENT
from pccc.terms import NEVER_VOTING, AttendanceKind, Direction, Remedy, SeatRole

K = AttendanceKind


def seat_of(meeting: Meeting, person: Person, *, deputy: bool, membership: Membership | None) -> Membership | None:
    """The membership through which the person sits at this meeting, or None. A voting seat before another."""
    rows = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee, person=person, deputy=deputy)
    if membership is not None:
        rows = rows.filter(pk=membership.pk)
    found: Membership | None = rows.order_by("-seat__voting", "pk").first()
    return found


def put_down(
    meeting: Meeting,
    person: Person,
    kind: str,
    *,
    by: Person,
    now: datetime,
    membership: Membership | None = None,
    position: str = "",
    role: str = "",
    arrived_at: datetime | None = None,
) -> Attendance:
    """Writes one line of the attendance list of a locked meeting; asked again it changes the line."""
    if kind == K.MEMBER or kind == K.DEPUTY or (kind == K.APOLOGIES and not position):
        seat = seat_of(meeting, person, deputy=kind == K.DEPUTY, membership=membership)
        if seat is None:
            what = "is no deputy" if kind == K.DEPUTY else "holds no seat"
            raise Refused(f"{person.name} {what} on this committee on that day.", field="person")
        membership, position = seat, position or str(seat.seat)
    else:
        membership = None
    if not position.strip():
        raise Refused("Enter how the minutes name them.", field="position")
    if kind == K.TEMPORARY and role not in SeatRole.values:
        raise Refused("Select what the temporary member counts as.", field="role")
    row = Attendance.objects.filter(meeting=meeting, person=person).first()
    if row is None:
        row = Attendance(meeting=meeting, person=person)
    elif row.kind == kind and row.membership == membership:
        return row
    elif row.kind != K.APOLOGIES:
        _require_untouched(meeting, row)
    row.kind, row.membership, row.position = kind, membership, position
    row.role = role if kind == K.TEMPORARY else ""
    row.voting = _votes(kind, membership, role)
    row.arrived_at = None if kind == K.APOLOGIES else arrived_at
    row.recorded_at, row.recorded_by = now, by
    return row.record(by=by, at=now, why=f"{K(kind).label}: {position}")


def _votes(kind: str, membership: Membership | None, role: str) -> bool:
    if kind in (K.MEMBER, K.DEPUTY):
        return membership is not None and membership.seat.voting
    return kind == K.TEMPORARY and role not in NEVER_VOTING


def _require_untouched(meeting: Meeting, row: Attendance) -> None:
    """A line is corrected only while nothing rests on it."""
    begun = AgendaItem.objects.filter(meeting=meeting, taken_at__isnull=False).exists()
    moved = Movement.objects.filter(meeting=meeting, person=row.person_id).exists()
    if begun or moved:
        raise Conflict(
            f"{row.person.name} is recorded as {in_sentence(row.get_kind_display())}, and the meeting went on since. "
            "Record when they left or came back."
        )


def _require_time(meeting: Meeting, at: datetime, now: datetime, field: str) -> None:
    if meeting.opened_at is not None and at < meeting.opened_at:
        raise Refused(f"The meeting opened on {moment(meeting.opened_at)}. Choose a time after that.", field=field)
    if at > now:
        raise Refused("Choose a time that is not in the future.", field=field)


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    person: Person,
    kind: str,
    by: Person,
    now: datetime,
    membership: Membership | None = None,
    position: str = "",
    role: str = "",
    arrived_at: datetime | None = None,
) -> Attendance:
    """Puts somebody on the attendance list: member, deputy, temporary member (`role`), in attendance, apologies.

    `arrived_at` None: there from the opening. Raises Conflict outside a session (apologies: also before it), Refused
    for somebody without a seat, for a temporary member whom the terms of reference do not allow (PCC-18), and for a
    time before a decision that was taken without them (DEC-05).
    """
    meeting = begin_meeting(meeting, APOLOGIES if kind == K.APOLOGIES else ARRIVAL, by=by, now=now)
    if arrived_at is not None:
        _require_time(meeting, arrived_at, now, "arrived_at")
    if kind == K.TEMPORARY:
        terms = terms_at(meeting.committee, london(meeting.starts_at).date())
        if terms is None or Remedy.TEMPORARY_MEMBER not in remedies_offered(terms.remedies):
            raise Refused("The terms of reference allow no temporary members.", field="kind")
    row = put_down(
        meeting, person, kind, by=by, now=now, membership=membership, position=position, role=role,
        arrived_at=arrived_at,
    )  # fmt: skip
    if row.voting and kind != K.APOLOGIES:
        came_at = arrived_at or meeting.opened_at or now
        wrong = coming_blockers(person.pk, person.name, came_at, decisions_taken(meeting), field="arrived_at")
        if wrong:
            raise Refused(*wrong)
    write(meeting, "meeting.attended", by=by, now=now, person=person.pk, name=person.name, kind=kind,
          position=row.position, arrived_at=arrived_at.isoformat() if arrived_at else None)  # fmt: skip
    return row


def _require_same_time(person: Person, last: Movement | None, moved_at: datetime | None) -> None:
    """Raises Conflict where a time is given at which they cannot have moved as they did; to the minute, as typed."""
    if moved_at is None:
        return
    if last is None:
        raise Conflict(f"{person.name} is already in the room. Record when they left first.")
    if last.moved_at.replace(second=0, microsecond=0) != moved_at.replace(second=0, microsecond=0):
        what = "left" if last.direction == Direction.OUT else "came back"
        raise Conflict(f"{person.name} already {what}, on {moment(last.moved_at)}. Check the time.")


@transaction.atomic
def record_movement(
    *,
    meeting: Meeting,
    person: Person,
    direction: str,
    by: Person,
    now: datetime,
    moved_at: datetime | None = None,
    item: AgendaItem | None = None,
) -> Movement | None:
    """Records that somebody left or came back at `moved_at` (now), during `item` (the one that was being taken then).

    Gives the earlier movement, or None, when they are there already, or away already: nothing is written twice.
    Raises Conflict when `moved_at` is then another time than theirs; Refused for a time before the opening, their
    arrival or their last movement, for one that contradicts a decision taken since (DEC-05), and for somebody not at
    the meeting.
    """
    meeting = begin_meeting(meeting, MOVEMENT, by=by, now=now)
    at = moved_at or now
    _require_time(meeting, at, now, "moved_at")
    row = Attendance.objects.filter(meeting=meeting, person=person).exclude(kind=K.APOLOGIES).first()
    if row is None:
        raise Refused(f"{person.name} is not on the attendance list.", field="person")
    last: Movement | None = Movement.objects.filter(meeting=meeting, person=person).order_by("moved_at", "pk").last()
    if direction == (last.direction if last else Direction.IN):
        _require_same_time(person, last, moved_at)
        return last
    earliest = last.moved_at if last else row.arrived_at
    if earliest is not None and at < earliest:
        raise Refused(f"{person.name} came or went later, on {moment(earliest)}.", field="moved_at")
    taken = [] if moved_at is None else decisions_taken(meeting)
    wrong = movement_blockers(person.pk, person.name, direction, at, taken, voting=row.voting)
    if wrong:
        raise Refused(*wrong)
    if item is None:
        item = item_at(meeting.items.all(), at)
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("That item belongs to another meeting.", field="item")
    made = Movement.objects.create(
        meeting=meeting, item=item, person=person, direction=direction, moved_at=at, recorded_at=now, recorded_by=by
    )
    act = "meeting.left" if direction == Direction.OUT else "meeting.came_in"
    write(meeting, act, by=by, now=now, person=person.pk, name=person.name, at=at.isoformat(),
          item=item.number if item else None)  # fmt: skip
    return made
