"""The engagement log: what everyone sees, and more for those who see working papers (F-19)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request, ccg_page
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.documents import attachment
from votes.models import EngagementEvent
from votes.queries.engagement import board_questions, event_with_everything, events_of, reached
from votes.rules.engagement import reach_picture
from votes.terms.engagement import BOARD_QUESTIONS_SOURCE


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Engagement", url_to("engagement", ccg)), *more]


def visible(request: Request, ccg: CCG, number: int) -> EngagementEvent:
    """The event with everything, or 404 where this reader may not see it."""
    found = event_with_everything(ccg, number, working=request.may(Permission.VIEW_WORKING, ccg))
    if found is None:
        raise Http404(f"{ccg.name} has no event {number} in its log.")
    return found


@require_safe
@ccg_page()
def engagement_list(request: Request, ccg: CCG) -> HttpResponse:
    """The log with the share of member practices that it reached."""
    working = request.may(Permission.VIEW_WORKING, ccg)
    found = reached(ccg, request.now)
    context = {
        "ccg": ccg,
        "page": page_of(events_of(ccg, working=working), request, per_page=25),
        "reached": found,
        "picture": reach_picture(found.reach),
        "working": working,
        "may_log": request.may(Permission.LOG_ENGAGEMENT, ccg),
        "breadcrumbs": [("CCGs", "/ccgs/"), (ccg.name, ccg.url)],
    }
    return render(request, "votes/engagement.jinja", context)


@require_safe
@ccg_page()
def engagement_event(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One event: who came, papers, questions and replies; names and history only for working readers."""
    event = visible(request, ccg, number)
    working = request.may(Permission.VIEW_WORKING, ccg)
    context = {
        "ccg": ccg,
        "event": event,
        "working": working,
        "may_log": request.may(Permission.LOG_ENGAGEMENT, ccg) and event.struck_at is None,
        "versions": list(event.history.order_by("-history_date", "-history_id")[:50]) if working else [],
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "votes/engagement_event.jinja", context)


@require_safe
@ccg_page()
def engagement_paper(request: Request, ccg: CCG, number: int, paper: int) -> HttpResponse:
    """Downloads a paper of an event that the reader may see."""
    found = next((row for row in visible(request, ccg, number).papers.all() if row.pk == paper), None)
    if found is None:
        raise Http404("There is no such paper.")
    return attachment(found.document)


@require_safe
@ccg_page()
def engagement_board_questions(request: Request, ccg: CCG) -> HttpResponse:
    """The template of questions to the board, with this CCG's replies."""
    context = {
        "ccg": ccg,
        "questions": board_questions(ccg, working=request.may(Permission.VIEW_WORKING, ccg)),
        "source": BOARD_QUESTIONS_SOURCE,
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "votes/engagement_board_questions.jinja", context)
