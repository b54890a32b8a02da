"""The chair's decisions on conflicts: on one member and item, or on all that the map proposes for an item."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ccgs.models import CCG
from ccgs.views.access import Request, ccg_page
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.sending import seen_by
from cocommission.shared.views.submitting import form_data, submitted
from pccc.actions.rulings import confirm_item, rule_on
from pccc.forms.map import RulerForm, RulingForm
from pccc.models import Meeting
from pccc.queries.conflict_map import Cell, Row, conflict_map
from pccc.queries.rulings import history_of, minutes_state_of, proposals_digest, ruling_facts
from pccc.rules.rulings import Leader, RulingFacts, ruler_blockers, time_blockers, who_may_rule
from pccc.terms.meetings import Part
from pccc.views.map import COLOURS, paths_of, trail
from pccc.views.map_access import Reader, meeting_of, reader_of


def _row(found: Meeting, item: int, request: Request, reader: Reader) -> Row:
    rows = found.items.filter(number=item)
    keys = list((rows if reader.private else rows.filter(part=Part.PUBLIC)).values_list("pk", flat=True))
    if not keys:
        raise Http404(f"This meeting has no item {item} for you.")
    return conflict_map(found, request.now, only=keys)[0]


def _rulers(facts: RulingFacts, reader: Reader, persons: list[int]) -> list[Leader]:
    """Whom the form can name as the one who ruled: somebody in charge; for who does not run the committee themself."""
    able = {leader.person_id: leader for person in persons for leader in who_may_rule(facts, person)}
    return [leader for leader in able.values() if reader.runs or leader.person_id == reader.person_id]


def _status(request: Request, stopped: list[Blocker]) -> int:
    return 409 if request.method == "POST" and stopped else 200


@ccg_page()
def ruling(request: Request, ccg: CCG, number: int, meeting: int, item: int, person: int) -> HttpResponse:
    """One member and one item: why, why not, what was ruled, and the chair's form."""
    found = meeting_of(ccg, number, meeting)
    reader = reader_of(request, found)
    if isinstance(reader, HttpResponse):
        return reader
    row = _row(found, item, request, reader)
    cell = row.cell(person)
    if cell is None:
        raise Http404("This person does not sit on the committee at this meeting.")
    facts = ruling_facts(found, row, request.now)
    rulers = _rulers(facts, reader, [person])
    stopped = time_blockers(facts) or ([] if rulers else ruler_blockers(facts, person, reader.person_id))
    data, _ = form_data(request)
    form = RulingForm(data, rulers=rulers, own=reader.person_id, initial={"ruled": cell.handling})
    if not stopped and submitted(request, form, lambda cleaned: _rule(request, reader, row, cell, cleaned)):
        return redirect(url_to("conflict-map", found) + f"#item-{item}")
    context: dict[str, Any] = {
        "ccg": ccg,
        "meeting": found,
        "row": row,
        "cell": cell,
        "paths": paths_of(cell, reader),
        "history": history_of(row.item, person),
        "form": form,
        "stopped": stopped,
        "may_rule": bool(rulers) or reader.runs,
        "reader": reader,
        "colours": COLOURS,
        "breadcrumbs": trail(found, ("Conflict map", url_to("conflict-map", found))),
    }
    return render(request, "pccc/ruling.jinja", context, status=_status(request, stopped))


def _rule(request: Request, reader: Reader, row: Row, cell: Cell, cleaned: dict[str, Any]) -> None:
    people = Person.objects.in_bulk([cell.member.person_id, cleaned["ruled_by"]])
    rule_on(
        item=row.item,
        person=people[cell.member.person_id],
        ruled=cleaned["ruled"],
        reason=cleaned["reason"],
        evidence=cleaned["evidence"],
        ruled_by=people[cleaned["ruled_by"]],
        by=reader.person,
        now=request.now,
    )


@ccg_page()
def rulings_confirm(request: Request, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """The chair says yes to everything that the map proposes for one item and that waits."""
    found = meeting_of(ccg, number, meeting)
    reader = reader_of(request, found)
    if isinstance(reader, HttpResponse):
        return reader
    row = _row(found, item, request, reader)
    facts = ruling_facts(found, row, request.now, minutes_state_of(found))
    waiting = [cell for cell in row.cells if cell.waits]
    rulers = _rulers(facts, reader, [cell.member.person_id for cell in waiting])
    stopped = time_blockers(facts)
    if not (stopped or rulers) and waiting:
        stopped = ruler_blockers(facts, waiting[0].member.person_id, reader.person_id)
    data, _ = form_data(request)
    form = RulerForm(data, rulers=rulers, own=reader.person_id)
    if not stopped and submitted(
        request, form, lambda cleaned: _confirm(request, reader, row, cleaned), beside=("shown",)
    ):
        return redirect(url_to("conflict-map", found) + f"#item-{item}")
    if form.is_bound:  # what is proposed may have changed: the next try is about what this page shows
        row = _row(found, item, request, reader)
    context = {
        "ccg": ccg,
        "meeting": found,
        "row": row,
        "waiting": [cell for cell in row.cells if cell.waits],
        "shown": proposals_digest(row),
        "form": form,
        "stopped": stopped,
        "may_rule": bool(rulers) or reader.runs,
        "reader": reader,
        "colours": COLOURS,
        "breadcrumbs": trail(found, ("Conflict map", url_to("conflict-map", found))),
    }
    return render(request, "pccc/rulings_confirm.jinja", context, status=_status(request, stopped))


def _confirm(request: Request, reader: Reader, row: Row, cleaned: dict[str, Any]) -> None:
    ruler = Person.objects.get(pk=cleaned["ruled_by"])
    confirm_item(item=row.item, seen=seen_by(request), ruled_by=ruler, by=reader.person, now=request.now)
