"""Lists to take away: each app says which lists it has, one page serves them all as CSV and XLSX (F-65).

An app names its lists in `<app>/views/lists.py` as `LISTS`; `cocommission.home.views.lists` joins them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from cocommission.shared.views.exports import CSV, XLSX

TABLE_FORMATS = (CSV, XLSX)
"""What every list is given as. The registers, which are open data, are given as JSON too."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """One list.

    `name` stands in the address and in the file's name; `rows(request, organisation)` gives the cells of `columns`
    (a national list gets None for the organisation), and leaves out what this reader may not see.
    `needs`: any one of these permissions in the organisation; none: the list is public.
    `pages`: names of the pages that show the list, each with which part of their address narrows the list down:
    `{"ballot-roll": {"number": "ballot"}}` gives `?ballot=3` on the page of the roll of ballot 3.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Callable[[Any, Any], Iterable[Sequence[Any]]]
    needs: tuple[str, ...] = ()
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def number_asked(request: HttpRequest, name: str) -> int | None:
    """The number that `?name=` asks for; None when there is none or it cannot be read."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None
