"""Who may open which calendar."""

from typing import Any

from cocommission.shared.actions.calendar import make_calendar_address

ROLES = (
    "public", "representative", "other_representative", "lmc_reviewer", "officer", "other_officer",
    "accountable_officer", "regional_officer", "other_region_officer",
)  # fmt: skip
ALL = dict.fromkeys(ROLES, 200)


def address(world: Any) -> dict[str, Any]:
    return {"token": make_calendar_address(person=world.officer, now=world.now)}


MATRIX = [
    ("calendar", lambda world: {}, ALL | {"public": 302}, "GET"),
    ("calendar", lambda world: {}, dict.fromkeys(ROLES, 302), "POST"),
    ("calendar-feed", address, ALL, "GET"),  # the secret in the address is the key
    ("ccg-calendar", lambda world: {"code": world.ccg.code}, ALL, "GET"),
]
