"""Who may open which page of gifts and hospitality."""

from typing import Any

from tests.factories.gifts import dinner, offer
from tests.factories.interests import declarant
from tests.factories.registers import policy
from tests.sweeps.matrix_conflicts_registers import ALL, ROLES, code, only


def a_file(world: Any) -> dict[str, Any]:
    return code(world) | {"form": "json"}


def a_public_one(world: Any) -> dict[str, Any]:
    policy(world)
    return code(world) | {"number": offer(world, world.representative).number}


def a_waiting_one(world: Any) -> dict[str, Any]:
    return code(world) | {"number": dinner(world, world.representative).number}


def a_declarant(world: Any) -> dict[str, Any]:
    declarant(world, world.representative)
    return code(world)


RECORDS = dict.fromkeys(ROLES, 403) | {
    "public": 302, "representative": 200, "officer": 200, "other_officer": 404, "other_region_officer": 404,
}  # fmt: skip
OWN = dict.fromkeys(ROLES, 404) | {"public": 302}
MATRIX = [
    ("gifts", code, ALL, "GET"),
    ("gifts-file", a_file, ALL, "GET"),
    ("gift", a_public_one, ALL, "GET"),
    (
        "gift",
        a_waiting_one,
        dict.fromkeys(ROLES, 404) | {"representative": 200, "officer": 200, "accountable_officer": 200},
        "GET",
    ),
    ("gift-new", a_declarant, RECORDS, "GET"),
    ("gift-new", a_declarant, RECORDS | {"representative": 400, "officer": 400}, "POST"),
    ("gift-approve", a_waiting_one, only(200, "accountable_officer"), "GET"),
    (
        "gift-approve",
        a_waiting_one,
        only(302, "accountable_officer"),
        "POST",
        lambda world: {"approve": "yes", "reason": "Fine"},
    ),
    ("gift-withdraw", a_waiting_one, OWN | {"representative": 200, "officer": 200, "accountable_officer": 404}, "GET"),
    (
        "gift-withdraw",
        a_waiting_one,
        OWN | {"representative": 302, "officer": 302},
        "POST",
        lambda world: {"reason": "Wrong CCG"},
    ),
    ("api:register-gifts", code, ALL, "GET"),
]
