"""The sub-navigation of an organisation: each app adds its pages and what waits for the reader, nobody imports upwards.

The order of registration is the order on the page. Counts are querysets, so that they are what the task list shows;
all of them run as one statement.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page of the sub-navigation. `page`: name of its address, which takes the organisation's code.

    `rights`: any one of them opens it; none: everybody. `steward`: the national data steward may open it too.
    `also`: what the addresses of its other pages begin with, after the organisation's own.
    """

    page: str
    title: str
    rights: tuple[str, ...] = ()
    steward: bool = False
    also: tuple[str, ...] = ()

    def is_for(self, may: Callable[[str], bool], *, steward: bool) -> bool:
        """Whether this reader may open the page."""
        return not self.rights or (steward and self.steward) or any(may(right) for right in self.rights)

    def address(self, organisation: Any) -> str:
        """Where the page of `organisation` is."""
        return reverse(self.page, kwargs={"code": organisation.code})


Waiting = Callable[[Any, Any, datetime], QuerySet[Any]]
_groups: dict[str, dict[str, list[PageEntry]]] = {}
_waiting: dict[str, list[tuple[tuple[str, ...], Waiting]]] = {}


def navigation_group(kind: str, title: str, *entries: PageEntry) -> None:
    """Adds pages of organisations of this kind to the group with this title; "" is the organisation's own group."""
    _groups.setdefault(kind, {}).setdefault(title, []).extend(entries)


def waits_on(page: str, *rights: str) -> Callable[[Waiting], Waiting]:
    """Registers `function(organisation, person, now)`: what waits on `page` for a person with any of `rights`.

    Its rows are counted, each is one thing that the person can do now.
    """

    def register(function: Waiting) -> Waiting:
        _waiting.setdefault(page, []).append((rights, function))
        return function

    return register


def groups_of(kind: str) -> dict[str, list[PageEntry]]:
    """The groups of organisations of this kind with their pages, in order."""
    return _groups.get(kind, {})


def counts_of(
    organisation: Any, person: Any, now: datetime, *, pages: Iterable[str], may: Callable[[str], bool]
) -> dict[str, int]:
    """How many things wait for `person` on each of `pages`, in one statement; none where they hold no right."""
    names: list[str] = []
    selects: list[str] = []
    values: list[Any] = []
    for page in pages:
        for rights, function in _waiting.get(page, ()):
            if not any(may(right) for right in rights):
                continue
            try:
                sql, params = function(organisation, person, now).order_by().values("pk").query.sql_with_params()
            except EmptyResultSet:
                continue
            names.append(page)
            selects.append(f"(SELECT count(*) FROM ({sql}) waiting)")  # noqa: S608  (made by the ORM)
            values.extend(params)
    counts = dict.fromkeys(names, 0)
    if selects:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(selects)}", values)
            for page, count in zip(names, cursor.fetchone(), strict=True):
                counts[page] += count
    return counts
