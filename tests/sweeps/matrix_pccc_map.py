"""Who may open the conflict map of a meeting, and rule on it."""

from typing import Any

from pccc.models import AgendaItem
from pccc.queries.rulings import proposals_digest, row_of
from pccc.terms import Handling, Office, SeatRole
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person
from tests.sweeps.who import P, only, those


def a_map(world: Any) -> dict[str, Any]:
    """A committee with a chair, and a GP whose practice the only item is about."""
    board = make.committee(world.ccg, world.now)
    world.chair_id = make.sits(board, person("Laura Lay"), office=Office.CHAIR).person_id
    make.sits(board, world.gp_member, SeatRole.LOCAL_GP)
    practice = make.body(practice=world.practices[0])
    make.works(world.gp_member, practice)
    meeting = make.meeting(board, world.now)
    make.item(meeting, practice)
    return {"code": world.ccg.code, "number": board.number, "meeting": meeting.number}


def a_cell(world: Any) -> dict[str, Any]:
    return a_map(world) | {"item": 1, "person": world.gp_member.pk}


def an_item(world: Any) -> dict[str, Any]:
    return a_map(world) | {"item": 1}


def ruling(world: Any) -> dict[str, Any]:
    return {"ruled": Handling.LEAVE_ITEM, "ruled_by": world.chair_id}


def confirmed(world: Any) -> dict[str, Any]:
    row = row_of(AgendaItem.objects.get(), world.now)
    return {"ruled_by": world.chair_id, "shown": proposals_digest(row)}


READ = only(200, P.VIEW_WORKING)
RULE = only(409, P.VIEW_WORKING) | those(302, P.RUN_COMMITTEES)

MATRIX = [
    ("conflict-map", a_map, READ, "GET"),
    ("conflict-map-ruling", a_cell, READ, "GET"),
    ("conflict-map-ruling", a_cell, RULE, "POST", ruling),
    ("conflict-map-confirm", an_item, READ, "GET"),
    ("conflict-map-confirm", an_item, RULE, "POST", confirmed),
]
