"""The cells of lists: what a file holds, and how a page draws it."""

from datetime import date, datetime
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from cocommission.shared.clock import day, moment
from cocommission.shared.rules.shares import share
from cocommission.shared.rules.statuses import status_of, tag_of


def number(value: Any) -> str:
    """12345 -> "12,345"; nothing for None."""
    if value is None or value == "":
        return ""
    return f"{value:,}"


def percent(numerator: int | None, denominator: int | None) -> str:
    """`42|percent(56)` -> "75.0% (42 of 56)": never a share without its two numbers."""
    if numerator is None or denominator is None:
        return "not known"
    if not denominator:
        return f"{number(numerator)} of 0"
    return share(numerator, denominator)


class Shown(NamedTuple):
    """A cell that the page draws in a way of its own: a link, a tag, other words. The file holds the value."""

    value: Any
    drawn: Any


def value_of(cell: Any) -> Any:
    """What a file holds."""
    return cell.value if isinstance(cell, Shown) else cell


def draw(cell: Any) -> Any:
    """What a page shows: days, moments and numbers in words, "Yes" and "No", nothing for None."""
    shown = cell.drawn if isinstance(cell, Shown) else cell
    if shown is None:
        return ""
    if isinstance(shown, bool):
        return "Yes" if shown else "No"
    if isinstance(shown, datetime):
        return moment(shown)
    if isinstance(shown, date):
        return day(shown)
    return number(shown) if isinstance(shown, int) else shown


def link(text: Any, url: str, hidden: str = "") -> Markup:
    """A link; `hidden` is read to those who do not see the row."""
    more = f'<span class="nhsuk-u-visually-hidden">{escape(hidden)}</span>' if hidden else ""
    return Markup(f'<a class="nhsuk-link" href="{escape(url)}">{escape(text)}{more}</a>')  # noqa: S704  (escaped)


def linked(text: Any, url: str) -> Shown:
    """A text that is a link on the page."""
    return Shown(text, link(text, url))


def tag(text: Any, state: Any = None, noun: str = "", status: str = "", colour: str = "") -> Markup:
    """The tag of a state or status, as the macro `status_tag` draws it."""
    looks = {"colour": colour} if colour else tag_of(status or status_of(state, noun))
    classes = ["nhsuk-tag"]
    if looks.get("colour") is not None:
        classes.append(f"nhsuk-tag--{looks['colour'] or 'no-colour'}")
    if looks.get("border") is False:
        classes.append("nhsuk-tag--no-border")
    classes += looks.get("classes", "").split()
    return Markup(f'<strong class="{" ".join(classes)}">{escape(text)}</strong>')  # noqa: S704  (escaped)


def tagged(text: Any, state: Any, noun: str = "") -> Shown:
    """The name of a state, which is a tag on the page."""
    return Shown(text, tag(text, state, noun))


def lines(*parts: Any) -> Markup:
    """Parts of a cell below each other; empty ones are left out."""
    return Markup("<br>").join(part for part in parts if part)


def beside(*parts: Any) -> Markup:
    """Parts of a cell beside each other; empty ones are left out."""
    return Markup(" ").join(part for part in parts if part)
