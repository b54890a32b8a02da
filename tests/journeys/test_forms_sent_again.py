"""Back, change, send again: with the browser's page cache, in two tabs, and the same once more (decision 19)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from conflicts.models import Gift
from pccc.models import AgendaItem
from tests.factories.interests import declarant
from tests.factories.meetings import planned
from tests.journeys.conftest import Site

pytestmark = pytest.mark.django_db(transaction=True)
GIFTS = "/ccgs/09W/registers/gifts/"
ITEM = "/ccgs/09W/committees/1/meetings/1/items/new/"
OTHER_DETAILS = "You have already sent this form, with other details."
SAME = "You have already sent this form, on"


@pytest.fixture(scope="module")
def caching(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Chromium with its page cache, which Playwright switches off."""
    started = browser_type.launch(**browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    yield started
    started.close()


@pytest.fixture
def page(caching: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    context = caching.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def _clock(world: Any, database_clock: Any) -> None:
    database_clock(world.now)


def back(site: Site, words: str, *, alive: bool) -> None:
    """Presses Back. A page that was asked for by GET is still `alive` in the page cache; one that answered a POST is
    drawn again from what the browser kept of it, with the same number.
    """
    site.page.evaluate("setTimeout(() => history.back())")  # once evaluate has its answer: the page goes away
    expect(site.page.locator("main")).to_contain_text(words)
    assert (site.page.evaluate("window.leftAs") == words) is alive, "the page cache is not as it is thought to be"
    # A button takes no second press within a second, and the second stood still while the page was in the cache.
    site.page.wait_for_timeout(1_100)


def leave(site: Site, button: str, words: str) -> None:
    """Presses a button of a page that is to be found again by these words of it."""
    site.page.evaluate("words => { window.leftAs = words }", words)
    site.press(button)


def press_there(site: Site, button: str, words: str) -> None:
    """Presses a button of a page that came back; Playwright hears no end of loading of a page that was kept alive."""
    site.page.locator("main").get_by_role("button", name=button, exact=True).click()
    expect(site.page.locator("body")).to_contain_text(words)
    site.looked()


def typed_gift(site: Site, details: str) -> None:
    page = site.page
    page.get_by_label("Meal or other hospitality").check()
    site.fill("Describe it", details)
    site.fill("Estimated value in pounds", "30")
    on = date(2015, 10, 1)
    for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(label, exact=True).first.fill(str(value))
    site.fill("Who offered it", "Acme Ltd")
    page.get_by_role("group", name="Is the giver a supplier").get_by_label("No").check()
    page.get_by_label("Accepted personally").check()
    site.fill("Reason for accepting or declining (optional)", "To speak")


def test_a_gift_changed_after_back_is_not_taken_for_the_first(site: Site, world: Any) -> None:
    declarant(world, world.gp_member)
    site.sign_in(world.gp_member)
    site.visit(f"{GIFTS}new/")
    typed_gift(site, "A dinner after the conference")
    site.press("Continue")
    leave(site, "Record it", "Which rules apply")
    site.expect_text("A dinner after the conference")
    back(site, "Which rules apply", alive=False)
    site.fill("Describe it", "A lunch on the next day")
    press_there(site, "Record it", OTHER_DETAILS)
    assert site.page.get_by_label("Describe it").input_value() == "A lunch on the next day"
    assert Gift.objects.get().details == "A dinner after the conference"
    site.press("Continue")
    leave(site, "Record it", "Which rules apply")
    site.expect_text("A lunch on the next day")
    back(site, "Which rules apply", alive=False)
    press_there(site, "Record it", SAME)
    site.expect_text("A lunch on the next day")
    assert Gift.objects.count() == 2


def test_an_item_of_an_agenda_changed_after_back_or_in_a_second_tab(site: Site, world: Any) -> None:
    planned(world)
    site.sign_in(world.secretary)
    site.visit(ITEM)
    site.fill("Title", "Opening hours")
    site.page.get_by_label("For information").check()
    number = site.page.locator("main input[name=form_token]").input_value()
    leave(site, "Save", "What kind of item it is")
    back(site, "What kind of item it is", alive=True)
    site.fill("Title", "Opening hours in winter")
    press_there(site, "Save", OTHER_DETAILS)
    assert site.page.get_by_label("Title", exact=True).input_value() == "Opening hours in winter"
    site.press("Save")
    assert [item.title for item in AgendaItem.objects.order_by("number")] == [
        "Opening hours", "Opening hours in winter",
    ]  # fmt: skip
    site.page = site.page.context.new_page()  # as a duplicated tab has it: the same number
    site.visit(ITEM)
    site.page.evaluate("n => { document.querySelector('main input[name=form_token]').value = n }", number)
    site.fill("Title", "A third")
    site.page.get_by_label("For information").check()
    site.press("Save")
    site.expect_text(OTHER_DETAILS)
    assert AgendaItem.objects.count() == 2
