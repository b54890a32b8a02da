"""A person whose clicks are counted, from the page after signing in to the job that is recorded."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator

from tests.journeys.conftest import Site


@dataclass
class Counted:
    """What one person presses in a browser: links, buttons, radios and boxes. Typing and choosing from a list is free.

    It counts pages too: every address that the person comes to.
    """

    site: Site
    clicks: int = 0
    pages: list[str] = field(default_factory=list)

    def starts(self, person: Any, path: str = "/tasks/") -> None:
        """Signs in; counting begins on this page."""
        self.site.sign_in(person)
        self.site.visit(path)
        self.pages = [self._address]

    @property
    def _address(self) -> str:
        return self.site.page.url.removeprefix(self.site.address).partition("?")[0]

    def presses(self, name: str) -> None:
        """Presses a button or follows a link."""
        self.site.press(name)
        self.clicks += 1
        if self._address != self.pages[-1]:
            self.pages.append(self._address)

    def ticks(self, label: str, *, of: str = "") -> None:
        """Selects a radio or ticks a box, in the group `of` where the page has several with this label."""
        page = self.site.page
        place = page.get_by_role("group", name=of) if of else page.locator("main")
        box = place.get_by_label(label, exact=True).first
        box.click()
        assert box.is_checked(), f"{label} is not selected after the click"
        self.clicks += 1

    def types(self, label: str, value: str) -> None:
        """Types into a field: no click."""
        self._labelled(label).fill(value)

    def selects(self, label: str, option: str) -> None:
        """Selects from a list with the keyboard: no click."""
        self._labelled(label).select_option(label=option)

    def _labelled(self, label: str) -> Locator:
        return self.site.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")).first

    def types_the_day(self, name: str, day: Any) -> None:
        """Types a day into the three boxes of the field `name`."""
        for part in ("day", "month", "year"):
            self.site.page.locator(f"input[name='{name}[{part}]']").fill(str(getattr(day, part)))
