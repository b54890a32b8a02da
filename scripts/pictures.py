#!/usr/bin/env python
"""Takes the README's pictures anew from a running demonstration: `scripts/pictures.py [http://127.0.0.1:8000/]`.

Needs Chromium (CHROMIUM names another program). Look at what came out before it is committed.
"""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PLACE = Path(__file__).resolve().parent.parent / "docs" / "pictures"
OFFICER = "Governance officer, Harbour Vale"


@dataclass(frozen=True)
class Picture:
    """What is shown: a page, or the first link on it that reads like `follow`; as whom; from which heading on."""

    name: str
    address: str
    role: str = ""
    follow: str = ""
    down_to: str = ""
    phone: bool = False


PICTURES = (
    Picture("home", ""),
    Picture("ccg", "ccgs/X01/", OFFICER),
    Picture("vote", "tasks/", "Practice representative", follow="^Vote for", phone=True),
    Picture("result", "ccgs/09W/ballots/2/", down_to="^1\\."),
    Picture("proof", "ccgs/X01/application/1/proof/", OFFICER),
    Picture("review", "regions/Y57/applications/", "NHS England regional officer", follow="Fenwick Moor"),
)


def take(browser: Browser, base: str, picture: Picture) -> Path:
    """One picture, in a browser of its own."""
    size, scale = ({"width": 375, "height": 812}, 2) if picture.phone else ({"width": 1280, "height": 1000}, 1)
    page = browser.new_page(viewport=size, device_scale_factor=scale)
    if picture.role:
        page.goto(f"{base}accounts/login/")
        page.get_by_role("button", name=re.compile(re.escape(picture.role))).first.click()
    page.goto(base + picture.address)
    if picture.follow:
        page.locator("main").get_by_role("link", name=re.compile(picture.follow)).first.click()
    page.evaluate("document.fonts.ready")
    if picture.down_to:
        page.get_by_role("heading", name=re.compile(picture.down_to)).first.evaluate("each => each.scrollIntoView()")
    file = PLACE / f"{picture.name}.png"
    page.screenshot(path=file)
    page.close()
    return file


def main() -> None:
    """All of them."""
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/"
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in PICTURES:
            print(take(browser, base, picture))
        browser.close()


if __name__ == "__main__":
    main()
