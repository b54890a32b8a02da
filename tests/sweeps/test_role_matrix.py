"""Every address x every role x GET and POST: tests/sweeps/matrix_*.py say what each is answered.

A matrix row is (url name, function of the world that gives the address's arguments, {role: status}, method) and may
end with a function of the world that gives the data of a POST. Roles that a row leaves out are not asked. A method
that no row lists for an address must be refused there by every role, without an error. An address that no row lists
fails the sweep. Pages of the libraries are asked too; they have tables of their own in test_borrowed_pages.py.
"""

from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser import Browser
from tests.sweeps.country import ROLES, sameness

REFUSED = frozenset({302, 400, 403, 404, 405, 409})
# Pages of the libraries: their rights are theirs; test_borrowed_pages.py says what is asked of them.
BORROWED = ("account_", "admin:", "mfa_", "social/", "socialaccount_", "openid_connect_", "usersessions_")


class Case(NamedTuple):
    """One address, one method, and what each role may be answered."""

    name: str
    arguments: Any
    expected: dict[str, frozenset[int]]
    method: str
    data: Any
    listed: bool


def rows() -> list[tuple[Any, ...]]:
    found = []
    for path in sorted(Path(__file__).parent.glob("matrix_*.py")):
        found += import_module(f"tests.sweeps.{path.stem}").MATRIX
    return found


def cases() -> list[Case]:
    """Every row, and every method that no row lists; those that share an arrangement stand together."""
    listed = rows()
    found = [
        Case(name, arguments, {role: frozenset({status}) for role, status in expected.items()}, method, *rest or [None],
             listed=True)
        for name, arguments, expected, method, *rest in listed
    ]  # fmt: skip
    for name, arguments in {row[0]: row[1] for row in reversed(listed)}.items():
        for method in sorted({"GET", "POST"} - {row[3] for row in listed if row[0] == name}):
            found.append(Case(name, arguments, dict.fromkeys(ROLES, REFUSED), method, None, listed=False))
    order: dict[Any, int] = {}
    for case in found:
        order.setdefault(sameness(case.arguments), len(order))
    return sorted(found, key=lambda case: order[sameness(case.arguments)])


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> dict[str, URLPattern]:
    """Every named address by its name with namespace; an address without a name is called by its pattern."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= addresses(pattern, inner)
        else:
            found[f"{namespace}{pattern.name or pattern.pattern}"] = pattern
    return found


def ours() -> set[str]:
    return {name for name in addresses() if not name.startswith(BORROWED)}


def ask(client: Browser, method: str, address: str, data: dict[str, Any] | None) -> int:
    """The status of one request, whose effects are rolled back."""
    with transaction.atomic():
        answer = client.get(address, data) if method == "GET" else client.post(address, data or {})
        transaction.set_rollback(True)
    return answer.status_code


def test_no_address_is_missing():
    assert sorted(ours() - {row[0] for row in rows()}) == []


def test_no_row_names_an_address_that_is_gone():
    assert sorted({row[0] for row in rows()} - set(addresses())) == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.name}-{case.method}{'' if case.listed else '-not'}")
def test_each_role_is_answered_as_the_matrix_says(case, country):
    wrong = []
    with country.arranged(case.arguments) as (world, arguments):
        address = reverse(case.name, kwargs=arguments)
        data = case.data(world) if case.data else None
        for role, allowed in case.expected.items():
            status = ask(country.client(role), case.method, address, data)
            if status not in allowed:
                expected = " or ".join(map(str, sorted(allowed)))
                wrong.append(f"{case.method} {address} as {role}: answered {status}, expected {expected}")
    assert not wrong, "\n".join(wrong)
