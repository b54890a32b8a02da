"""Journeys in a real browser: Debian's Chromium against a live server, axe on every page.

site               what a journey holds: site.visit("/ccgs/"), site.sign_in(person), site.press("Open the ballot"),
                   site.fill("Title", "..."), site.page (Playwright's), site.expect_text("...")
page_is_accessible a function: page_is_accessible(page) runs axe at 1280 and 375 pixels, asks that the style sheet
                   was loaded, that nothing sticks out sideways and that the console stayed silent. site.visit and
                   site.press call it on every page that they reach.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponseBase
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from tests.chromium import browser_context_args, browser_type_launch_args, check

__all__ = ["browser_context_args", "browser_type_launch_args"]

HERE = Path(__file__).parent
# The live server sends head and body apart; the second waits 40 ms for the browser's receipt of the first otherwise.
QuietWSGIRequestHandler.disable_nagle_algorithm = True
serve_static = StaticFilesHandler.serve


def serve_to_keep(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
    """As in the running product, a browser need not ask again for a style sheet that it has."""
    response = serve_static(handler, request)
    response["Cache-Control"] = "max-age=3600"
    return response


StaticFilesHandler.serve = serve_to_keep


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture
def console(page: Page) -> list[str]:
    """What the browser complained about: console errors, also those of the content security policy."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    return complaints


@pytest.fixture
def page_is_accessible(console: list[str]) -> Callable[[Page], None]:
    def look(page: Page) -> None:
        check(page)
        assert console == []

    return look


@dataclass
class Site:
    """The product in a browser."""

    page: Page
    address: str
    look: Callable[[Page], None]
    seen: list[str] = field(default_factory=list)

    def visit(self, path: str, status: int = 200) -> Response | None:
        """Goes to a page and looks it over."""
        response = self.page.goto(f"{self.address}{path}")
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}"
        self.looked()
        return response

    def press(self, name: str, exact: bool = True) -> None:
        """Presses the button, or follows the link, with this name, and looks over the page that comes. The main part
        of the page is searched first."""
        for place in (self.page.locator("main"), self.page.locator("body")):
            for role in ("button", "link"):
                found = place.get_by_role(role, name=name, exact=exact)
                if found.count():
                    self._press(found.first)
                    return
        raise AssertionError(f"{self.page.url} has no button or link {name!r}")

    def _press(self, target: Locator) -> None:
        target.click()
        self.page.wait_for_load_state()
        self.looked()

    def fill(self, label: str, value: str) -> None:
        """Types into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(value)

    def choose(self, label: str) -> None:
        """Ticks the radio or checkbox with this label."""
        self.page.get_by_label(label, exact=True).check()

    def expect_text(self, text: str) -> None:
        """The page says this somewhere in its main part."""
        expect(self.page.locator("main")).to_contain_text(text)

    def sign_in(self, person: Any) -> None:
        """Opens a session for a person, as signing in does."""
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": self.address}
        self.page.context.clear_cookies()
        self.page.context.add_cookies([cookie])

    def sign_out(self) -> None:
        """Forgets the session."""
        self.page.context.clear_cookies()

    def looked(self) -> None:
        """axe, style and console on the page that is shown."""
        self.look(self.page)
        self.seen.append(self.page.url.removeprefix(self.address))


@pytest.fixture
def site(page: Page, live_server: Any, page_is_accessible: Callable[[Page], None]) -> Site:
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    return Site(page, live_server.url, page_is_accessible)
