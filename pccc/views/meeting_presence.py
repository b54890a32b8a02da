"""What the secretary records in the room: one page or one button, one act (F-43)."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page, person_ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.sending import number_of, seen_by
from conflicts.models import Interest
from conflicts.terms import InterestState
from pccc.actions.attendance import declare_at_meeting, nil_for_the_rest, record_attendance, record_movement, take_chair
from pccc.actions.meetings import close_meeting, open_meeting
from pccc.forms.meeting_desk import ApologiesForm, ArrivalForm, ChairForm, DeclareForm, MovementForm, RollForm
from pccc.models import AgendaItem, Attendance, Meeting, Membership
from pccc.queries.composition import memberships_at
from pccc.queries.leading import leader_of, row_of
from pccc.queries.meetings import next_item, taken_item
from pccc.queries.presence import room_of
from pccc.rules import meeting_acts as acts
from pccc.rules.chairing import leader_blockers
from pccc.rules.meetings import opening_blockers
from pccc.terms import AttendanceKind, ItemState, Part
from pccc.views.meeting_access import MEETING, RUN, desk, done, found_meeting, run_meeting, somebody


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


def _back(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
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
        beside=_back,
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
        beside=_back,
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
        beside=_back,
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
        beside=_back,
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
            beside=_back,
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


DECLARE = ActPage(
    act=acts.DECLARE,
    place=MEETING,
    does=declare_at_meeting,
    form=DeclareForm,
    button="Declare",
    done="The declaration is recorded.",
    template="pccc/meeting_form.jinja",
)
DECLARE_FOR = replace(DECLARE, act=acts.DECLARE_FOR, beside=_back, then=desk)


def _declare(request: PersonRequest, page: ActPage[Meeting], row: Meeting, person: Person, items: Any) -> HttpResponse:
    entries = Interest.objects.filter(ccg=row.ccg, person=person).order_by("number")
    fill = {
        "items": items.exclude(state=ItemState.WITHDRAWN),
        "interests": entries.exclude(state=InterestState.WITHDRAWN),
        "known_items": items,
        "known_interests": entries,
    }
    own = request.person.pk == person.pk
    shown = {
        "title": page.act.title if own else f"Declaration of {person.name}",
        "said": [one for one in row.declarations.all() if one.person_id == person.pk],
    }
    return act_page(request, page, row, fill=fill, shown=shown, person=person, form_token=number_of(request))


@person_ccg_page
def meeting_declare(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """A member declares for themself, ahead of the meeting or in it."""
    row, viewer = found_meeting(request, ccg, number, meeting)
    if not viewer.member:
        raise Http404("Only members of the committee declare here.")
    items = AgendaItem.objects.filter(meeting=row)
    if not viewer.private:
        items = items.filter(part=Part.PUBLIC)
    return _declare(request, DECLARE, row, request.person, items)


@ccg_page(RUN)
def meeting_declare_for(request: PersonRequest, ccg: CCG, number: int, meeting: int, person: int) -> HttpResponse:
    """What somebody said in the room, written down by the secretary."""
    row = run_meeting(ccg, number, meeting)
    seats = memberships_at(row.starts_at).filter(seat__committee=row.committee)
    there = {one.person_id for one in row.attendances.all()} | set(seats.values_list("person_id", flat=True))
    who = Person.objects.filter(pk=person).first() if person in there else None
    if who is None:
        raise Http404("This person is not at the meeting.")
    return _declare(request, DECLARE_FOR, row, who, AgendaItem.objects.filter(meeting=row))


CHAIR = ActPage(
    act=acts.CHAIR,
    place=MEETING,
    does=take_chair,
    form=ChairForm,
    button="Save",
    done="The person in the chair is recorded.",
    beside=_back,
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
