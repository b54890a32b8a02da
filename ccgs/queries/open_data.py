"""What later steps of the process add to a CCG's open data, without being imported from here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ccgs.models import CCG

Detail = Callable[[CCG, datetime], Any]
_details: dict[str, Detail] = {}


def ccg_detail(name: str) -> Callable[[Detail], Detail]:
    """Registers `function(ccg, at)` as the part `name` of `/api/v1/ccgs/<code>/`; it gives JSON or None."""

    def register(function: Detail) -> Detail:
        _details[name] = function
        return function

    return register


def detail(name: str, ccg: CCG, at: datetime) -> Any:
    """The part `name` for `ccg`; None when nobody registered it or there is nothing."""
    return _details[name](ccg, at) if name in _details else None
