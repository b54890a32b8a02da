"""Whether somebody can lead an item, and what has to be seen to before it is taken (PCC-12)."""

from datetime import datetime

from cocommission.shared.models import Person
from pccc.models import AgendaItem
from pccc.queries.conflict_map import Row, conflict_map
from pccc.queries.meetings import silent
from pccc.queries.presence import Room
from pccc.rules.chairing import Leader, Taking
from pccc.terms import Handling, ItemState


def row_of(room: Room, item: AgendaItem, now: datetime) -> Row | None:
    """The conflict map's row of one item."""
    found = conflict_map(room.meeting, now, only=[item.pk])
    return found[0] if found else None


def leader_of(
    room: Room, item: AgendaItem | None, person: Person | None, now: datetime, *, row: Row | None = None
) -> Leader | None:
    """The person as the rule reads them for an item; `row` spares asking the map again. None for nobody."""
    if person is None:
        return None
    place = next((place for place in room.places(now) if place.comer.person_id == person.pk), None)
    proposed, ruled = Handling.NONE, None
    if item is not None:
        row = row or row_of(room, item, now)
        cell = row.cell(person.pk) if row else None
        proposed = cell.proposal.handling if cell else Handling.NONE
        ruled = room.rulings.get(item.pk, {}).get(person.pk)
    return Leader(person.name, place is not None and place.here, place is not None and place.counts, ruled, proposed)


def taking_of(
    room: Room, item: AgendaItem, items: list[AgendaItem], now: datetime, *, row: Row | None = None
) -> Taking:
    """What the rule asks when an item is to be taken; `items` are those of its meeting."""
    row = row or row_of(room, item, now)
    quorum = room.quorum(item, now)
    here = {place.comer.person_id: place.comer.name for place in room.places(now) if place.counts}
    ruled = room.rulings.get(item.pk, {})
    out = (Handling.LEAVE_ITEM, Handling.NO_PAPERS)
    waits = {cell.member.person_id for cell in row.cells if cell.waits} if row else set()
    other = next((one for one in items if one.state == ItemState.TAKEN and one.pk != item.pk), None)
    return Taking(
        kind=item.kind,
        state=item.state,
        quorum_met=quorum.met,
        quorum_missing=quorum.missing,
        leader=leader_of(room, item, room.meeting.chair, now, row=row),
        other_open=str(other) if other else "",
        must_leave=tuple(name for pk, name in here.items() if ruled.get(pk) in out),
        not_ruled=tuple(name for pk, name in here.items() if pk in waits),
        not_asked=tuple(name for _, name in silent(room, now)),
    )
