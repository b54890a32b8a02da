"""A real browser for tests: Debian's Chromium, and what has to be true of each page that it shows.

Without Chromium these tests are skipped; with CI set they fail. CHROMIUM names another program.
"""

import os
import shutil
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

NHS_BLUE = "rgb(0, 94, 184)"
WIDTHS = (375, 1280)  # a page comes at the last one, and stays at it
# The header of the design system sees a new width in the frame after it and moves the links that do not fit into its
# menu; what watches its size asks for one frame more. Until then white links hang over the white page. A page is at
# rest when it has the width, its fonts are there, nothing moves, and its header was the same for five frames.
AT_REST = """async (width) => {
    const frame = () => new Promise(requestAnimationFrame);
    const header = () => {
        const all = [...document.querySelectorAll(".nhsuk-header, .nhsuk-header *")];
        return all.map((each) => [each.className, ...Object.values(each.getBoundingClientRect().toJSON())]).join("|");
    };
    await document.fonts.ready;
    for (let same = 0, before = ""; same < 5;) {
        await frame();
        const now = header();
        same = now === before && window.innerWidth === width ? same + 1 : 0;
        before = now;
    }
    const moving = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map((each) => each.finished));
}"""


HERE_IS_SEEN = """() => [...document.querySelectorAll(".app-sub [aria-current]")].every((link) => {
    const { left, right } = link.getBoundingClientRect();
    return left >= 0 && right <= window.innerWidth;
})"""


def chromium() -> str | None:
    """The browser's program, or None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    program = chromium()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: the journeys must run in CI (apt-get install chromium).")
        pytest.skip("Chromium is missing: the journeys are not run.")
    if not (settings.BASE_DIR / "static" / "nhsuk" / "nhsuk-frontend.css").exists():
        pytest.fail("static/ is missing: run scripts/assets.py (make test does).")
    return {"executable_path": program, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {
        "viewport": {"width": WIDTHS[-1], "height": 900},
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "accept_downloads": True,
        "reduced_motion": "reduce",
    }


def _violations(page: Page) -> list[str]:
    """What axe finds with all its rules; its script goes into a page once, and only what is wrong comes back."""
    if page.evaluate("typeof axe") == "undefined":
        page.add_script_tag(url="/static/axe/axe.min.js")
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((results) => results.violations)")
    return [f"{each['id']}: {each['help']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


# Tables at rest: a row with another number of cells than its table has headings, and text in a column of single words.
BAD_TABLES = """() => [...document.querySelectorAll(".app-table tbody tr")].flatMap((row) => {
    const heads = row.closest("table").tHead.rows[0].cells.length;
    const short = row.cells.length === heads ? [] : [`${row.cells.length} cells below ${heads} headings`];
    const thin = [...row.cells].filter((cell) => {
        const { width, height } = cell.getBoundingClientRect();
        return width < 130 && height > 240 && cell.innerText.length > 60 && !cell.querySelector(".app-hash");
    });
    return [...short, ...thin.map((cell) => `${Math.round(cell.clientWidth)} pixels wide: ${cell.innerText}`)];
})"""
# More than one link back is more than a phone has room for.
BACK_TWICE = (
    """() => [...document.querySelectorAll(".nhsuk-back-link")].filter((each) => each.checkVisibility()).length > 1"""
)
# What is on paper that nobody can press there, and what is not that should be: drawings, and what a page folds away.
BAD_PRINT = """() => {
    const shown = (each) => each.checkVisibility({ contentVisibilityAuto: true });
    const pressed = "nav, button, .nhsuk-button, .nhsuk-header__search, .nhsuk-back-link, .nhsuk-footer, .app-filter";
    const read = ".app-drawing, .nhsuk-details:not(:has(form)) .nhsuk-details__text";
    const all = (which) => [...document.querySelectorAll(which)];
    const bad = [...all(pressed).filter(shown), ...all(read).filter((each) => !shown(each))];
    return bad.map((each) => each.outerHTML.slice(0, 120));
}"""


def check_print(page: Page) -> None:
    """On paper a page has nothing to press, its drawings, and what it folds away on a screen."""
    page.emulate_media(media="print")
    assert page.evaluate(BAD_PRINT) == [], f"{page.url} on paper"
    page.emulate_media(media="screen")


def check(page: Page) -> None:
    """axe at each width, on a page that really has its style sheet; its tables, and what it is on paper."""
    style = "getComputedStyle(document.querySelector('.nhsuk-header')).backgroundColor"
    assert page.evaluate(style) == NHS_BLUE, f"{page.url}: the style sheet was not loaded"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(AT_REST, width)
        assert _violations(page) == [], f"{page.url} at {width} pixels"
        root = "document.documentElement"
        inside = page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
        assert inside, f"{page.url} at {width} pixels: something sticks out sideways"
        assert page.evaluate(HERE_IS_SEEN), f"{page.url} at {width} pixels: the sub-navigation hides where you are"
        assert not page.evaluate(BACK_TWICE), f"{page.url} at {width} pixels: two links back"
        assert page.evaluate(BAD_TABLES) == [], f"{page.url} at {width} pixels: a table cannot be read"
    check_print(page)
