"""What every page of a meeting does first: find it among the CCG's own, and know who is looking."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from ccgs.actions.people import invite_person
from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request
from ccgs.views.acts import Place
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.views import submitting
from cocommission.shared.views.checking import Check
from pccc.models import AgendaItem, Meeting
from pccc.queries.meeting_access import Viewer, viewer_of
from pccc.queries.meetings import with_everything


def found_meeting(request: Request, ccg: CCG, number: int, meeting: int) -> tuple[Meeting, Viewer]:
    """The meeting with everything and what this person sees of it; 404 where it is another's or not public yet."""
    rows = Meeting.objects.filter(committee__ccg=ccg, committee__number=number, number=meeting)
    row = with_everything(rows).first()
    if row is None:
        raise Http404(f"{ccg.name} has no such meeting.")
    viewer = viewer_of(row, request.person, request.may, request.now)
    if row.noticed_at is None and not (viewer.runs or viewer.working):
        raise Http404("The agenda of this meeting is not published yet.")
    return row, viewer


def run_meeting(ccg: CCG, number: int, meeting: int) -> Meeting:
    """The meeting with everything, for a page whose right was asked already; 404 where it is another's."""
    rows = Meeting.objects.filter(committee__ccg=ccg, committee__number=number, number=meeting)
    row = with_everything(rows).first()
    if row is None:
        raise Http404(f"{ccg.name} has no such meeting.")
    return row


def item_of(meeting: Meeting, number: int) -> AgendaItem:
    """An item of this meeting, with the meeting in hand, or 404."""
    item = next((one for one in meeting.items.all() if one.number == number), None)
    if item is None:
        raise Http404("There is no such item.")
    item.meeting = meeting
    return item


def crumbs(meeting: Meeting, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    committee, ccg = meeting.committee, meeting.committee.ccg
    return [
        ("CCGs", "/ccgs/"),
        (ccg.name, ccg.url),
        (committee.name, committee.url),
        ("Meetings", url_to("meetings", committee)),
        *more,
    ]


def here(meeting: Meeting) -> tuple[str, str]:
    """The crumb of the meeting itself."""
    return (f"Meeting {meeting.number}", meeting.url)


def desk(meeting: Meeting) -> str:
    """Where the secretary works."""
    return url_to("meeting-desk", meeting)


MEETING = Place(
    noun="meeting",
    find=lambda request, ccg, number, meeting: run_meeting(ccg, number, meeting),
    crumbs=lambda meeting: crumbs(meeting, here(meeting)),
)


def done(request: Request, words: str, address: str) -> HttpResponse:
    """After an act."""
    messages.success(request, words)
    return redirect(address)


def submitted(
    request: Request,
    form: forms.Form,
    act: Callable[[Any], Any],
    *,
    beside: Iterable[str] = (),
    check: Check | None = None,
) -> bool:
    """True when the form was posted, is valid and `act(form)` went through; a refusal's reasons go onto the form.

    `beside` and `check` as in `shared.views.submitting`.
    """
    return submitting.submitted(request, form, lambda _: act(form), beside=beside, check=check)


def somebody(ccg: CCG, email: str, name: str, *, by: Person, now: datetime) -> Person:
    """Somebody who is known, else somebody invited by whoever may invite. Raises Refused at the field."""
    known = Person.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known
    try:
        return invite_person(email=email, name=name, organisation=ccg, by=by, now=now)
    except Refused as refused:
        if refused.status != 403:
            raise
        words = f"Nobody with the address {email} is known yet. A governance officer makes them known first."
        raise Refused(words, field="email") from refused


RUN = Permission.RUN_COMMITTEES
"""The right that the working pages of a meeting ask for."""
