"""What the secretary records in the room: one page or one button, one act (F-43)."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.sending import seen_by
from pccc.actions.attendance import nil_for_the_rest, record_attendance, record_movement, take_chair
from pccc.actions.meetings import close_meeting, open_meeting
from pccc.forms.meeting_desk import ApologiesForm, ArrivalForm, ChairForm, MovementForm, RollForm
from pccc.models import Attendance, Meeting, Membership
from pccc.queries.composition import memberships_at
from pccc.queries.leading import leader_of, row_of
from pccc.queries.meetings import next_item, taken_item
from pccc.queries.presence import room_of
from pccc.rules import meeting_acts as acts
from pccc.rules.chairing import leader_blockers
from pccc.rules.meetings import opening_blockers
from pccc.terms import AttendanceKind
from pccc.views.meeting_access import MEETING, RUN, desk, done, run_meeting, somebody


def _roll(request: Request, meeting: Meeting) -> dict[str, Any]:
    rows = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee)
    away = Attendance.objects.filter(meeting=meeting, kind=AttendanceKind.APOLOGIES).values_list("person_id", flat=True)
    known = Membership.objects.filter(seat__committee=meeting.committee).select_related("person", "seat")
    sit = list(rows.order_by("deputy", "-seat__voting", "pk"))
    return {"memberships": sit, "known": known, "away": list(away)}


def roll_form(request: Request, meeting: Meeting) -> RollForm:
    """The roll of everybody who sits there on the day, deputies last."""
    return RollForm(**_roll(request, meeting))


def too_early(meeting: Meeting, now: datetime) -> list[Blocker]:
    """Why the meeting cannot be opened yet, whoever is there (MTG-02)."""
    return opening_blockers(starts_at=meeting.starts_at, present=None, now=now)


def members_ever(meeting: Meeting) -> QuerySet[Person]:
    """Everybody who ever sat on the committee or is on the attendance list: whom its secretary knows by name."""
    sat = Membership.objects.filter(seat__committee=meeting.committee).values("person")
    return Person.objects.filter(Q(pk__in=sat) | Q(pk__in=meeting.attendances.values("person")))


def back_to_desk(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    """The way back of an act at the secretary's desk."""
    return {"back": desk(meeting)}


def _seated(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    seats = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee, deputy=False)
    return {"people": seats.values_list("person_id", flat=True), "known": members_ever(meeting)}


def _attending(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    people = [one.person_id for one in meeting.attendances.all() if one.kind != AttendanceKind.APOLOGIES]
    return {"people": people, "known": members_ever(meeting)}


def _arrive(
    *, meeting: Meeting, email: str, name: str, arrived_at: datetime | None, by: Person, now: datetime, **given: Any
) -> None:
    person = somebody(meeting.ccg, email, name, by=by, now=now)
    record_attendance(meeting=meeting, person=person, arrived_at=arrived_at or now, by=by, now=now, **given)


meeting_open = act_view(
    ActPage(
        act=acts.OPEN,
        place=MEETING,
        does=open_meeting,
        form=RollForm,
        fill=_roll,
        done="The meeting is open. Ask for declarations first.",
        barred=lambda request, meeting: too_early(meeting, request.now),
        beside=back_to_desk,
        then=desk,
    )
)
meeting_apologies = act_view(
    ActPage(
        act=acts.APOLOGIES,
        place=MEETING,
        does=partial(record_attendance, kind=AttendanceKind.APOLOGIES),
        form=ApologiesForm,
        fill=_seated,
        done="The apologies are recorded.",
        beside=back_to_desk,
        then=desk,
    )
)
meeting_arrival = act_view(
    ActPage(
        act=acts.ARRIVAL,
        place=MEETING,
        does=_arrive,
        form=ArrivalForm,
        button="Save",
        done="They are added to the attendance list.",
        beside=back_to_desk,
        then=desk,
    )
)
meeting_movement = act_view(
    ActPage(
        act=acts.MOVEMENT,
        place=MEETING,
        does=record_movement,
        form=MovementForm,
        fill=_attending,
        button="Save",
        done="Recorded.",
        beside=back_to_desk,
        then=desk,
    )
)


meeting_close = require_POST(
    act_view(
        ActPage(
            act=acts.CLOSE,
            place=MEETING,
            does=close_meeting,
            done="The meeting is closed. Its minutes are drafted.",
            beside=back_to_desk,
            then=desk,
        )
    )
)


@require_POST
@ccg_page(RUN)
def meeting_nil(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """The chair asked, and the others have nothing to declare."""
    row = run_meeting(ccg, number, meeting)
    made = nil_for_the_rest(meeting=row, seen=seen_by(request), by=request.person, now=request.now)
    return done(request, f"Recorded: {len(made)} have nothing to declare.", desk(row))


CHAIR = ActPage(
    act=acts.CHAIR,
    place=MEETING,
    does=take_chair,
    form=ChairForm,
    button="Save",
    done="The person in the chair is recorded.",
    beside=back_to_desk,
    then=desk,
    template="pccc/meeting_form.jinja",
)


@ccg_page(RUN)
def meeting_chair(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Record who takes the chair (PCC-12). Those who cannot are named with the reason."""
    row = run_meeting(ccg, number, meeting)
    items = list(row.items.all())
    item, room = taken_item(items) or next_item(items), room_of(row)
    people = Person.objects.in_bulk([place.comer.person_id for place in room.places(request.now) if place.counts])
    mapped = row_of(room, item, request.now) if item is not None else None
    against = {
        person.pk: leader_blockers(leader_of(room, item, person, request.now, row=mapped)) for person in people.values()
    }
    fill = {"people": [pk for pk in people if not against[pk]], "known": members_ever(row)}
    cannot = [people[pk].name for pk in people if against[pk]]
    return act_page(request, CHAIR, row, fill=fill, shown={"cannot": cannot}, item=item)
