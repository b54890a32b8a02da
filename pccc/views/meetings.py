"""Meetings for the public, members and those who prepare them (F-43)."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.paging import page_of
from models_abc.terms import Function
from pccc.actions.meetings import cancel_meeting, edit_meeting, plan_meeting, publish_agenda
from pccc.forms.meetings import MeetingForm, MovedMeetingForm, ReasonForm
from pccc.models import Committee, Meeting
from pccc.queries.composition import terms_at
from pccc.queries.meetings import agenda_facts, of_committee, public
from pccc.rules.meetings import act_blockers, agenda_blockers, notice_given
from pccc.terms import CommitteeState, MeetingState
from pccc.views.meeting_access import RUN, crumbs, done, form_page, found_meeting, here, run_meeting, submitted

FUNCTION_NAMES = dict(Function.choices)


def committee_of(ccg: CCG, number: int) -> Committee:
    """The committee of this CCG, or 404."""
    found = Committee.objects.select_related("ccg").filter(ccg=ccg, number=number).first()
    if found is None:
        raise Http404(f"{ccg.name} has no committee {number}.")
    return found


@require_safe
@ccg_page()
def meeting_list(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """Meetings of a committee, the latest first; those that are being prepared for who runs them."""
    committee = committee_of(ccg, number)
    runs = request.may(RUN, ccg)
    if committee.state == CommitteeState.DRAFT and not runs:
        raise Http404("This committee is being set up.")
    rows = of_committee(committee)
    context = {
        "ccg": ccg,
        "committee": committee,
        "page": page_of(rows if runs else public(rows), request, per_page=25),
        "runs": runs,
        "now": request.now,
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
        "can": {
            act: not act_blockers(act, state=row.state) for act in ("edit", "cancel", "item", "declare", "session")
        },
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
        "back": f"{committee.url}meetings/",
        "blockers": [],
        "breadcrumbs": [("CCGs", "/ccgs/"), (ccg.name, ccg.url), (committee.name, committee.url)],
    }
    return render(request, "pccc/meeting_form.jinja", context)


@ccg_page(RUN)
def meeting_edit(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Changes time and place, with a reason once the public was told."""
    row = run_meeting(ccg, number, meeting)
    initial = {"starts_at": row.starts_at, "place": row.place, "short_notice_reason": row.short_notice_reason}
    kind = MeetingForm if row.state == MeetingState.PLANNED else MovedMeetingForm
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if submitted(
        request, form, lambda f: edit_meeting(meeting=row, by=request.person, now=request.now, **f.cleaned_data)
    ):
        return done(request, "Changed.", row.url)
    blockers = act_blockers("edit", state=row.state)
    return form_page(request, row, form, title="Change time and place", button="Save", blockers=blockers)


@require_POST
@ccg_page(RUN)
def meeting_publish(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Publishes the agenda; a refusal is a page with every reason."""
    row = run_meeting(ccg, number, meeting)
    publish_agenda(meeting=row, by=request.person, now=request.now)
    return done(request, "The agenda is published, and the members are told.", row.url)


@ccg_page(RUN)
def meeting_cancel(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Cancels a meeting that has not begun."""
    row = run_meeting(ccg, number, meeting)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if submitted(
        request, form, lambda f: cancel_meeting(meeting=row, by=request.person, now=request.now, **f.cleaned_data)
    ):
        return done(request, "Cancelled.", row.url)
    blockers = act_blockers("cancel", state=row.state)
    return form_page(
        request, row, form, title="Cancel the meeting", blockers=blockers, breadcrumbs=crumbs(row, here(row))
    )
