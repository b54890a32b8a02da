"""The conflict map of a meeting, and the chair's rulings on it (F-44)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.views.access import Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.rules.drawings import Drawing
from conflicts.rules.paths import WITHHELD
from models_abc.terms import Function
from pccc.models import Meeting
from pccc.queries.composition import terms_at
from pccc.queries.conflict_map import Cell, Row, conflict_map, moment_of
from pccc.queries.map_forecast import Forecast, forecast
from pccc.rules.conflict_pictures import GridCell, conflict_grid, path_picture
from pccc.rules.ladder import LADDER
from pccc.terms.meetings import Handling, ItemKind, Part
from pccc.views.committees import crumbs
from pccc.views.map_access import Reader, meeting_of, reader_of

COLOURS = {
    Handling.NONE: "grey",
    Handling.DISCLOSE: "blue",
    Handling.NO_VOTE: "yellow",
    Handling.LEAVE_DECISION: "orange",
    Handling.LEAVE_ITEM: "pink",
    Handling.NO_PAPERS: "purple",
}


def trail(meeting: Meeting, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    committee = meeting.committee
    return crumbs(committee.ccg, (committee.name, committee.url), (f"Meeting {meeting.number}", meeting.url), *more)


def _of_members(rows: list[Row]) -> list[tuple[Cell, list[tuple[int, Handling]]]]:
    """Each member with the items that ask something of them: the map read the other way."""
    if not rows:
        return []
    return [
        (
            cell,
            [
                (row.item.number, row.cells[at].handling)
                for row in rows
                if row.cells and row.cells[at].handling != Handling.NONE
            ],
        )
        for at, cell in enumerate(rows[0].cells)
    ]


def _grid(rows: list[Row]) -> Drawing | None:
    """The rows as a picture: a box where the map flags a member or the chair decided."""
    rows = [row for row in rows if row.cells]
    cells = {
        (member, column): GridCell(cell.handling, cell.ruling.ruled_by if cell.ruling else "")
        for column, row in enumerate(rows)
        for member, cell in enumerate(row.cells)
        if cell.proposal.flagged or cell.ruling
    }
    names = [cell.member.name for cell in rows[0].cells] if rows else []
    return conflict_grid(names, [row.item.number for row in rows], cells)


def paths_of(cell: Cell, reader: Reader) -> Drawing | None:
    """The ways from the member to what the item affects, as far as the reader may see them."""
    everything = reader.sees(cell.member.person_id)
    paths = [("", WITHHELD) if reason.withheld and not everything else reason.steps for reason in cell.proposal.reasons]
    return path_picture(cell.member.name, paths)


@require_safe
@ccg_page()
def conflict_map_page(request: Request, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """Every item against every member: what is proposed, what is ruled, and the quorum that would be left."""
    found = meeting_of(ccg, number, meeting)
    reader = reader_of(request, found)
    if isinstance(reader, HttpResponse):
        return reader
    drawn = conflict_map(found, request.now)
    rows = [row for row in drawn if reader.private or row.item.part == Part.PUBLIC]
    terms = terms_at(found.committee, london(moment_of(found)).date())
    forecasts: dict[int, Forecast | None] = {row.item.pk: forecast(row, terms) for row in rows}
    context = {
        "ccg": ccg,
        "meeting": found,
        "rows": rows,
        "shut": [row.item for row in drawn if row not in rows],
        "members": _of_members(rows),
        "grid": _grid(rows),
        "forecasts": forecasts,
        "reader": reader,
        "colours": COLOURS,
        "functions": Function.__members__,
        "ladder": LADDER,
        "item_kinds": dict(ItemKind.choices),
        "breadcrumbs": trail(found),
    }
    return render(request, "pccc/map.jinja", context)
