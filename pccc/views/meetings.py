"""Meetings for the public, members and those who prepare them (F-43)."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, act_view, steps
from cocommission.shared.clock import london
from cocommission.shared.forms import ReasonForm
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from models_abc.terms import Function
from pccc.actions.meetings import cancel_meeting, edit_meeting, plan_meeting, publish_agenda
from pccc.forms.meetings import MeetingForm, MovedMeetingForm
from pccc.models import Committee, Meeting
from pccc.queries.composition import terms_at
from pccc.queries.meetings import agenda_facts
from pccc.rules import meeting_acts as acts
from pccc.rules.meetings import agenda_blockers, notice_given
from pccc.terms import MeetingState
from pccc.views.committees import of_number
from pccc.views.lists import MEETINGS, meeting_cells, meetings_seen
from pccc.views.meeting_access import MEETING, RUN, crumbs, done, found_meeting, run_meeting, submitted

FUNCTION_NAMES = dict(Function.choices)
ON_THE_PAGE = {"item": acts.ITEM, "declare": acts.DECLARE}
"""Acts that have their own place on the page of a meeting."""
STEPS = ((acts.EDIT, "meeting-edit"), (acts.CANCEL, "meeting-cancel"))
"""What else can be done with it."""


def committee_of(ccg: CCG, number: int) -> Committee:
    """The committee of this CCG, or 404."""
    found = Committee.objects.select_related("ccg").filter(ccg=ccg, number=number).first()
    if found is None:
        raise Http404(f"{ccg.name} has no committee {number}.")
    return found


@require_safe
@ccg_page()
def meeting_list(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """Meetings of a committee, the latest first; those that are being prepared for those who see working papers."""
    committee = of_number(request, ccg, number)
    page = page_of(meetings_seen(request, ccg, [committee]), request, per_page=25)
    context = {
        "ccg": ccg,
        "committee": committee,
        "page": page,
        "meetings": MEETINGS.table(page, meeting_cells),
        "runs": request.may(RUN, ccg),
        "breadcrumbs": [("CCGs", "/ccgs/"), (ccg.name, ccg.url), (committee.name, committee.url)],
    }
    return render(request, "pccc/meetings.jinja", context)


@require_safe
@ccg_page()
def meeting_detail(request: Request, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """The agenda: for everyone once it is published; private items and papers only for those who may have them."""
    row, viewer = found_meeting(request, ccg, number, meeting)
    terms = terms_at(row.committee, london(row.starts_at).date())
    planned = row.state == MeetingState.PLANNED
    mine = [one for one in row.declarations.all() if viewer.person and one.person_id == viewer.person.pk]
    context: dict[str, Any] = {
        "ccg": ccg,
        "meeting": row,
        "viewer": viewer,
        "items": list(row.items.all()),
        "functions": FUNCTION_NAMES,
        "notice": notice_given(row.noticed_at, row.starts_at) if row.noticed_at else None,
        "terms": terms,
        "questions_on": london(row.starts_at).date() - timedelta(days=terms.questions_days) if terms else None,
        "mine": mine,
        "blockers": agenda_blockers(agenda_facts(row), now=request.now) if planned and viewer.runs else [],
        "can": {name: not act.blockers(row.state) for name, act in ON_THE_PAGE.items()},
        "steps": steps(request, row, STEPS, code=ccg.code, number=number, meeting=meeting),
        "breadcrumbs": crumbs(row),
    }
    return render(request, "pccc/meeting.jinja", context)


@ccg_page(RUN)
def meeting_new(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Plans a meeting."""
    committee = committee_of(ccg, number)
    form = MeetingForm(request.POST if request.method == "POST" else None)
    made: list[Meeting] = []
    if submitted(
        request,
        form,
        lambda f: made.append(plan_meeting(committee=committee, by=request.person, now=request.now, **f.cleaned_data)),
    ):
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Plan a meeting",
        "button": "Save",
        "caption": committee.name,
        "back": url_to("meetings", committee),
        "blockers": [],
        "breadcrumbs": [("CCGs", "/ccgs/"), (ccg.name, ccg.url), (committee.name, committee.url)],
    }
    return render(request, "forms/act.jinja", context)


def _time_and_place(*data: Any, state: str, **given: Any) -> MeetingForm:
    return (MeetingForm if state == MeetingState.PLANNED else MovedMeetingForm)(*data, **given)


def _as_it_is(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    names = ("starts_at", "place", "short_notice_reason")
    return {"state": meeting.state, "initial": {name: getattr(meeting, name) for name in names}}


meeting_edit = act_view(
    ActPage(
        act=acts.EDIT,
        place=MEETING,
        does=edit_meeting,
        form=_time_and_place,
        fill=_as_it_is,
        button="Save",
        done="Changed.",
    )
)
meeting_cancel = act_view(
    ActPage(
        act=acts.CANCEL,
        place=MEETING,
        does=cancel_meeting,
        form=ReasonForm,
        fill=lambda request, meeting: {
            "missing": "Enter why you are cancelling the meeting",
            "help_text": "Kept and published with it.",
        },
        done="Cancelled.",
    )
)


@require_POST
@ccg_page(RUN)
def meeting_publish(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Publishes the agenda; a refusal is a page with every reason."""
    row = run_meeting(ccg, number, meeting)
    publish_agenda(meeting=row, by=request.person, now=request.now)
    return done(request, "The agenda is published. The members have been told.", row.url)
