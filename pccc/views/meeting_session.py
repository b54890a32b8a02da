"""An item in session: taken, ended, or given a remedy (PCC-09, PCC-12, PCC-18)."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, ccg_page
from pccc.actions.items import choose_remedy, finish_item, take_item
from pccc.forms.meeting_desk import FinishForm, RemedyForm
from pccc.queries.room import room_of
from pccc.rules.chairing import remedies_offered
from pccc.rules.meetings import act_blockers
from pccc.terms import Remedy
from pccc.views.meeting_access import RUN, done, form_page, item_of, run_meeting, somebody, submitted
from pccc.views.meeting_room import desk, posted


@require_POST
@ccg_page(RUN)
def item_take(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Takes an item; a refusal is a page with every reason."""
    row = run_meeting(ccg, number, meeting)
    one = take_item(item=item_of(row, item), by=request.person, now=request.now)
    return done(request, f"Item {one.number} is being taken.", desk(row))


@ccg_page(RUN)
def item_finish(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Ends an item, with notes for the minutes."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    form = FinishForm(posted(request), initial={"notes": one.notes})
    if submitted(request, form, lambda f: finish_item(item=one, by=request.person, now=request.now, **f.cleaned_data)):
        return done(request, f"Item {one.number} is done.", desk(row))
    blockers = act_blockers("session", state=row.state)
    return form_page(request, row, form, title=f"End item {one.number}", blockers=blockers, back=desk(row), item=one)


@ccg_page(RUN)
def item_remedy(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """What is done with an item without a quorum: only what the terms of reference allow is offered (PCC-18)."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    room = room_of(row)
    form = RemedyForm(posted(request), offered=remedies_offered(room.terms.remedies if room.terms else ()))

    def act(f: Any) -> None:
        data = dict(f.cleaned_data)
        email, name = data.pop("email", ""), data.pop("name", "")
        if data["remedy"] == Remedy.TEMPORARY_MEMBER:
            data["temporary_member"] = somebody(ccg, email, name, by=request.person, now=request.now)
        choose_remedy(item=one, by=request.person, now=request.now, **data)

    if submitted(request, form, act):
        return done(request, "What is done with the item is on record.", desk(row))
    return form_page(
        request,
        row,
        form,
        title=f"Item {one.number} has no quorum",
        button="Choose",
        blockers=act_blockers("session", state=row.state),
        back=desk(row),
        item=one,
        quorum=room.quorum(one, one.done_at or request.now),
    )
