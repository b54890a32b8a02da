"""The sub-navigation of an organisation: each app adds its pages, nobody imports upwards.

The order of registration is the order on the page. What waits for the reader on a page are their tasks (`todo`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


_groups: dict[str, dict[str, list[PageEntry]]] = {}


def navigation_group(kind: str, title: str, *entries: PageEntry) -> None:
    """Adds pages of organisations of this kind to the group with this title; "" is the organisation's own group."""
    _groups.setdefault(kind, {}).setdefault(title, []).extend(entries)


def groups_of(kind: str) -> dict[str, list[PageEntry]]:
    """The groups of organisations of this kind with their pages, in order."""
    return _groups.get(kind, {})
