"""Who may see organisations and record ties: whoever keeps, reviews or guards the registers, or runs committees."""

from typing import Any

from conflicts.terms import BodyKind, Capacity, LinkKind
from tests.factories import conflict_map as make
from tests.sweeps.matrix_votes_consultations import code
from tests.sweeps.who import P, only

READ = only(200, P.KEEP_REGISTERS, P.REVIEW_DECLARATIONS, P.GUARD_CONFLICTS, P.RUN_COMMITTEES)
KEEPS, KEPT = only(200, P.KEEP_REGISTERS), only(302, P.KEEP_REGISTERS)
FIRST = {"from_on[day]": "1", "from_on[month]": "4", "from_on[year]": "2014"}
LAST = {"to_on[day]": "1", "to_on[month]": "4", "to_on[year]": "2015", "reason": "Its website"}


def a_body(world: Any) -> dict[str, Any]:
    world.other_body = make.body("Kent Doctors")
    return {"code": world.ccg.code, "pk": make.body("Medway Doctors").pk}


def a_link(world: Any) -> dict[str, Any]:
    held = make.body("Medway Doctors")
    return {"code": world.ccg.code, "pk": held.pk, "link": make.stake(make.body(practice=world.practices[0]), held).pk}


def a_work(world: Any) -> dict[str, Any]:
    where = make.body("Medway Doctors")
    return {"code": world.ccg.code, "pk": where.pk, "work": make.works(world.gp_member, where).pk}


def a_joined_one(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code, "pk": make.body("Medway Drs", same_as=make.body("Medway Doctors")).pk}


def body_data(world: Any) -> dict[str, Any]:
    return {"kind": BodyKind.FEDERATION, "name": "Medway Federation"}


def link_data(world: Any) -> dict[str, Any]:
    other = f"body:{world.other_body.pk}"
    return FIRST | {"other": other, "direction": "holds", "kind": LinkKind.SHAREHOLDER, "source": "Its website"}


def work_data(world: Any) -> dict[str, Any]:
    return FIRST | {"person": world.gp_member.pk, "capacity": Capacity.PARTNER, "source": "Its website"}


def join_data(world: Any) -> dict[str, Any]:
    return {"other": f"body:{world.other_body.pk}", "reason": "One company"}


def last(world: Any) -> dict[str, Any]:
    return LAST


MATRIX = [
    ("bodies", code, READ, "GET"),
    ("body-new", code, KEEPS, "GET"),
    ("body-new", code, KEPT, "POST", body_data),
    ("body", a_body, READ, "GET"),
    ("body-link-new", a_body, KEEPS, "GET"),
    ("body-link-new", a_body, KEPT, "POST", link_data),
    ("body-link-end", a_link, KEEPS, "GET"),
    ("body-link-end", a_link, KEPT, "POST", last),
    ("body-work-new", a_body, KEEPS, "GET"),
    ("body-work-new", a_body, KEPT, "POST", work_data),
    ("body-work-end", a_work, KEEPS, "GET"),
    ("body-work-end", a_work, KEPT, "POST", last),
    ("body-join", a_body, KEEPS, "GET"),
    ("body-join", a_body, KEPT, "POST", join_data),
    ("body-part", a_joined_one, KEEPS, "GET"),
    ("body-part", a_joined_one, KEPT, "POST", lambda world: {"reason": "Another company"}),
]
