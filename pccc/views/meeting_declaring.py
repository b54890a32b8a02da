"""Declaring for a meeting: a member for themself, or the secretary what a member said in the room (PCC-12)."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, ccg_page, person_ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.models import Person
from cocommission.shared.views.sending import number_of
from conflicts.models import Interest
from conflicts.terms import InterestState
from pccc.actions.attendance import declare_at_meeting
from pccc.forms.meeting_desk import DeclareForm
from pccc.models import AgendaItem, Meeting
from pccc.queries.composition import memberships_at
from pccc.rules import meeting_acts as acts
from pccc.terms import ItemState, Part
from pccc.views.meeting_access import MEETING, RUN, desk, found_meeting, run_meeting
from pccc.views.meeting_presence import back_to_desk

DECLARE = ActPage(
    act=acts.DECLARE,
    place=MEETING,
    does=declare_at_meeting,
    form=DeclareForm,
    button="Declare",
    done="The declaration is recorded.",
    template="pccc/meeting_form.jinja",
)
DECLARE_FOR = replace(DECLARE, act=acts.DECLARE_FOR, beside=back_to_desk, then=desk)


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
