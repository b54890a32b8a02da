"""The forms of a page as a browser draws and sends them, and whether each of them can be sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve
from lxml import html

TOKEN = "csrfmiddlewaretoken"
TAGS = re.compile(r"<(/?)form\b", re.IGNORECASE)


@dataclass(frozen=True)
class Drawn:
    """One form: where it goes, what it holds before anybody types, and the buttons that can be pressed."""

    method: str
    action: str
    values: dict[str, list[str]]
    hidden: frozenset[str]
    buttons: tuple[tuple[str, str, str], ...]
    """Name, value and address of each button that is not disabled."""
    typed: bool
    """Whether a person can type or choose something in it."""

    def filled_in(self, data: dict[str, Any], button: tuple[str, str, str]) -> dict[str, Any]:
        """What is sent when somebody types `data` and presses `button`; hidden fields go as they were drawn."""
        found: dict[str, Any] = {name: values for name, values in self.values.items() if values}
        found |= {name: value for name, value in data.items() if name not in self.hidden}
        return found | ({button[0]: button[1]} if button[0] and button[0] not in data else {})


def forms_of(page: str, address: str) -> list[Drawn]:
    """Every form of the page at `address`, as it was drawn."""
    if not TAGS.search(page):
        return []
    return [_read(form, address) for form in html.fromstring(page.encode()).forms]


def _read(form: Any, address: str) -> Drawn:
    action = form.get("action") or address
    values: dict[str, list[str]] = {}
    for one in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        if one.get("disabled") is None:
            values.setdefault(one.name, []).extend(_held_by(one))
    presses = form.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit']")
    if form.get("id"):
        presses += form.getroottree().xpath(f"//button[@form='{form.get('id')}']")
    buttons = tuple(
        (one.get("name") or "", one.get("value") or "", one.get("formaction") or action)
        for one in presses
        if one.get("disabled") is None and one.get("aria-disabled") != "true"
    )
    hidden = frozenset(form.xpath(".//input[@type='hidden']/@name"))
    names = set(form.xpath(".//textarea/@name | .//select/@name | .//input[not(@type='hidden')]/@name"))
    return Drawn((form.get("method") or "get").lower(), action, values, hidden, buttons, bool(names - {""}))


def _held_by(one: Any) -> list[str]:
    """What a control sends when nobody has touched it."""
    kind = one.get("type")
    if kind in ("radio", "checkbox"):
        return [] if one.get("checked") is None else [one.get("value", "on")]
    if one.tag == "select" and one.get("multiple") is not None:
        return list(one.value)
    return [] if kind in ("submit", "button", "image", "reset", "file") or one.value is None else [one.value]


def nested(page: str) -> bool:
    """Whether a form begins inside another; a browser drops the inner one, and its button sends the outer."""
    open_now = False
    for tag in TAGS.finditer(page):
        if not tag[1] and open_now:
            return True
        open_now = not tag[1]
    return False


def leads_to(address: str) -> ResolverMatch | None:
    """What answers the address, if anything does."""
    try:
        return resolve(address.partition("?")[0])
    except (Resolver404, NoReverseMatch):
        return None


def faults(form: Drawn, posted: set[str]) -> Iterator[str]:
    """What is wrong with a form before it is sent; `posted` are the names of the addresses that take a POST."""
    if form.method not in ("get", "post"):
        yield f"the method is {form.method}"
    for _, _, action in form.buttons:
        match = leads_to(action)
        if match is None:
            yield f"nothing answers {action}"
        elif form.method == "post" and match.view_name not in posted:
            yield f"no row of the matrix says that {action} takes a POST"
    if form.method == "post" and not any(form.values.get(TOKEN, [])):
        yield "it carries no token"


def text_of(given: HttpResponse) -> str:
    """The page, if the answer is one."""
    is_page = given.status_code == 200 and given.headers.get("Content-Type", "").startswith("text/html")
    return "" if given.streaming or not is_page else given.content.decode()


def errors_of(given: HttpResponse) -> str:
    """What the page says is wrong with what was sent: its error summary, else its heading."""
    if given.streaming or not given.content.strip():
        return ""
    page = html.fromstring(given.content)
    found = page.xpath("//*[contains(@class, 'nhsuk-error-summary__list')]//li") or page.xpath("//h1")
    return "; ".join(" ".join(one.text_content().split()) for one in found)
