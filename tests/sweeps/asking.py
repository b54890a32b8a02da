"""What the role matrix asks: the rows of tests/sweeps/matrix_*.py as cases, and one request of each column.

A row is (url name, function of the world that gives the address's arguments, what each column is answered, method) and
may end with a function of the world that gives the data of a POST. The words for the answers are in who.py. A method
that no row lists for an address must be refused there, without an error, also to those whom its rows let in.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser import Browser
from tests.sweeps.country import sameness

REFUSED = frozenset({302, 400, 403, 404, 405, 409})
# Pages of the libraries: their rights are theirs; test_borrowed_pages.py says what is asked of them.
BORROWED = ("account_", "admin:", "mfa_", "social/", "socialaccount_", "openid_connect_", "usersessions_")


class Case(NamedTuple):
    """One address, one method, and what each column may be answered; `part` is the app whose rows it is from."""

    name: str
    arguments: Any
    expected: dict[str, frozenset[int]]
    method: str
    data: Any
    listed: bool
    part: str


def part_of(path: Path) -> str:
    """The app whose addresses a file of rows is about: what stands between `matrix_` and its subject."""
    stem = path.stem.removeprefix("matrix_")
    return next((app for app in ("ccgs", "conflicts", "models_abc", "pccc", "votes") if stem.startswith(app)), "home")


def _files() -> list[Path]:
    return sorted(Path(__file__).parent.glob("matrix_*.py"))


def parts() -> set[str]:
    """Every app that has rows."""
    return {part_of(path) for path in _files()}


def _rows() -> list[tuple[str, tuple[Any, ...]]]:
    return [(part_of(path), row) for path in _files() for row in import_module(f"tests.sweeps.{path.stem}").MATRIX]


def rows() -> list[tuple[Any, ...]]:
    """Every row of every app."""
    return [row for _, row in _rows()]


def _once_for_each_row(listed: list[tuple[Any, ...]]) -> list[str]:
    """The public, and of each row the first column that it lets in: who asks with a method that no row lists."""
    found = ["public"]
    for row in listed:
        found += [column for column, status in row[2].items() if status in (200, 302) and column != "public"][:1]
    return list(dict.fromkeys(found))


def cases(part: str | None = None) -> list[Case]:
    """Every row, and every method that no row lists; those that share an arrangement stand together."""
    listed = _rows()
    found = [
        Case(name, arguments, {column: frozenset({status}) for column, status in expected.items()}, method,
             *rest or [None], listed=True, part=of)
        for of, (name, arguments, expected, method, *rest) in listed
    ]  # fmt: skip
    for name, (of, arguments) in {row[0]: (of, row[1]) for of, row in reversed(listed)}.items():
        mine = [row for _, row in listed if row[0] == name]
        for method in sorted({"GET", "POST"} - {row[3] for row in mine}):
            refused = dict.fromkeys(_once_for_each_row(mine), REFUSED)
            found.append(Case(name, arguments, refused, method, None, listed=False, part=of))
    order: dict[Any, int] = {}
    for case in found:
        order.setdefault(sameness(case.arguments), len(order))
    return sorted(
        (case for case in found if part in (None, case.part)), key=lambda case: order[sameness(case.arguments)]
    )


def _walk(
    resolver: URLResolver, namespace: str, given: frozenset[str]
) -> Iterator[tuple[str, URLPattern, frozenset[str]]]:
    for pattern in resolver.url_patterns:
        takes = given | set(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace, takes)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern, takes


def addresses() -> dict[str, URLPattern]:
    """Every named address by its name with namespace; an address without a name is called by its pattern."""
    return {name: pattern for name, pattern, _ in _walk(get_resolver(), "", frozenset())}


def of_organisations() -> set[str]:
    """The names of the addresses that take the code of an organisation."""
    return {name for name, _, takes in _walk(get_resolver(), "", frozenset()) if "code" in takes}


def ours() -> set[str]:
    """The names of our own addresses."""
    return {name for name in addresses() if not name.startswith(BORROWED)}


def answer(client: Browser, method: str, address: str, data: dict[str, Any] | None) -> HttpResponse:
    """The answer to one request, whose effects are rolled back."""
    with transaction.atomic():
        given = client.get(address, data) if method == "GET" else client.post(address, data or {})
        transaction.set_rollback(True)
    return given


def ask(client: Browser, method: str, address: str, data: dict[str, Any] | None) -> int:
    """The status of one request, whose effects are rolled back."""
    return answer(client, method, address, data).status_code
