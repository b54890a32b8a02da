"""Seats and the people in them: add, abolish, appoint, end."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.clock import london, to_the_minute
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.views.sending import number_of
from pccc.actions.seats import add_seat, appoint, end_membership, end_seat
from pccc.forms.committees import AppointForm, MembershipEndForm, SeatEndForm, SeatForm
from pccc.models import Committee, Membership, Seat
from pccc.rules import committee_acts as acts
from pccc.rules.facts import SeatFacts
from pccc.views.committees import COMMITTEE, of_number
from pccc.views.meeting_access import somebody


def _seat(committee: Committee, pk: int) -> Seat:
    found: Seat | None = committee.seats.filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such seat.")
    return found


SEAT = ActPage(
    act=acts.SEAT,
    place=COMMITTEE,
    does=add_seat,
    form=SeatForm,
    facts=SeatFacts,
    fill=lambda request, committee: {
        "initial": {"from_on": london(request.now).date(), "organisation": committee.ccg.name}
    },
    button="Add the seat",
    done="The seat is added. Appoint a member to it.",
)
SEAT_END = ActPage(
    act=acts.SEAT_END,
    place=COMMITTEE,
    does=lambda committee, **given: end_seat(**given),
    form=SeatEndForm,
    done="The seat is abolished.",
)


def _appoint(*, committee: Committee, email: str, name: str, by: Person, now: datetime, **given: Any) -> None:
    person = somebody(committee.ccg, email, name, by=by, now=now)
    appoint(person=person, by=by, now=now, **given)


APPOINT = ActPage(
    act=acts.APPOINT,
    place=COMMITTEE,
    does=_appoint,
    form=AppointForm,
    fill=lambda request, committee: {"initial": {"starts_at": to_the_minute(request.now), "deputy": "no"}},
    done="The member is appointed. They have been told and asked to declare their interests.",
    beside=lambda request, committee: {
        "note": "New members must declare their interests before their first meeting, even if they have none. "
        "They cannot vote until they do.",
        "note_rule": "COI-05",
    },
    template="pccc/form.jinja",
)


def _end(*, committee: Committee, ends_at: datetime | None, now: datetime, **given: Any) -> None:
    end_membership(ends_at=ends_at or now, now=now, **given)


MEMBERSHIP_END = ActPage(
    act=acts.MEMBERSHIP_END,
    place=COMMITTEE,
    does=_end,
    form=MembershipEndForm,
    done="The end of the membership is recorded.",
)


@ccg_page(Permission.RUN_COMMITTEES)
def seat_new(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Adds a seat."""
    return act_page(request, SEAT, of_number(request, ccg, number), form_token=number_of(request))


@ccg_page(Permission.RUN_COMMITTEES)
def seat_end(request: PersonRequest, ccg: CCG, number: int, seat: int) -> HttpResponse:
    """Abolishes a seat."""
    committee = of_number(request, ccg, number)
    row = _seat(committee, seat)
    return act_page(request, SEAT_END, committee, shown={"caption": row}, seat=row)


@ccg_page(Permission.RUN_COMMITTEES)
def seat_appoint(request: PersonRequest, ccg: CCG, number: int, seat: int) -> HttpResponse:
    """Appoints somebody to a seat, or as deputy of its holder."""
    committee = of_number(request, ccg, number)
    row = _seat(committee, seat)
    return act_page(request, APPOINT, committee, shown={"caption": row}, seat=row)


@ccg_page(Permission.RUN_COMMITTEES)
def membership_end(request: PersonRequest, ccg: CCG, number: int, membership: int) -> HttpResponse:
    """Ends a membership before its time."""
    committee = of_number(request, ccg, number)
    row = Membership.objects.filter(seat__committee=committee, pk=membership).select_related("seat", "person").first()
    if row is None:
        raise Http404("There is no such membership.")
    over = row.ends_at is not None and row.ends_at <= request.now
    barred = Refused("This membership has already ended.").blockers if over else ()
    return act_page(request, MEMBERSHIP_END, committee, barred=barred, shown={"caption": row}, membership=row)
