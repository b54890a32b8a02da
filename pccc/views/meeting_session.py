"""An item in session: taken, ended, or given a remedy (PCC-09, PCC-12, PCC-18)."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.models import Person
from pccc.actions.items import choose_remedy, finish_item, take_item
from pccc.forms.meeting_desk import FinishForm, RemedyForm
from pccc.models import Meeting
from pccc.queries.presence import room_of
from pccc.rules import meeting_acts as acts
from pccc.rules.chairing import remedies_offered
from pccc.terms import Remedy
from pccc.views.meeting_access import MEETING, RUN, desk, done, item_of, run_meeting, somebody


@require_POST
@ccg_page(RUN)
def item_take(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Takes an item; a refusal is a page with every reason."""
    row = run_meeting(ccg, number, meeting)
    one = take_item(item=item_of(row, item), by=request.person, now=request.now)
    return done(request, f"Item {one.number} is being taken.", desk(row))


FINISH = ActPage(
    act=acts.ITEM_FINISH,
    place=MEETING,
    does=lambda meeting, **given: finish_item(**given),
    form=FinishForm,
    done="The item is finished.",
    then=desk,
    template="pccc/meeting_form.jinja",
)


@ccg_page(RUN)
def item_finish(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Ends an item, with notes for the minutes."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    title = f"End item {one.number}"
    shown = {"title": title, "button": title, "back": desk(row)}
    return act_page(request, FINISH, row, fill={"initial": {"notes": one.notes}}, shown=shown, item=one)


def _remedy(
    *, meeting: Meeting, remedy: str, by: Person, now: datetime, email: str = "", name: str = "", **given: Any
) -> None:
    if remedy == Remedy.TEMPORARY_MEMBER:
        given["temporary_member"] = somebody(meeting.ccg, email, name, by=by, now=now)
    choose_remedy(remedy=remedy, by=by, now=now, **given)


REMEDY = ActPage(
    act=acts.ITEM_REMEDY,
    place=MEETING,
    does=_remedy,
    form=RemedyForm,
    button="Choose",
    done="What to do with the item is recorded.",
    then=desk,
    template="pccc/meeting_form.jinja",
)


@ccg_page(RUN)
def item_remedy(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """What is done with an item without a quorum: only what the terms of reference allow is offered (PCC-18)."""
    row = run_meeting(ccg, number, meeting)
    one, room = item_of(row, item), room_of(row)
    shown = {
        "title": f"Item {one.number} has no quorum",
        "back": desk(row),
        "quorum": room.quorum(one, one.done_at or request.now),
    }
    offered = remedies_offered(room.terms.remedies if room.terms else ())
    return act_page(request, REMEDY, row, fill={"offered": offered}, shown=shown, item=one)
