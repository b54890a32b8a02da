"""Who may open which page of declarations. The representative and the officer are on the CCG's list here."""

from typing import Any
from uuid import uuid4

from cocommission.shared.clock import london
from conflicts.actions.interests import wording_of
from conflicts.models import Interest
from conflicts.queries.declarations import positions_of
from tests.factories.interests import declarant, declaration
from tests.sweeps.who import P, only


def listed(world: Any) -> dict[str, Any]:
    """Two people declare to the CCG; nobody has an entry yet."""
    declarant(world, world.representative)
    declarant(world, world.officer, position="Governance officer")
    return {"code": world.ccg.code}


def first_step(world: Any) -> dict[str, Any]:
    return listed(world) | {"step": "type"}


def an_entry(world: Any) -> dict[str, Any]:
    made = declaration(world, world.representative, body=None)
    return {"code": world.ccg.code, "number": made.number}


def sign_off(world: Any) -> dict[str, Any]:
    made = Interest.objects.get(ccg=world.ccg, person=world.representative)
    return {"mitigation": "Leaves the item", "read": wording_of(made)}


def an_entry_done(world: Any) -> dict[str, Any]:
    return an_entry(world)


def a_row(world: Any) -> dict[str, Any]:
    listed(world)
    row = positions_of(world.representative, world.ccg, world.now)[0]
    return {"code": world.ccg.code, "declarant": row.pk}


def a_row_step(world: Any) -> dict[str, Any]:
    return a_row(world) | {"step": "type"}


def a_row_done(world: Any) -> dict[str, Any]:
    made = declaration(world, world.representative, body=None)
    row = positions_of(world.representative, world.ccg, world.now)[0]
    return {"code": world.ccg.code, "declarant": row.pk, "number": made.number}


def code(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def nil(world: Any) -> dict[str, Any]:
    return {"kind": "NIL", "form_token": uuid4()}


def kind(world: Any) -> dict[str, Any]:
    return {"kind": "FINANCIAL"}


def day_of(name: str, on: Any) -> dict[str, Any]:
    return {f"{name}[day]": on.day, f"{name}[month]": on.month, f"{name}[year]": on.year}


def change(world: Any) -> dict[str, Any]:
    on = london(world.now).date()
    return {
        "kind": "FINANCIAL", "capacity": "OWNER", "description": "All of it", "consent": "yes", "reason": "Bought it",
        **day_of("arose_on", on), **day_of("aware_on", on),
    }  # fmt: skip


def last_day(world: Any) -> dict[str, Any]:
    return day_of("last_day", london(world.now).date())


def last_day_and_reason(world: Any) -> dict[str, Any]:
    return last_day(world) | {"reason": "Left"}


def reason(world: Any) -> dict[str, Any]:
    return {"reason": "For a test"}


def new_declarant(world: Any) -> dict[str, Any]:
    return {
        "email": "petra@example.invalid", "name": "Petra Partner", "position": "GP partner", "group": "MEMBER_PRACTICE",
        "decision_maker": "no", **day_of("starts_on", london(world.now).date()),
    }  # fmt: skip


REVIEWERS = (P.KEEP_REGISTERS, P.REVIEW_DECLARATIONS, P.GUARD_CONFLICTS)
LISTED, SENT = only(200, "representative", "governance_officer"), only(302, "representative", "governance_officer")
CHANGES, CHANGED = only(200, "representative", P.KEEP_REGISTERS), only(302, "representative", P.KEEP_REGISTERS)
SEES, WATCHES = only(200, "representative", *REVIEWERS), only(200, *REVIEWERS)
REVIEWS, REVIEWED = only(200, P.REVIEW_DECLARATIONS), only(302, P.REVIEW_DECLARATIONS)
KEEPS, KEPT = only(200, P.KEEP_REGISTERS), only(302, P.KEEP_REGISTERS)

MATRIX = [
    ("declare", listed, LISTED, "GET"),
    ("declare", listed, SENT, "POST", nil),
    ("declare-step", first_step, LISTED, "GET"),
    ("declare-step", first_step, SENT, "POST", kind),
    ("declare-check", listed, SENT, "GET"),
    ("declare-check", listed, SENT, "POST", lambda world: {"form_token": uuid4()}),
    ("declare-done", an_entry_done, only(200, "representative"), "GET"),
    ("declare-for", a_row, KEEPS, "GET"),
    ("declare-for", a_row, KEPT, "POST", nil),
    ("declare-for-step", a_row_step, KEEPS, "GET"),
    ("declare-for-step", a_row_step, KEPT, "POST", kind),
    ("declare-for-check", a_row, KEPT, "GET"),
    ("declare-for-check", a_row, KEPT, "POST", lambda world: {"form_token": uuid4()}),
    ("declare-for-done", a_row_done, KEEPS, "GET"),
    ("declared-interest", an_entry, SEES, "GET"),
    ("declared-interest-change", an_entry, CHANGES, "GET"),
    ("declared-interest-change", an_entry, CHANGED, "POST", change),
    ("declared-interest-end", an_entry, CHANGES, "GET"),
    ("declared-interest-end", an_entry, CHANGED, "POST", last_day),
    ("declared-interest-review", an_entry, REVIEWS, "GET"),
    ("declared-interest-review", an_entry, REVIEWED, "POST", sign_off),
    ("declared-interest-withdraw", an_entry, CHANGES, "GET"),
    ("declared-interest-withdraw", an_entry, CHANGED, "POST", reason),
    ("declarations", code, WATCHES, "GET"),
    ("declarations-overdue", code, WATCHES, "GET"),
    ("declarants", listed, KEEPS, "GET"),
    ("declarant-add", code, KEEPS, "GET"),
    ("declarant-add", code, KEPT, "POST", new_declarant),
    ("declarant-end", a_row, KEEPS, "GET"),
    ("declarant-end", a_row, KEPT, "POST", last_day_and_reason),
    ("declarant-decides", a_row, KEEPS, "GET"),
    (
        "declarant-decides",
        a_row,
        KEPT,
        "POST",
        lambda world: {"decision_maker": "yes", "reason": "Sits on the panel"},
    ),
]
