"""Pages of minutes: written from data, read by everybody once published (F-46)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, Place, act_view, steps
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.forms.gone import NOT_ASKED, no_longer_asked
from cocommission.shared.pages import url_to
from cocommission.shared.views.sending import held_of
from pccc.actions.minutes import add_words, approve, draft_minutes, finalise, publish, take_back, words_from
from pccc.forms.decisions import ApprovalForm, BackForm
from pccc.models import Meeting, Minutes
from pccc.queries.meeting_access import Viewer
from pccc.queries.minutes import Account, account_of, minutes_of
from pccc.queries.minutes_docx import minutes_docx, vote_words
from pccc.rules import minutes_acts as acts
from pccc.rules.minutes import final_blockers, kept_from, visible
from pccc.terms import MeetingState, MinutesState
from pccc.views.meeting_access import RUN, crumbs, done, found_meeting, here, run_meeting

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STEPS = ((acts.WORDS, "minutes-words"), (acts.APPROVE, "minutes-approve"), (acts.BACK, "minutes-back"))
"""What can be done with minutes on a page of its own."""


def _minutes(meeting: Meeting) -> Minutes:
    found = minutes_of(meeting)
    if found is None:
        raise Http404("There are no minutes of this meeting yet.")
    return found


def _read(
    request: Request, ccg: CCG, number: int, meeting: int
) -> tuple[Meeting, Viewer, Minutes | None, dict[str, Any], Account | None]:
    """The minutes as this reader may have them; 404 before they are published, but for members and working readers."""
    row, viewer = found_meeting(request, ccg, number, meeting)
    minutes = minutes_of(row)
    inside = viewer.runs or viewer.working or viewer.member
    if minutes is None and not (viewer.runs and row.state == MeetingState.CLOSED):
        raise Http404("There are no minutes of this meeting yet.")
    if minutes is None:
        return row, viewer, None, {}, None
    if minutes.state != MinutesState.PUBLISHED and not inside:
        raise Http404("The minutes of this meeting are not published yet.")
    draft = minutes.state == MinutesState.DRAFT
    account = account_of(row, minutes.remarks, request.now) if draft else None
    content = account.content if account else minutes.content
    hidden = kept_from(row.items.all(), viewer.hidden, minutes.state)
    return row, viewer, minutes, visible(content, private=viewer.private, hidden=hidden), account


@require_safe
@ccg_page()
def minutes_page(request: Request, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """The minutes, to read and to print; for who runs the meeting also what is missing and what comes next."""
    row, viewer, minutes, content, account = _read(request, ccg, number, meeting)
    missing = []
    if minutes is not None and account is not None:
        missing = final_blockers(
            state=minutes.state, meeting_state=row.state, handled=account.handled, waiting=account.waiting
        )
    context = {
        "ccg": ccg,
        "meeting": row,
        "viewer": viewer,
        "minutes": minutes,
        "content": content,
        "missing": missing,
        "not_published": acts.PUBLISH.blockers(minutes.state) if minutes else [],
        "steps": steps(request, minutes, STEPS, code=ccg.code, number=number, meeting=meeting) if minutes else [],
        "vote_words": vote_words,
        "breadcrumbs": crumbs(row, here(row)),
    }
    return render(request, "pccc/minutes.jinja", context)


@require_safe
@ccg_page()
def minutes_file(request: Request, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """The minutes as .docx."""
    row, _, minutes, content, _ = _read(request, ccg, number, meeting)
    if minutes is None:
        raise Http404("There are no minutes of this meeting yet.")
    response = HttpResponse(minutes_docx(content, str(minutes.get_state_display())), content_type=DOCX)
    name = f"minutes-{ccg.code}-{number}-{row.number}.docx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


@require_POST
@ccg_page(RUN)
def minutes_draft(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Starts the minutes from data."""
    row = run_meeting(ccg, number, meeting)
    draft_minutes(meeting=row, by=request.person, now=request.now)
    return done(request, "The minutes are drafted from the records of the meeting.", url_to("minutes", row))


@ccg_page(RUN)
def minutes_words(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """The secretary's own words by item, evidence by person, and items of declarations that named none."""
    row = run_meeting(ccg, number, meeting)
    minutes = _minutes(row)
    sent, held = words_from(request.POST.dict()), held_of(request)
    refused = Refused(held.words, status=held.status) if held is not None and held.status != 200 else None
    strays = [name for name in request.POST if name not in NOT_ASKED and name.partition("/")[0] not in sent]
    if strays and refused is None:
        refused = Refused(*[no_longer_asked(name, str(request.POST.get(name))) for name in strays])
    if request.method == "POST" and held is None and refused is None:
        try:
            add_words(minutes=minutes, words=sent, by=request.person, now=request.now)
        except Refused as problem:
            if problem.status != 400:
                raise
            refused = problem
        else:
            return done(request, "Your words are saved.", url_to("minutes", row))
    account = account_of(row, minutes.remarks, request.now)
    context = {
        "ccg": ccg,
        "meeting": row,
        "minutes": minutes,
        "account": account,
        "evidence": {one.key: one for one in account.handled if not one.key.startswith("placed")},
        "unplaced": [one for one in account.handled if one.item is None],
        "final": acts.WORDS.blockers(minutes.state),
        "sent": sent,
        "refused": refused.blockers if refused else [],
        "breadcrumbs": crumbs(row, here(row), ("Minutes", url_to("minutes", row))),
    }
    return render(request, "pccc/minutes_words.jinja", context, status=refused.status if refused else 200)


@require_POST
@ccg_page(RUN)
def minutes_final(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Makes the minutes final."""
    row = run_meeting(ccg, number, meeting)
    finalise(minutes=_minutes(row), by=request.person, now=request.now)
    return done(request, "The minutes are final.", url_to("minutes", row))


MINUTES = Place(
    noun="minutes",
    find=lambda request, ccg, number, meeting: _minutes(run_meeting(ccg, number, meeting)),
    crumbs=lambda minutes: crumbs(minutes.meeting, here(minutes.meeting), ("Minutes", minutes.url)),
)


def _later(request: PersonRequest, minutes: Minutes) -> dict[str, Any]:
    meeting = minutes.meeting
    later = Meeting.objects.filter(committee=meeting.committee, opened_at__gt=meeting.opened_at or meeting.starts_at)
    names = [(str(one.pk), f"Meeting {one.number}, {moment(one.starts_at)}") for one in later.order_by("starts_at")]
    return {"meetings": names}


def _approve(*, approved_at_meeting: str, **given: Any) -> None:
    approve(at_meeting=Meeting.objects.get(pk=approved_at_meeting), **given)


minutes_back = act_view(
    ActPage(
        act=acts.BACK,
        place=MINUTES,
        does=take_back,
        form=BackForm,
        done="The minutes are a draft again.",
    )
)
minutes_approve = act_view(
    ActPage(
        act=acts.APPROVE,
        place=MINUTES,
        does=_approve,
        form=ApprovalForm,
        fill=_later,
        button="Record the approval",
        done="The approval is recorded.",
    )
)


minutes_publish = require_POST(
    act_view(
        ActPage(
            act=acts.PUBLISH,
            place=MINUTES,
            does=publish,
            done="The minutes are published without the private part.",
        )
    )
)
