"""The list of CCGs and one CCG's page, beside one SQL statement with the same template."""

import argparse
from collections.abc import Iterator
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from scripts.benchmarks import world
from scripts.benchmarks.measure import Figure, at_most, pairs, seconds

ADDRESS = "/ccgs/?at=2016-03-01"


def _times(count: int, work: object) -> float:
    return seconds(lambda: [work() for _ in range(count)]) / count  # type: ignore[operator]


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


def _floor(captured: Captured, statement: str) -> None:
    from django.template.loader import render_to_string

    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.fetchall()
    render_to_string(captured.template, captured.context, captured.context["request"])


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """List of all CCGs; one CCG's practices; one CCG's page."""
    client = Client(headers={"host": "127.0.0.1"})
    code = world.ccg_code(100)
    for what, address, view in (
        ("CCG list, 209 CCGs, 7,700 practices, 5 years", ADDRESS, "ccgs.views.organisations.render"),
        ("one CCG's page", f"/ccgs/{code}/", "ccgs.views.home.render"),
    ):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        statement = max((query["sql"] for query in captured.captured_queries), key=len)
        queries = len(captured)
        page = _capture(view, address)
        measured = pairs(
            lambda address=address: _times(5, lambda: client.get(address)),
            lambda page=page, statement=statement: _times(5, lambda: _floor(page, statement)),
            options.pairs,
        )
        yield at_most(what, measured, 2.0, "s", f"{queries} queries")
