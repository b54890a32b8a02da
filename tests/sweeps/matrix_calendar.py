"""Who may open which calendar."""

from typing import Any

from cocommission.shared.actions.calendar import make_calendar_address
from tests.sweeps.who import everyone, signed_in

ALL = everyone(200)


def address(world: Any) -> dict[str, Any]:
    return {"token": make_calendar_address(person=world.officer, now=world.now)}


MATRIX = [
    ("calendar", lambda world: {}, signed_in(200), "GET"),
    ("calendar", lambda world: {}, everyone(302), "POST"),
    ("calendar-feed", address, ALL, "GET"),  # the secret in the address is the key
    ("ccg-calendar", lambda world: {"code": world.ccg.code}, ALL, "GET"),
]
