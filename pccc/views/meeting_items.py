"""Agenda items (F-43, PCC-14)."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG, MemberPractice
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.clock import london
from cocommission.shared.forms import ReasonForm
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import facts_in, values
from conflicts.actions.bodies import body_of_practice
from conflicts.models import Body
from conflicts.queries.bodies import body_of_key
from pccc.actions.items import add_item, edit_item, remove_item, withdraw_item
from pccc.forms.meetings import ChangedItemForm, ItemForm, LateItemForm
from pccc.models import AgendaItem, Meeting
from pccc.queries.organisations import keys_of, other_choices, practice_choices
from pccc.queries.presence import room_of
from pccc.rules import meeting_acts as acts
from pccc.rules.facts import ListedItemFacts
from pccc.terms import MeetingState
from pccc.views.meeting_access import MEETING, RUN, crumbs, found_meeting, here, item_of, run_meeting
from pccc.views.meetings import FUNCTION_NAMES

ON_THE_PAGE = {"item": acts.ITEM, "edit_item": acts.ITEM_EDIT}


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
        "exercised": [FUNCTION_NAMES[code] for code in one.functions],
        "affected": [*(["Every member practice"] if one.affects_all_practices else []), *one.affected.all()],
        "quorum": room.quorum(one, one.done_at or row.closed_at or request.now) if room else None,
        "can": {name: not act.blockers(row.state) for name, act in ON_THE_PAGE.items()},
        "breadcrumbs": crumbs(row, here(row)),
    }
    return render(request, "pccc/meeting_item.jinja", context)


def _bodies(keys: list[str], *, by: Person, now: datetime) -> list[Body]:
    found = []
    for key in keys:
        what = body_of_key(key)
        if isinstance(what, MemberPractice):
            what = body_of_practice(what, by=by, now=now)
        if what is not None:
            found.append(what)
    return found


def _choices(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    practices = practice_choices(meeting.ccg, london(meeting.starts_at).date())
    published = meeting.state != MeetingState.PLANNED
    return {"organisations": [*practices, *other_choices(meeting.ccg)], "published": published}


def _new_form(*data: Any, published: bool, **given: Any) -> ItemForm:
    return (LateItemForm if published else ItemForm)(*data, **given)


def _edit_form(*data: Any, published: bool, **given: Any) -> ItemForm:
    return (ChangedItemForm if published else ItemForm)(*data, **given)


def _add(*, affected: list[str], by: Person, now: datetime, **given: Any) -> AgendaItem:
    return add_item(affected=_bodies(affected, by=by, now=now), by=by, now=now, **given)


def _edit(*, meeting: Meeting, affected: list[str], by: Person, now: datetime, **given: Any) -> AgendaItem:
    return edit_item(affected=_bodies(affected, by=by, now=now), by=by, now=now, **given)


def _url(item: AgendaItem) -> str:
    return item.url


ITEM = ActPage(
    act=acts.ITEM,
    place=MEETING,
    does=_add,
    form=_new_form,
    facts=ListedItemFacts,
    fill=_choices,
    button="Save",
    done="The item is on the agenda. Add its papers.",
    beside=lambda request, meeting: {} if meeting.state == MeetingState.PLANNED else {"title": "Add a late item"},
    leads=_url,
)
ITEM_EDIT = ActPage(
    act=acts.ITEM_EDIT,
    place=MEETING,
    does=_edit,
    form=_edit_form,
    fill=_choices,
    button="Save",
    done="Changed.",
    leads=_url,
)
ITEM_REMOVE = ActPage(
    act=acts.ITEM_REMOVE,
    place=MEETING,
    does=lambda meeting, **given: remove_item(**given),
    done="The item is removed from the agenda.",
)
ITEM_WITHDRAW = ActPage(
    act=acts.ITEM_WITHDRAW,
    place=MEETING,
    does=lambda meeting, **given: withdraw_item(**given),
    form=ReasonForm,
    fill=lambda request, meeting: {
        "missing": "Enter why you are withdrawing the item",
        "help_text": "Kept and published with it.",
    },
    done="Withdrawn.",
    leads=_url,
)
item_new = act_view(ITEM)


@ccg_page(RUN)
def item_edit(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Changes an item before the meeting begins."""
    row = run_meeting(ccg, number, meeting)
    one, keys = item_of(row, item), keys_of(item_of(row, item))
    initial = {**values(facts_in(ListedItemFacts, one)), "affected": keys}
    shown = {"title": f"Change item {one.number}", "back": one.url}
    return act_page(request, ITEM_EDIT, row, fill={"initial": initial}, shown=shown, item=one)


@require_POST
@ccg_page(RUN)
def item_remove(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Takes an item off an agenda that is not published."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    return act_page(request, ITEM_REMOVE, row, shown={"caption": str(one), "back": one.url}, item=one)


@ccg_page(RUN)
def item_withdraw(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Withdraws an item, which stays on record."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    title = f"Withdraw item {one.number}"
    return act_page(request, ITEM_WITHDRAW, row, shown={"title": title, "button": title, "back": one.url}, item=one)
