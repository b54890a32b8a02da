"""Every address x every role x GET and POST: tests/sweeps/matrix_*.py say what each is answered.

A matrix row is (url name, function of the world that gives the address's arguments, {role: status}, method) and may
end with a function of the world that gives the data of a POST. Roles that a row leaves out are not asked. A method
that no row lists for an address must be refused there by every role, without an error. An address that no row lists
fails the sweep.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

ROLES = [
    "public",
    "representative",
    "other_representative",
    "lmc_reviewer",
    "officer",
    "other_officer",
    "accountable_officer",
    "regional_officer",
    "other_region_officer",
]
REFUSED = {302, 400, 403, 404, 405, 409}
# Pages of the libraries: allauth's and the admin's own rights are theirs; test_borrowed_pages asks for no error.
BORROWED = ("account_", "admin:", "mfa_", "social/", "socialaccount_", "openid_connect_", "usersessions_")


def rows() -> list[tuple[Any, ...]]:
    found = []
    for path in sorted(Path(__file__).parent.glob("matrix_*.py")):
        found += import_module(f"tests.sweeps.{path.stem}").MATRIX
    return found


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


def ask(client: Client, method: str, address: str, data: dict[str, Any] | None) -> int:
    """The status of one request, whose effects are rolled back."""
    with transaction.atomic():
        answer = client.get(address, data) if method == "GET" else client.post(address, data or {})
        transaction.set_rollback(True)
    return answer.status_code


def client_of(role: str, world: Any) -> Client:
    client = Client(raise_request_exception=True)
    if role != "public":
        client.force_login(world.people[role] if role != "steward" else world.steward)
    return client


def test_no_address_is_missing():
    assert sorted(ours() - {row[0] for row in rows()}) == []


def test_no_row_names_an_address_that_is_gone():
    assert sorted({row[0] for row in rows()} - set(addresses())) == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]}-{row[3]}")
def test_each_role_is_answered_as_the_matrix_says(row, world):
    name, arguments, expected, method, *rest = row
    address = reverse(name, kwargs=arguments(world))
    data = rest[0](world) if rest else None
    answered = {role: ask(client_of(role, world), method, address, data) for role in expected}
    assert answered == expected


@pytest.mark.parametrize("name", sorted({row[0] for row in rows()}))
def test_a_method_that_is_not_listed_is_refused(name, world):
    listed = {row[3] for row in rows() if row[0] == name}
    arguments = next(row[1] for row in rows() if row[0] == name)
    address = reverse(name, kwargs=arguments(world))
    for method in {"GET", "POST"} - listed:
        for role in ROLES:
            assert (role, ask(client_of(role, world), method, address, None)) in [(role, code) for code in REFUSED]


@pytest.mark.parametrize("name", sorted(name for name in addresses() if name.startswith(BORROWED)))
def test_borrowed_pages(name, world):
    try:
        address = reverse(name)
    except NoReverseMatch:
        pytest.skip("needs an object of the library")
    for role in ("public", "representative", "officer"):
        for method in ("GET", "POST"):
            assert ask(client_of(role, world), method, address, None) < 500
