"""Keeping the engagement log: one page, one act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.queries.members import members_at
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.rules.blockers import Blocker
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
from votes.rules.engagement import ENG_01, OFFICER
from votes.views.engagement import crumbs, visible


def _page(
    request: Request,
    ccg: CCG,
    event: EngagementEvent | None,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    done: str,
    upload: bool = False,
    **context: Any,
) -> HttpResponse:
    made: list[Any] = []
    if submitted(request, form, lambda cleaned: made.append(act(cleaned))):
        messages.success(request, done)
        return redirect(event.url if event is not None else made[0].url)
    struck = event is not None and event.struck_at is not None
    context |= {
        "ccg": ccg,
        "form": form,
        "title": title,
        "caption": event.title if event is not None else ccg.name,
        "blockers": [Blocker(ENG_01.id, "This entry was struck out.", OFFICER, ENG_01.source)] if struck else [],
        "breadcrumbs": crumbs(ccg, *([(event.title, event.url)] if event is not None else [])),
        "back": event.url if event is not None else f"{ccg.url}engagement/",
        "button": title,
        "upload": upload,
    }
    return render(request, "votes/consultation_form.jinja", context)


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Logs an event."""
    return _page(
        request,
        ccg,
        None,
        EventForm(form_data(request)[0], ccg=ccg, new=True),
        lambda cleaned: log_event(ccg=ccg, by=request.person, now=request.now, **cleaned),
        title="Log an event",
        done="Logged. Now tick the practices that came.",
    )


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_edit(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Changes an entry, with a reason."""
    event = visible(request, ccg, number)
    initial = {name: getattr(event, name) for name in FIELDS}
    return _page(
        request,
        ccg,
        event,
        EventForm(form_data(request)[0], ccg=ccg, new=False, initial=initial),
        lambda cleaned: edit_event(event=event, by=request.person, now=request.now, **cleaned),
        title="Change the entry",
        done="Changed. Earlier versions stay in the history.",
    )


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_practices(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Ticks the practices that came, out of the members of that day."""
    event = visible(request, ccg, number)
    members = members_at(ccg, london(event.held_at).date())
    initial = {"practices": sorted(attended_ids(event))}
    return _page(
        request,
        ccg,
        event,
        AttendanceForm(form_data(request)[0], members=members, initial=initial),
        lambda cleaned: set_attendance(event=event, by=request.person, now=request.now, **cleaned),
        title="Record who came",
        done="Recorded.",
    )


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_paper_new(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Adds a document that was shown or handed out."""
    event = visible(request, ccg, number)
    return _page(
        request,
        ccg,
        event,
        EngagementPaperForm(*form_data(request)),
        lambda cleaned: add_engagement_paper(event=event, by=request.person, now=request.now, **cleaned),
        title="Add a paper",
        done="The paper is added.",
        upload=True,
    )


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_question_new(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Logs a question."""
    event = visible(request, ccg, number)
    on = london(event.held_at).date()
    form = QuestionForm(form_data(request)[0], members=members_at(ccg, on), lmcs=covering_lmcs(ccg, on))
    return _page(
        request,
        ccg,
        event,
        form,
        lambda cleaned: add_question(event=event, by=request.person, now=request.now, **cleaned),
        title="Log a question",
        done="The question is logged.",
    )


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_question_reply(request: PersonRequest, ccg: CCG, number: int, question: int) -> HttpResponse:
    """Writes or corrects the reply to a question."""
    event = visible(request, ccg, number)
    row = next((found for found in event.questions.all() if found.number == question), None)
    if row is None:
        raise Http404(f"There is no question {question}.")
    return _page(
        request,
        ccg,
        event,
        QuestionReplyForm(form_data(request)[0], initial={"reply": row.reply}),
        lambda cleaned: reply_to_question(question=row, by=request.person, now=request.now, **cleaned),
        title="Reply to the question",
        done="The reply is on record.",
        question=row,
    )


@require_POST
@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_template(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Adds the questions to the board from the template."""
    event = visible(request, ccg, number)
    added = add_board_questions(event=event, by=request.person, now=request.now)
    messages.success(request, f"{added} questions added." if added else "All of them were there already.")
    return redirect(event.url)


@ccg_page(Permission.LOG_ENGAGEMENT)
def engagement_strike(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Strikes an entry out, with a reason."""
    event = visible(request, ccg, number)
    return _page(
        request,
        ccg,
        event,
        StrikeForm(form_data(request)[0]),
        lambda cleaned: strike_event(event=event, by=request.person, now=request.now, **cleaned),
        title="Strike the entry out",
        done="Struck out. It stays on record and left the public page.",
    )
