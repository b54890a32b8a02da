"""Seats and the people in them: add, abolish, appoint, end."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse

from ccgs.actions.people import invite_person
from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.views.sending import number_of
from cocommission.shared.views.submitting import form_data
from pccc.actions.seats import add_seat, appoint, end_membership, end_seat
from pccc.forms.committees import AppointForm, MembershipEndForm, SeatEndForm, SeatForm
from pccc.models import Committee, Membership, Seat
from pccc.rules.committee_acts import change_blockers
from pccc.views.committee_acts import act_page
from pccc.views.committees import of_number


def _seat(committee: Committee, pk: int) -> Seat:
    found: Seat | None = committee.seats.filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such seat.")
    return found


@ccg_page(Permission.RUN_COMMITTEES)
def seat_new(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Adds a seat."""
    committee = of_number(request, ccg, number)
    form = SeatForm(form_data(request)[0], initial={"from_on": london(request.now).date(), "organisation": ccg.name})

    def act(cleaned: dict[str, Any]) -> None:
        add_seat(committee=committee, form_token=number_of(request), by=request.person, now=request.now, **cleaned)

    return act_page(request, committee, form, act, title="Add the seat", done="The seat is added. Appoint somebody.")


@ccg_page(Permission.RUN_COMMITTEES)
def seat_end(request: PersonRequest, ccg: CCG, number: int, seat: int) -> HttpResponse:
    """Abolishes a seat."""
    committee = of_number(request, ccg, number)
    row = _seat(committee, seat)
    form = SeatEndForm(form_data(request)[0])

    def act(cleaned: dict[str, Any]) -> None:
        end_seat(seat=row, by=request.person, now=request.now, **cleaned)

    return act_page(
        request, committee, form, act, title="Abolish the seat", done="The seat is abolished.", heading=str(row)
    )


def _member(request: PersonRequest, ccg: CCG, email: str, name: str) -> Person:
    """Somebody who is known, else somebody invited by whoever may invite. Raises Refused at the field."""
    known = Person.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known
    try:
        return invite_person(email=email, name=name, organisation=ccg, by=request.person, now=request.now)
    except Refused as refused:
        if refused.status != 403:
            raise
        words = f"Nobody with the address {email} is known yet. A governance officer makes them known first."
        raise Refused(words, field="email") from refused


@ccg_page(Permission.RUN_COMMITTEES)
def seat_appoint(request: PersonRequest, ccg: CCG, number: int, seat: int) -> HttpResponse:
    """Appoints somebody to a seat, or as deputy of its holder."""
    committee = of_number(request, ccg, number)
    row = _seat(committee, seat)
    form = AppointForm(form_data(request)[0], initial={"starts_at": request.now, "deputy": "no"})

    def act(cleaned: dict[str, Any]) -> None:
        with transaction.atomic():
            person = _member(request, ccg, cleaned.pop("email"), cleaned.pop("name"))
            appoint(seat=row, person=person, by=request.person, now=request.now, **cleaned)

    return act_page(
        request,
        committee,
        form,
        act,
        title="Appoint",
        done="They are appointed, told, and asked to declare their interests.",
        heading=f"Appoint: {row}",
        note="Whoever is appointed declares interests before the first meeting, also when there are none. "
        "Without that they cannot vote there.",
        note_rule="COI-05",
    )


@ccg_page(Permission.RUN_COMMITTEES)
def membership_end(request: PersonRequest, ccg: CCG, number: int, membership: int) -> HttpResponse:
    """Ends a membership before its time."""
    committee = of_number(request, ccg, number)
    row = Membership.objects.filter(seat__committee=committee, pk=membership).select_related("seat", "person").first()
    if row is None:
        raise Http404("There is no such membership.")
    form = MembershipEndForm(form_data(request)[0])
    over = row.ends_at is not None and row.ends_at <= request.now

    def act(cleaned: dict[str, Any]) -> None:
        ends_at = cleaned["ends_at"] or request.now
        end_membership(membership=row, ends_at=ends_at, reason=cleaned["reason"], by=request.person, now=request.now)

    ended = [] if not over else ["This membership has ended already."]
    return act_page(
        request,
        committee,
        form,
        act,
        title="End the membership",
        done=f"The membership of {row.person.name} ends.",
        heading=str(row),
        blockers=[*change_blockers(committee.state), *Refused(*ended).blockers],
    )
