"""People at their own computers: a journey in which nothing is done but clicking, typing and waiting.

An Office has one browser, the mail that was sent, and the clock of the world. `office.at(moment)` moves the clock and
lets the sweeps run as beat would; `office.desk(email)` is the computer of one person, where cookies stay as in life.
A desk begins at the front page or at a link from an e-mail, and goes on by links and buttons alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.mail import EmailMessage
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from cocommission.shared.clock import london
from cocommission.shared.sweeps import registered, run
from tests.journeys.conftest import check

PASSWORD = "seven slow otters downstream"  # noqa: S105
SCREEN, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 700}
CHANGING = re.compile(r"\d+|[0-9a-f]{8,}|(?<=/key/)[^/]+")


@dataclass
class Desk:
    """One person's computer, or the phone in their hand."""

    office: "Office"
    email: str
    page: Page
    secret: str = ""
    status: int = 0

    def __post_init__(self) -> None:
        self.page.on("response", self._note)
        self.page.on("console", self._listen)

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            self.office.complaints.append(f"{self.email} at {self.page.url}: {message.text}")

    # -- going about --------------------------------------------------------------------------------------

    def opens(self, address: str) -> None:
        """Types the address of the service, or follows a link in an e-mail."""
        self.page.goto(address if "://" in address else f"{self.office.address}{address}")
        self._arrived()

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None, refused: bool = False) -> None:
        """Presses the button, or follows the link, with this name; the main part of the page is searched first."""
        places = [within] if within else [self.page.locator("main"), self.page.locator("body")]
        for place in places:
            for role in ("button", "link"):
                found = place.get_by_role(role, name=name, exact=True)
                if found.count():
                    assert found.first.is_enabled(), f"{name} cannot be pressed: {self.text}"
                    found.first.click()
                    self.page.wait_for_load_state()
                    self._arrived(refused=refused)
                    return
        raise AssertionError(f"{self.email} finds no {name!r} at {self.page.url}: {self.text}")

    def _arrived(self, *, refused: bool = False) -> None:
        assert (self.status in (400, 409)) if refused else self.status == 200, f"{self.status}: {self.text}"
        assert self.office.complaints == []
        assert refused or not self.page.get_by_text("There is a problem", exact=True).count(), self.text
        self.office.looks_at(self.page)

    @property
    def text(self) -> str:
        """What the main part of the page says."""
        return self.page.locator("main").inner_text()

    def reads(self, *texts: str) -> None:
        """The main part of the page says all of this."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    # -- filling in ---------------------------------------------------------------------------------------

    def labelled(self, label: str) -> Locator:
        """The field with this label, needed or optional."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")).first

    def fill(self, label: str, value: str) -> None:
        """Types into a field."""
        self.labelled(label).fill(value)

    def choose(self, *labels: str, of: str = "") -> None:
        """Ticks radios or boxes, in the group `of` where a page asks the same twice."""
        place = self.group(of) if of else self.page.locator("main")
        for label in labels:
            place.get_by_label(label, exact=True).first.check()

    def group(self, legend: str) -> Locator:
        """The fields below one legend."""
        return self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(legend)}( \(optional\))?\s*$")).first

    def select(self, label: str, option: str) -> None:
        """Picks the option that has these words."""
        field = self.labelled(label)
        field.select_option(value=field.locator("option", has_text=option).first.get_attribute("value"))

    def day(self, legend: str, on: date) -> None:
        """Types a day into its three boxes."""
        for part in ("Day", "Month", "Year"):
            self.group(legend).get_by_label(part, exact=True).fill(str(getattr(on, part.lower())))

    def moment(self, legend: str, moment: datetime) -> None:
        """Types a day and a time."""
        self.day(legend, london(moment).date())
        self.group(legend).get_by_label("Time", exact=True).fill(f"{london(moment):%H:%M}")

    def attach(self, label: str, name: str, words: str) -> None:
        """Chooses a text file."""
        file = {"name": name, "mimeType": "text/plain", "buffer": words.encode()}
        group = self.page.locator(".nhsuk-form-group", has=self.page.locator("label", has_text=label))
        group.locator("input[type=file]").first.set_input_files([file])  # type: ignore[list-item]

    # -- signing in ---------------------------------------------------------------------------------------

    def accepts_the_invitation(self) -> None:
        """Reads the invitation, asks for a password with its link, and sets it with the link of the second mail."""
        self.opens(self.office.link_in(self.email, "invites you"))
        self.fill("E-mail address", self.email)
        self.press("Send me the link")
        self.opens(self.office.link_in(self.email, "Set your password"))
        self.fill("New password", PASSWORD)
        self.fill("New password again", PASSWORD)
        self.press("Set my password")
        self.reads("Your password is set")
        self.signs_in()

    def signs_in(self) -> None:
        """From the page that is shown, or the front page, with a code from the app where the post asks for one."""
        if self.page.url == "about:blank":
            self.opens("/")
        if "/accounts/login/" not in self.page.url:
            self.press("Sign in")
        self.fill("E-mail address", self.email)
        self.fill("Password", PASSWORD)
        self.press("Sign in")
        if "/2fa/authenticate/" in self.page.url:
            self._enters_a_code("Sign in")
        if "/reauthenticate/" in self.page.url:  # before a second step is set up, the password is asked for again
            self.fill("Password", PASSWORD)
            self.press("Go on")
        if "/totp/activate/" in self.page.url:
            self.secret = self.page.locator("#authenticator_secret").input_value()
            self._enters_a_code("Activate")
            self.reads("Recovery codes")

    def _enters_a_code(self, button: str) -> None:
        counter = next(iter(yield_hotp_counters_from_time()))
        self.page.locator("input[name=code]").fill(format_hotp_value(hotp_value(self.secret, counter)))
        self.press(button)

    def my_tasks(self) -> None:
        """The list of tasks, signing in again where the session of earlier has ended."""
        if not self.page.url.endswith("/tasks/"):
            self.press("My tasks")
        else:
            self.opens("/tasks/")
        if "/accounts/login/" in self.page.url:
            self.signs_in()


@dataclass
class Office:
    """The world around the desks: clock, sweeps, mail, and who looks over each kind of page once."""

    browser: Browser
    address: str
    mail: list[EmailMessage]
    travel: Callable[[datetime], datetime]
    now: datetime
    unseen: tuple[str, ...] = ()
    desks: dict[str, Desk] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def at(self, moment: datetime) -> None:
        """It is `moment`: every sweep runs, as beat would let it."""
        self.now = self.travel(moment)
        for name in registered():
            outcome = run(name, now=self.now)
            assert outcome.failed == 0, f"the sweep {name} failed at {moment}"

    def passes(self, **time: float) -> None:
        """So much time passes."""
        self.at(self.now + timedelta(**time))

    def desk(self, email: str, *, phone: bool = False) -> Desk:
        """The computer of this person; made when first asked for."""
        if email not in self.desks:
            size: Any = PHONE if phone else SCREEN
            context: BrowserContext = self.browser.new_context(
                viewport=size, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
            )
            context.set_default_timeout(10_000)
            self.desks[email] = Desk(self, email, context.new_page())
        return self.desks[email]

    def looks_at(self, page: Page) -> None:
        """axe at both widths, once for each kind of page that no other journey reaches."""
        kind = CHANGING.sub("N", page.url.removeprefix(self.address).partition("?")[0])
        self.seen[kind] = self.seen.get(kind, 0) + 1
        if self.seen[kind] == 1 and any(re.fullmatch(pattern, kind) for pattern in self.unseen):
            size = page.viewport_size
            check(page)
            if size:
                page.set_viewport_size(size)

    def letters(self, email: str) -> list[tuple[str, str]]:
        """Subject and text of the mail to this address, the newest first."""
        return [(one.subject, str(one.body)) for one in reversed(self.mail) if email in one.to]

    def link_in(self, email: str, subject: str) -> str:
        """The link in the newest mail with this in its subject."""
        for title, words in self.letters(email):
            if subject in title:
                found: list[str] = re.findall(r"https?://\S+", words)
                return found[0]
        raise AssertionError(f"no mail to {email} about {subject!r}, only {self.letters(email)}")

    def closes(self) -> None:
        """Everybody goes home."""
        for desk in self.desks.values():
            desk.page.context.close()
