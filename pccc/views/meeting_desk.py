"""The secretary's desk: what is next, who is in the room, whether there is a quorum, and every button (F-43)."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import steps
from pccc.models import AgendaItem, Meeting, Membership
from pccc.queries.composition import memberships_at
from pccc.queries.conflict_map import Row, conflict_map
from pccc.queries.forecast import followed, quorum_forecast
from pccc.queries.leading import leader_of, taking_of
from pccc.queries.meetings import agenda_facts, next_item, quorums, silent, silent_digest, taken_item
from pccc.queries.presence import Room, room_of
from pccc.rules import meeting_acts as acts
from pccc.rules.chairing import leader_blockers, remedies_offered, taking_blockers
from pccc.rules.meetings import agenda_blockers, closing_blockers
from pccc.terms import AttendanceKind, ItemKind, ItemState, MeetingState
from pccc.views.meeting_access import RUN, crumbs, here, run_meeting
from pccc.views.meeting_presence import roll_form, too_early

STEPS = (
    (acts.APOLOGIES, "meeting-apologies"),
    (acts.ARRIVAL, "meeting-arrival"),
    (acts.MOVEMENT, "meeting-movement"),
    (acts.CHAIR, "meeting-chair"),
)
"""What is recorded in the room on a page of its own."""


@require_safe
@ccg_page(RUN)
def meeting_desk(request: PersonRequest, ccg: CCG, number: int, meeting: int) -> HttpResponse:
    """One page for the secretary, in the room and before: it changes with the state of the meeting."""
    row = run_meeting(ccg, number, meeting)
    items = list(row.items.all())
    for item in items:
        item.meeting = row
    context: dict[str, Any] = {
        "ccg": ccg,
        "meeting": row,
        "items": items,
        "steps": steps(request, row, STEPS, code=ccg.code, number=number, meeting=meeting),
        "breadcrumbs": crumbs(row, here(row)),
    }
    if row.state == MeetingState.OPEN:
        context |= _session(request, row, items)
    elif row.state in (MeetingState.PLANNED, MeetingState.NOTICED):
        context |= _before(request, row)
    else:
        room = room_of(row)
        context |= {"room": room, "quorums": quorums(room, items, row.closed_at or request.now)}
    return render(request, "pccc/meeting_desk.jinja", context)


def _before(request: Request, meeting: Meeting) -> dict[str, Any]:
    """Before it begins: the roll, and the quorum of each item if everybody comes and the map is followed."""
    rows = conflict_map(meeting, request.now)
    planned = meeting.state == MeetingState.PLANNED
    return {
        "map": rows,
        "forecast": quorum_forecast(meeting, rows),
        "roll": None if planned else roll_form(request, meeting),
        "opening": too_early(meeting, request.now),
        "blockers": agenda_blockers(agenda_facts(meeting), now=request.now) if planned else [],
    }


def _session(request: Request, meeting: Meeting, items: list[AgendaItem]) -> dict[str, Any]:
    """In session: everything that is asked of the room, from one fetch."""
    room, now = room_of(meeting), request.now
    rows = {row.item.pk: row for row in conflict_map(meeting, now)}
    item = taken_item(items) or next_item(items)
    found: dict[str, Any] = {
        "room": room,
        "places": room.places(now),
        "map": list(rows.values()),
        "quorums": quorums(room, items, now),
        "silent": silent(room, now),
        "silent_shown": silent_digest(room, now),
        "absent": _absent(meeting, room),
        "tied": _tied(silent(room, now), rows.values()),
        "followed": {pk: result for pk, result in followed(room, rows.values(), now).items() if not result.met},
        "closing": closing_blockers([str(one) for one in items if one.state in (ItemState.LISTED, ItemState.TAKEN)]),
        "item": item,
    }
    if item is None:
        return found
    row = rows.get(item.pk)
    quorum = found["quorums"][item.pk]
    handling = {cell.member.person_id: cell for cell in row.cells} if row else {}
    sitters = {sitter.person_id: sitter for sitter in room.sitters(item, now)}
    offered = remedies_offered(room.terms.remedies if room.terms else ())
    leader = leader_of(room, item, meeting.chair, now, row=row)
    return found | {
        "row": row,
        "quorum": quorum,
        "handling": handling,
        "sitters": sitters,
        "taking": taking_blockers(taking_of(room, item, items, now, row=row)) if item.state == ItemState.LISTED else [],
        "leading": leader_blockers(leader) if item.state == ItemState.TAKEN else [],
        "remedies": offered if not quorum.met and item.kind == ItemKind.DECISION else [],
    }


def _tied(asked: list[tuple[int, str]], rows: Iterable[Row]) -> dict[str, list[int]]:
    """Of those who have not answered for this meeting, whom the conflict map ties to which items, by name."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for person_id, name in asked:
            cell = row.cell(person_id)
            if cell is not None and cell.proposal.flagged:
                found.setdefault(name, []).append(row.item.number)
    return found


def _absent(meeting: Meeting, room: Room) -> list[Membership]:
    """Members and deputies of the day who are not on the attendance list, or sent apologies: each may still come."""
    listed = {comer.person_id for comer in room.comers if comer.kind != AttendanceKind.APOLOGIES}
    rows = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee).exclude(person__in=listed)
    return list(rows.order_by("deputy", "-seat__voting", "person__name", "pk"))
