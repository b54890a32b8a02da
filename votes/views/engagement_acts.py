"""Keeping the engagement log: one page, one act."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.queries.members import members_at
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, Place, act_page, act_view
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.views.submitting import form_data, submitted
from votes.actions.engagement import (
    FIELDS,
    add_engagement_paper,
    edit_event,
    log_event,
    set_attendance,
    strike_event,
)
from votes.actions.engagement_questions import add_board_questions, add_question, reply_to_question
from votes.forms.engagement import (
    AttendanceForm,
    EngagementPaperForm,
    EventForm,
    QuestionForm,
    QuestionReplyForm,
    StrikeForm,
)
from votes.models import EngagementEvent
from votes.queries.consultation_people import covering_lmcs
from votes.queries.engagement import attended_ids
from votes.rules import engagement_acts as acts
from votes.views.engagement import crumbs, visible

EVENT = Place(noun="event", find=visible, crumbs=lambda event: crumbs(event.ccg, (event.title, event.url)))


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Logs an event."""
    form = EventForm(form_data(request)[0], ccg=ccg, new=True)
    made: list[EngagementEvent] = []
    if submitted(
        request, form, lambda cleaned: made.append(log_event(ccg=ccg, by=request.person, now=request.now, **cleaned))
    ):
        messages.success(request, "The event is logged. Now select the practices that came.")
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Log an event",
        "caption": ccg.name,
        "breadcrumbs": crumbs(ccg),
        "back": url_to("engagement", ccg),
        "button": "Log an event",
    }
    return render(request, "forms/act.jinja", context)


def _entry(request: PersonRequest, event: EngagementEvent) -> dict[str, Any]:
    return {"ccg": event.ccg, "new": False, "initial": {name: getattr(event, name) for name in FIELDS}}


def _attendance(request: PersonRequest, event: EngagementEvent) -> dict[str, Any]:
    members = members_at(event.ccg, london(event.held_at).date())
    return {"members": members, "initial": {"practices": sorted(attended_ids(event))}}


def _askers(request: PersonRequest, event: EngagementEvent) -> dict[str, Any]:
    on = london(event.held_at).date()
    return {"members": members_at(event.ccg, on), "lmcs": covering_lmcs(event.ccg, on)}


engagement_edit = act_view(
    ActPage(
        act=acts.EDIT,
        place=EVENT,
        does=edit_event,
        form=EventForm,
        fill=_entry,
        done="The entry is changed. Earlier versions are in the history.",
    )
)
engagement_practices = act_view(
    ActPage(
        act=acts.ATTENDANCE, place=EVENT, does=set_attendance, form=AttendanceForm, fill=_attendance, done="Recorded."
    )
)
engagement_paper_new = act_view(
    ActPage(
        act=acts.PAPER,
        place=EVENT,
        does=add_engagement_paper,
        form=EngagementPaperForm,
        done="The paper is added.",
    )
)
engagement_question_new = act_view(
    ActPage(
        act=acts.QUESTION,
        place=EVENT,
        does=add_question,
        form=QuestionForm,
        fill=_askers,
        done="The question is logged.",
    )
)
REPLY = ActPage(
    act=acts.REPLY,
    place=EVENT,
    does=lambda event, **given: reply_to_question(**given),
    form=QuestionReplyForm,
    done="Your reply is recorded.",
    template="votes/engagement_reply.jinja",
)
engagement_strike = act_view(
    ActPage(
        act=acts.STRIKE,
        place=EVENT,
        does=strike_event,
        form=StrikeForm,
        done="The entry is struck out. It is kept, but no longer on the public page.",
    )
)


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_question_reply(request: PersonRequest, ccg: CCG, number: int, question: int) -> HttpResponse:
    """Writes or corrects the reply to a question."""
    event = visible(request, ccg, number)
    row = next((each for each in event.questions.all() if each.number == question), None)
    if row is None:
        raise Http404(f"There is no question {question}.")
    return act_page(request, REPLY, event, fill={"initial": {"reply": row.reply}}, question=row)


@require_POST
@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_template(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Adds the questions to the board from the template."""
    event = visible(request, ccg, number)
    added = add_board_questions(event=event, by=request.person, now=request.now)
    messages.success(request, f"{added} questions added." if added else "All of them were there already.")
    return redirect(event.url)
