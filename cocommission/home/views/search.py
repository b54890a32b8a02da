"""The search (F-66). What was searched for is kept nowhere."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.queries.search import Reader
from ccgs.views.access import Request
from cocommission.home.queries.search import search as everything
from cocommission.shared.paging import ListPage, page_of
from cocommission.shared.search import Hit, Hits

LONGEST = 100
SHOWN, PER_PAGE = 5, 25


@dataclass(frozen=True, slots=True)
class Group:
    """What is shown of one kind. `more`: whether there is more than is shown; `page` where only this kind is."""

    kind: str
    title: str
    hits: list[Hit]
    more: bool = False
    page: ListPage | None = None


@require_safe
def search(request: Request) -> HttpResponse:
    """What was found, the first of each kind; with `?kind=` all of one kind in pages."""
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST]
    kind = request.GET.get("kind", "")
    reader = Reader(request.person, request.asker.rights)
    found = list(everything(text, reader, request.now)) if text else []
    if kind:
        groups = [_whole(each, request) for each in found if each.kind == kind]
    else:
        groups = [_first(each) for each in found]
    shown: dict[str, Any] = {"text": text, "kind": kind, "groups": [group for group in groups if group.hits]}
    answer = render(request, "home/search.jinja", shown)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _first(found: Hits) -> Group:
    rows = list(found.rows[: SHOWN + 1])
    return Group(found.kind, found.title, [found.hit(row) for row in rows[:SHOWN]], more=len(rows) > SHOWN)


def _whole(found: Hits, request: Request) -> Group:
    page = page_of(found.rows, request, per_page=PER_PAGE)
    return Group(found.kind, found.title, [found.hit(row) for row in page], page=page)
