"""The forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TEXTS = ("text", "email", "search", None)


@dataclass
class PageForm:
    """One form: where it is sent, what it sends as drawn, and what can be typed or chosen in it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    """What is typed that is no text: numbers, the parts of days and times."""

    def with_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is sent when a person fills in `data`."""
        drawn = {name: values if len(values) > 1 else values[0] for name, values in self.fields.items()}
        return {**{name: value for name, value in drawn.items() if name not in data}, **data}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.inside = False
        self.area, self.select = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append(PageForm(given.get("action") or "", (given.get("method") or "get").upper()))
            self.inside = True
        elif self.inside:
            self._control(tag, given, given.get("name") or "")

    def _control(self, tag: str, given: dict[str, str | None], name: str) -> None:
        form, kind = self.forms[-1], given.get("type")
        ticked = kind in ("radio", "checkbox") and "value" not in given
        value = "on" if ticked else given.get("value") or ""
        if tag == "textarea":
            self.area = name
            form.texts.append(name)
            form.fields.setdefault(name, []).append("")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(value)
            if "selected" in given:
                form.fields.setdefault(self.select, []).append(value)
        elif tag == "input" and kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(value)
            if "checked" in given:
                form.fields.setdefault(name, []).append(value)
        elif tag == "input" and kind not in ("submit", "button", "file"):
            form.fields.setdefault(name, []).append(value)
            if kind in TEXTS and "[" not in name and given.get("inputmode") is None:
                form.texts.append(name)
            elif kind != "hidden":
                form.numbers.append(name)

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1].fields[self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


def forms_on(html: str) -> list[PageForm]:
    """Every form of the page, in its order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_to(html: str, address: str) -> PageForm | None:
    """The form of the page at `address` that is sent to `address`."""
    path = address.partition("?")[0]
    found = [one for one in forms_on(html) if one.method == "POST" and one.action.partition("?")[0] in ("", path)]
    return found[0] if found else None


def send_drawn(client: Any, address: str, **typed: Any) -> Any:
    """The answer to the form of the page at `address`, sent there as it is drawn with `typed` filled in."""
    form = form_to(client.get(address).content.decode(), address)
    assert form is not None, f"{address} draws no form that is sent to itself"
    return client.post(address, form.with_data(typed))
