"""Who may open which page of gifts and hospitality."""

from typing import Any

from tests.factories.gifts import dinner, offer
from tests.factories.interests import declarant
from tests.factories.registers import policy
from tests.sweeps.matrix_conflicts_registers import ALL, code
from tests.sweeps.who import P, only, private, unseen


def a_file(world: Any) -> dict[str, Any]:
    return code(world) | {"form": "json"}


def a_public_one(world: Any) -> dict[str, Any]:
    policy(world)
    return code(world) | {"number": offer(world, world.representative).number}


def a_waiting_one(world: Any) -> dict[str, Any]:
    return code(world) | {"number": dinner(world, world.representative).number}


def one_of_the_accountable_officer(world: Any) -> dict[str, Any]:
    """The Guardian answers what was offered to the Accountable Officer."""
    return code(world) | {"number": dinner(world, world.accountable_officer).number}


def a_declarant(world: Any) -> dict[str, Any]:
    declarant(world, world.representative)
    return code(world)


MATRIX = [
    ("gifts", code, ALL, "GET"),
    ("gifts-file", a_file, ALL, "GET"),
    ("gift", a_public_one, ALL, "GET"),
    (
        "gift",
        a_waiting_one,
        unseen(200, "representative", P.KEEP_REGISTERS, P.APPROVE_GIFTS, P.GUARD_CONFLICTS),
        "GET",
    ),
    ("gift-new", a_declarant, only(200, "representative", P.KEEP_REGISTERS), "GET"),
    ("gift-new", a_declarant, only(400, "representative", P.KEEP_REGISTERS), "POST"),
    ("gift-approve", a_waiting_one, only(200, P.APPROVE_GIFTS), "GET"),
    (
        "gift-approve",
        a_waiting_one,
        only(302, P.APPROVE_GIFTS),
        "POST",
        lambda world: {"approve": "yes", "reason": "Fine"},
    ),
    (
        "gift-approve",
        one_of_the_accountable_officer,
        only(302, P.GUARD_CONFLICTS, accountable_officer=409),
        "POST",
        lambda world: {"approve": "yes", "reason": "Fine"},
    ),
    ("gift-approve", one_of_the_accountable_officer, only(200, P.APPROVE_GIFTS, P.GUARD_CONFLICTS), "GET"),
    ("gift-withdraw", a_waiting_one, private(200, "representative", P.KEEP_REGISTERS), "GET"),
    (
        "gift-withdraw",
        a_waiting_one,
        private(302, "representative", P.KEEP_REGISTERS),
        "POST",
        lambda world: {"reason": "Wrong CCG"},
    ),
    ("api:register-gifts", code, ALL, "GET"),
]
