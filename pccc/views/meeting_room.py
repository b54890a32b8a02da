"""What the secretary records in the room: one page or one button, one act (F-43)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page, person_ccg_page
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
from pccc.queries.room import room_of
from pccc.rules.chairing import leader_blockers
from pccc.rules.meetings import act_blockers, opening_blockers
from pccc.terms import AttendanceKind, ItemState, Part
from pccc.views.meeting_access import RUN, done, form_page, found_meeting, run_meeting, somebody, submitted


def posted(request: Request) -> Any:
    """The posted data, or None."""
    return request.POST if request.method == "POST" else None


def desk(meeting: Meeting) -> str:
    """Where the secretary works."""
    return f"{meeting.url}desk/"


def roll_form(meeting: Meeting, data: Any = None) -> RollForm:
    """The roll of everybody who sits there on the day, deputies last."""
    rows = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee)
    away = Attendance.objects.filter(meeting=meeting, kind=AttendanceKind.APOLOGIES).values_list("person_id", flat=True)
    known = Membership.objects.filter(seat__committee=meeting.committee).select_related("person", "seat")
    sit = list(rows.order_by("deputy", "-seat__voting", "pk"))
    return RollForm(data, memberships=sit, known=known, away=list(away))


def too_early(meeting: Meeting, now: datetime) -> list[Blocker]:
    """Why the meeting cannot be opened yet, whoever is there (MTG-02)."""
    return opening_blockers(state=meeting.state, starts_at=meeting.starts_at, present=None, now=now)


def members_ever(meeting: Meeting) -> QuerySet[Person]:
    """Everybody who ever sat on the committee or is on the attendance list: whom its secretary knows by name."""
    sat = Membership.objects.filter(seat__committee=meeting.committee).values("person")
    return Person.objects.filter(Q(pk__in=sat) | Q(pk__in=meeting.attendances.values("person")))


@ccg_page(RUN)
def meeting_open(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Calls the roll and opens the meeting."""
    row = run_meeting(ccg, number, meeting)
    form = roll_form(row, posted(request))
    if submitted(request, form, lambda f: open_meeting(meeting=row, roll=f.roll, by=request.person, now=request.now)):
        return done(request, "The meeting is open. Ask for declarations first.", desk(row))
    blockers = too_early(row, request.now)
    return form_page(request, row, form, title="Open the meeting", blockers=blockers, back=desk(row))


@require_POST
@ccg_page(RUN)
def meeting_close(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Closes the meeting; a refusal is a page with every reason."""
    row = run_meeting(ccg, number, meeting)
    close_meeting(meeting=row, by=request.person, now=request.now)
    return done(request, "The meeting is closed: nothing in it changes any more. Its minutes are drafted.", desk(row))


@ccg_page(RUN)
def meeting_apologies(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Records apologies, before the meeting too."""
    row = run_meeting(ccg, number, meeting)
    seats = memberships_at(row.starts_at).filter(seat__committee=row.committee, deputy=False)
    form = ApologiesForm(posted(request), people=seats.values_list("person_id", flat=True), known=members_ever(row))

    def act(f: Any) -> None:
        record_attendance(meeting=row, person=f.cleaned_data["person"], kind=AttendanceKind.APOLOGIES,
                          by=request.person, now=request.now)  # fmt: skip

    if submitted(request, form, act):
        return done(request, "The apologies are recorded.", desk(row))
    blockers = act_blockers("apologies", state=row.state)
    return form_page(request, row, form, title="Record apologies", blockers=blockers, back=desk(row))


@ccg_page(RUN)
def meeting_arrival(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Puts somebody on the attendance list during the meeting."""
    row = run_meeting(ccg, number, meeting)
    form = ArrivalForm(posted(request))

    def act(f: Any) -> None:
        data = dict(f.cleaned_data)
        arrived = data.pop("arrived_at") or request.now
        person = somebody(ccg, data.pop("email"), data.pop("name"), by=request.person, now=request.now)
        record_attendance(meeting=row, person=person, arrived_at=arrived, by=request.person, now=request.now, **data)

    if submitted(request, form, act):
        return done(request, "They are on the attendance list.", desk(row))
    blockers = act_blockers("attendance", state=row.state)
    return form_page(request, row, form, title="Somebody has come", button="Save", blockers=blockers, back=desk(row))


@ccg_page(RUN)
def meeting_movement(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Somebody leaves or comes back: a button of the desk for now, this page for another time."""
    row = run_meeting(ccg, number, meeting)
    people = [one.person_id for one in row.attendances.all() if one.kind != AttendanceKind.APOLOGIES]
    form = MovementForm(posted(request), people=people, known=members_ever(row))
    if submitted(
        request, form, lambda f: record_movement(meeting=row, by=request.person, now=request.now, **f.cleaned_data)
    ):
        return done(request, "Recorded.", desk(row))
    blockers = act_blockers("session", state=row.state)
    return form_page(
        request, row, form, title="Somebody left or came back", button="Save", blockers=blockers, back=desk(row)
    )


@require_POST
@ccg_page(RUN)
def meeting_nil(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """The chair asked, and the others have nothing to declare."""
    row = run_meeting(ccg, number, meeting)
    made = nil_for_the_rest(meeting=row, seen=seen_by(request), by=request.person, now=request.now)
    return done(request, f"Recorded: {len(made)} have nothing to declare.", desk(row))


def _declare(request: PersonRequest, row: Meeting, person: Person, items: Any, back: str) -> HttpResponse:
    entries = Interest.objects.filter(ccg=row.committee.ccg, person=person).order_by("number")
    form = DeclareForm(
        posted(request),
        items=items.exclude(state=ItemState.WITHDRAWN),
        interests=entries.exclude(state=InterestState.WITHDRAWN),
        known_items=items,
        known_interests=entries,
    )

    def act(f: Any) -> None:
        declare_at_meeting(
            meeting=row, person=person, form_token=number_of(request), by=request.person, now=request.now, **f.given
        )

    if submitted(request, form, act):
        return done(request, "The declaration is recorded.", back)
    own = request.person.pk == person.pk
    title = "Declare your interests for this meeting" if own else f"Declaration of {person.name}"
    said = [one for one in row.declarations.all() if one.person_id == person.pk]
    blockers = act_blockers("declare", state=row.state)
    return form_page(request, row, form, title=title, button="Declare", blockers=blockers, back=back, said=said)


@person_ccg_page
def meeting_declare(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """A member declares for themself, ahead of the meeting or in it."""
    row, viewer = found_meeting(request, ccg, number, meeting)
    if not viewer.member:
        raise Http404("Only those who sit on the committee declare here.")
    items = AgendaItem.objects.filter(meeting=row)
    if not viewer.private:
        items = items.filter(part=Part.PUBLIC)
    return _declare(request, row, request.person, items, row.url)


@ccg_page(RUN)
def meeting_declare_for(request: PersonRequest, ccg: CCG, number: int, meeting: int, person: int) -> HttpResponse:
    """What somebody said in the room, written down by the secretary."""
    row = run_meeting(ccg, number, meeting)
    seats = memberships_at(row.starts_at).filter(seat__committee=row.committee)
    there = {one.person_id for one in row.attendances.all()} | set(seats.values_list("person_id", flat=True))
    who = Person.objects.filter(pk=person).first() if person in there else None
    if who is None:
        raise Http404("They are not at this meeting.")
    return _declare(request, row, who, AgendaItem.objects.filter(meeting=row), desk(row))


@ccg_page(RUN)
def meeting_chair(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Somebody takes the chair (PCC-12). Those who cannot are named with the reason."""
    row = run_meeting(ccg, number, meeting)
    items = list(row.items.all())
    item, room = taken_item(items) or next_item(items), room_of(row)
    people = Person.objects.in_bulk([place.comer.person_id for place in room.places(request.now) if place.counts])
    mapped = row_of(room, item, request.now) if item is not None else None
    against = {
        person.pk: leader_blockers(leader_of(room, item, person, request.now, row=mapped)) for person in people.values()
    }
    able = [pk for pk in people if not against[pk]]
    form = ChairForm(posted(request), people=able, known=members_ever(row))
    if submitted(
        request,
        form,
        lambda f: take_chair(meeting=row, item=item, by=request.person, now=request.now, **f.cleaned_data),
    ):
        return done(request, "Who leads the meeting is recorded.", desk(row))
    return form_page(
        request,
        row,
        form,
        title="Somebody takes the chair",
        button="Save",
        blockers=act_blockers("session", state=row.state),
        back=desk(row),
        cannot=[people[pk].name for pk in people if against[pk]],
        item=item,
    )
