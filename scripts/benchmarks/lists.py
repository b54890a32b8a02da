"""The list of CCGs and one CCG's page, beside one SQL statement with the same template."""

import argparse
from collections.abc import Iterator
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ccgs.queries import ccg_lists
from scripts.benchmarks import world
from scripts.benchmarks.measure import Figure, at_most, pairs, seconds

ADDRESS = "/ccgs/?at=2016-03-01"


def _times(count: int, work: object) -> float:
    return seconds(lambda: [work() for _ in range(count)]) / count  # type: ignore[operator]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


class Captured(Exception):
    """Carries what a view handed to its template."""

    def __init__(self, template: str, context: dict) -> None:
        self.template, self.context = template, context


def _capture(path: str, address: str) -> Captured:
    """The template and context of a page, by letting its view run up to the rendering."""

    def stop(request: object, template: str, context: dict, **_: object) -> None:
        raise Captured(template, {**context, "request": request})

    client = Client(raise_request_exception=True, headers={"host": "127.0.0.1"})
    with mock.patch(path, side_effect=stop), mock.patch("django.core.handlers.exception.log_response"):
        try:
            client.get(address)
        except Captured as found:
            found.context["request"].csp_nonce = "bench"
            return found
    raise RuntimeError(f"{address} rendered nothing")


def _floor(captured: Captured, statement: str, params: dict) -> None:
    from django.template.loader import render_to_string

    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        cursor.fetchall()
    render_to_string(captured.template, captured.context, captured.context["request"])


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """List of all CCGs; one CCG's practices; one CCG's page."""
    client = Client(headers={"host": "127.0.0.1"})
    statements: list[tuple[str, dict]] = []
    original = ccg_lists._rows

    def remember(sql: str, params: dict) -> list:
        statements.append((sql, params))
        return original(sql, params)

    code = world.ccg_code(100)
    for what, address, view in (
        ("CCG list, 209 CCGs, 7,700 practices, 5 years", ADDRESS, "ccgs.views.organisations.render"),
        ("one CCG's page", f"/ccgs/{code}/", "ccgs.views.home.render"),
    ):
        queries = _queries(client, address)
        statements.clear()
        with mock.patch.object(ccg_lists, "_rows", side_effect=remember):
            captured = _capture(view, address)
        statement = statements[0]
        measured = pairs(
            lambda address=address: _times(5, lambda: client.get(address)),
            lambda captured=captured, statement=statement: _times(5, lambda: _floor(captured, *statement)),
            options.pairs,
        )
        yield at_most(what, measured, 2.0, "s", f"{queries} queries")
