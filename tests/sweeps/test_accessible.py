"""Every kind of page, drawn for somebody who may open it, in a real browser at 1280 and 375 pixels: axe finds nothing.

`WHOLE_MATRIX=1` draws each page in every arrangement of the role matrix; `PICTURES=<folder>` keeps what was seen.
"""

import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, Route

from tests import database
from tests.browser import check_on
from tests.chromium import WIDTHS, browser_context_args, browser_type_launch_args, check
from tests.conftest import THE_MOMENT
from tests.factories.world import build_world
from tests.sweeps.asking import Case, answer, cases
from tests.sweeps.country import Country
from tests.sweeps.test_ways_back import drawn

__all__ = ["browser_context_args", "browser_type_launch_args"]

Answer = tuple[str, Any]
MOMENT = database.london(THE_MOMENT)
SITE = "http://localhost"  # which a browser trusts as it does https
EVERY = [case for case in cases() if case.method == "GET" and case.listed]
PAGES = EVERY if os.environ.get("WHOLE_MATRIX") else list({case.name: case for case in reversed(EVERY)}.values())[::-1]


def shown(page: Page, given: Any, address: str) -> None:
    """Shows an answer of the product under its own address, with its headers and our static files."""

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if path.startswith("/static/"):
            kept = finders.find(path.removeprefix("/static/"))
            if kept is None:
                route.fulfill(status=404)
            else:
                route.fulfill(path=kept, content_type=mimetypes.guess_type(path)[0])
        else:
            route.fulfill(status=200, body=given.content, headers=dict(given.headers))

    page.unroute_all()
    page.route("**/*", serve)
    page.goto(f"{SITE}{address}")


def keep(page: Page, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(os.environ["PICTURES"]) / f"{name}-{width}.png", full_page=True)


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[Country]:
    """As in the role matrix, but the clock runs between two pages: a browser waits for ever on one that is stopped."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MOMENT, tick=False):
            country = Country(build_world(MOMENT))
        yield country
        transaction.set_rollback(True)


def answer_to(country: Country, case: Case) -> Answer | None:
    """Address and answer for the first role that may open the page; None where that is no page."""
    role = next((role for role, allowed in case.expected.items() if 200 in allowed and role != "public"), None)
    if role is None:
        return None
    with time_machine.travel(MOMENT, tick=False), country.arranged(case.arguments) as (_, arguments):
        address = reverse(case.name, kwargs=arguments)
        given = answer(country.client(role), "GET", address, None)
    return (address, given) if drawn(given) else None


@pytest.mark.journey
@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_axe_finds_nothing_and_nothing_sticks_out(case, country, page):
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answered = answer_to(country, case)
    if answered is None:
        return
    address, given = answered
    shown(page, given, address)
    if os.environ.get("PICTURES"):
        keep(page, case.name)
    check(page)
    assert complaints == []


@pytest.mark.journey
def test_axe_finds_nothing_on_the_page_of_a_check(country, page):
    case = next(case for case in cases() if case.name == "ballot-void" and case.method == "POST" and case.data)
    with time_machine.travel(MOMENT, tick=False), country.arranged(case.arguments) as (world, arguments):
        address, client = reverse(case.name, kwargs=arguments), country.client("governance_officer")
        client.confirms = False
        given = answer(client, "POST", address, case.data(world))
    assert check_on(given) is not None
    shown(page, given, address)
    if os.environ.get("PICTURES"):
        keep(page, "check")
    check(page)
