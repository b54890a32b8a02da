"""Follows the links of the pages of the role matrix: none leads its reader to where they are refused."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.http import HttpResponse
from lxml import html

from tests.sweeps.asking import BORROWED, answer, rows
from tests.sweeps.drawn import leads_to, text_of

REFUSED = (403, 404, 405, 500)
HISTORIES = ("ccg-history", "record-history")


class Follower:
    """Follows the links of pages: of those that lead to one kind of address one for each column, once in each process.

    An address whose row gives everybody a page is followed for one column. Histories are told apart by what they are
    of, since each kind of record has its own readers; their own links are followed too, since no row asks them of each
    kind of record.
    """

    _followed: ClassVar[set[tuple[Any, ...]]] = set()

    def __init__(self) -> None:
        self._public = {row[0] for row in rows() if row[3] == "GET" and set(row[2].values()) == {200}}

    def dead_links(self, column: str, given: HttpResponse) -> Iterator[str]:
        """Each link of the page given to `column` that is refused to the same reader, in words."""
        page, shown_at = text_of(given), given.wsgi_request.path
        for address in _links(page):
            match = leads_to(address)
            if match is None:
                yield f"{shown_at} as {column}: nothing answers the link to {address}"
            elif not (match.view_name or "").startswith(BORROWED) and self._is_new(match, column):
                found = answer(given.client, "GET", address, None)
                if found.status_code in REFUSED:
                    yield f"{shown_at} as {column}: the link to {address} is answered {found.status_code}"
                elif match.view_name in HISTORIES:
                    yield from self.dead_links(column, found)

    def _is_new(self, match: Any, column: str) -> bool:
        who = "" if match.view_name in self._public else column
        key = (match.view_name, str(match.kwargs.get("label", "")).lower(), who)
        if key in self._followed:
            return False
        self._followed.add(key)
        return True


def _links(page: str) -> list[str]:
    """Our own addresses that the page links to, each once, without what stands behind the #."""
    if "<a " not in page:
        return []
    found = [str(one).partition("#")[0] for one in html.fromstring(page.encode()).xpath("//a/@href")]
    return list(dict.fromkeys(one for one in found if one.startswith("/") and not one.startswith(("//", "/static/"))))
