"""Agenda items and their papers (F-43, PCC-13, PCC-14)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG, MemberPractice
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.views.documents import attachment
from conflicts.actions.bodies import body_of_practice
from conflicts.models import Body
from conflicts.queries.bodies import body_of_key
from pccc.actions.items import add_item, add_paper, edit_item, remove_item, remove_paper, withdraw_item
from pccc.forms.meetings import ChangedItemForm, ItemForm, LateItemForm, PaperForm, PaperOutForm, ReasonForm
from pccc.models import AgendaItem, ItemPaper, Meeting
from pccc.queries.organisations import keys_of, other_choices, practice_choices
from pccc.queries.room import room_of
from pccc.rules.meetings import act_blockers
from pccc.terms import MeetingState
from pccc.views.meeting_access import RUN, crumbs, done, form_page, found_meeting, here, item_of, run_meeting, submitted
from pccc.views.meetings import FUNCTION_NAMES

PLAIN = ("title", "summary", "kind", "functions", "affects_all_practices", "moves_contract", "part", "private_reason")


@require_safe
@ccg_page()
def item_detail(request: Request, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """One item: what is asked and, after the meeting began, its quorum; a private one for those who may see it."""
    row, viewer = found_meeting(request, ccg, number, meeting)
    one = item_of(row, item)
    if not viewer.sees(one):
        raise Http404("This item is taken in private.")
    room = room_of(row) if row.opened_at and (viewer.member or viewer.runs) else None
    context: dict[str, Any] = {
        "ccg": ccg,
        "meeting": row,
        "item": one,
        "viewer": viewer,
        "functions": FUNCTION_NAMES,
        "quorum": room.quorum(one, one.done_at or row.closed_at or request.now) if room else None,
        "can": {act: not act_blockers(act, state=row.state) for act in ("item", "edit_item", "session", "declare")},
        "breadcrumbs": crumbs(row, here(row)),
    }
    return render(request, "pccc/meeting_item.jinja", context)


def _bodies(request: Request, keys: list[str]) -> list[Body]:
    found = []
    for key in keys:
        what = body_of_key(key)
        if isinstance(what, MemberPractice):
            what = body_of_practice(what, by=request.person, now=request.now)
        if what is not None:
            found.append(what)
    return found


def _form(request: Request, kind: type[ItemForm], meeting: Meeting, item: AgendaItem | None = None) -> ItemForm:
    ccg = meeting.committee.ccg
    practices, others = practice_choices(ccg, london(meeting.starts_at).date()), other_choices(ccg)
    initial: dict[str, Any] = {}
    if item is not None:
        keys = keys_of(item)
        initial = {name: getattr(item, name) for name in PLAIN} | {"practices": keys, "organisations": keys}
    data = request.POST if request.method == "POST" else None
    return kind(data, initial=initial, practices=practices, organisations=others)


@transaction.atomic
def _save(request: Request, form: ItemForm, meeting: Meeting, item: AgendaItem | None = None) -> AgendaItem:
    plain = {name: form.cleaned_data[name] for name in PLAIN}
    affected = _bodies(request, form.keys)
    common: dict[str, Any] = {"affected": affected, "by": request.person, "now": request.now, **plain}
    if item is not None:
        return edit_item(item=item, reason=form.cleaned_data.get("reason", ""), **common)
    return add_item(meeting=meeting, late_reason=form.cleaned_data.get("late_reason", ""), **common)


@ccg_page(RUN)
def item_new(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Puts an item on the agenda; late, with a reason, once that is published."""
    row = run_meeting(ccg, number, meeting)
    late = row.state != MeetingState.PLANNED
    form = _form(request, LateItemForm if late else ItemForm, row)
    made: list[AgendaItem] = []
    if submitted(request, form, lambda f: made.append(_save(request, f, row))):
        return done(request, "The item is on the agenda. Add its papers.", made[0].url)
    title = "Add a late item" if late else "Add an item"
    return form_page(request, row, form, title=title, button="Save", blockers=act_blockers("item", state=row.state))


@ccg_page(RUN)
def item_edit(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Changes an item before the meeting begins."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    form = _form(request, ItemForm if row.state == MeetingState.PLANNED else ChangedItemForm, row, one)
    if submitted(request, form, lambda f: _save(request, f, row, one)):
        return done(request, "Changed.", one.url)
    blockers = act_blockers("edit_item", state=row.state)
    return form_page(
        request, row, form, title=f"Change item {one.number}", button="Save", blockers=blockers, back=one.url
    )


@require_POST
@ccg_page(RUN)
def item_remove(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Takes an item off an agenda that is not published."""
    row = run_meeting(ccg, number, meeting)
    remove_item(item=item_of(row, item), by=request.person, now=request.now)
    return done(request, "Taken off the agenda.", row.url)


@ccg_page(RUN)
def item_withdraw(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Withdraws an item, which stays on record."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if submitted(
        request, form, lambda f: withdraw_item(item=one, by=request.person, now=request.now, **f.cleaned_data)
    ):
        return done(request, "Withdrawn.", one.url)
    blockers = act_blockers("item", state=row.state)
    return form_page(request, row, form, title=f"Withdraw item {one.number}", blockers=blockers, back=one.url)


@ccg_page(RUN)
def paper_new(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Adds a paper."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    form = PaperForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if submitted(request, form, lambda f: add_paper(item=one, by=request.person, now=request.now, **f.cleaned_data)):
        return done(request, "The paper is added.", one.url)
    blockers = act_blockers("item", state=row.state)
    return form_page(request, row, form, title="Add a paper", blockers=blockers, back=one.url, upload=True)


def _paper(item: AgendaItem, pk: int) -> ItemPaper:
    found = next((paper for paper in item.papers.all() if paper.pk == pk), None)
    if found is None:
        raise Http404("There is no such paper.")
    found.item = item
    return found


@require_safe
@ccg_page()
def paper_file(request: Request, ccg: CCG, number: int, meeting: int, item: int, paper: int) -> HttpResponse:
    """Downloads a paper with the rights of the meeting: a ruling can keep it from a member (PCC-13)."""
    row, viewer = found_meeting(request, ccg, number, meeting)
    one = item_of(row, item)
    if not viewer.sees(one):
        raise Http404("This item is taken in private.")
    if not viewer.reads(one):
        raise PermissionDenied("The chair ruled that you do not get the papers of this item (rule PCC-13).")
    return attachment(_paper(one, paper).document)


@ccg_page(RUN)
def paper_remove(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int, paper: int) -> HttpResponse:
    """Takes a paper out; it is kept on record."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    sheet = _paper(one, paper)
    form = PaperOutForm(request.POST if request.method == "POST" else None)
    if submitted(
        request, form, lambda f: remove_paper(paper=sheet, by=request.person, now=request.now, **f.cleaned_data)
    ):
        return redirect(one.url)
    blockers = act_blockers("item", state=row.state)
    return form_page(request, row, form, title=f"Take out: {sheet.title}", blockers=blockers, back=one.url)
