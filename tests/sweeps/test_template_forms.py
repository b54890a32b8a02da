"""Every form in every template can be sent: it carries its token, and a macro is given everything that it uses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from jinja2 import meta, nodes

from cocommission.shared.jinja import environment

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FORM = re.compile(r"<form\b(?P<head>[^>]*)>(?P<inside>.*?)</form>", re.IGNORECASE | re.DOTALL)
POSTS = re.compile(r"""method\s*=\s*["']?post""", re.IGNORECASE)
TOKEN = re.compile(r"\{\{\s*(csrf_input|csrf)\s*\}\}|\{%\s*csrf_token\s*%\}")
ENVIRONMENT = environment(loader=None)


def forms(text: str) -> list[tuple[str, bool]]:
    """The head of each form that is posted, and whether the token is inside it."""
    found = FORM.finditer(text)
    return [(one["head"], bool(TOKEN.search(one["inside"]))) for one in found if POSTS.search(one["head"])]


def imports(text: str) -> Iterator[str]:
    """The templates of ours whose macros `text` takes without its context."""
    for node in ENVIRONMENT.parse(text).find_all((nodes.FromImport, nodes.Import)):
        name = getattr(node.template, "value", "")
        if name and not node.with_context and (TEMPLATES / name).exists():
            yield name


def unknown(text: str) -> set[str]:
    """The names that macros of this template look for in a context that they are not given."""
    parsed = ENVIRONMENT.parse(text)
    made = {node.name for node in parsed.find_all(nodes.Name) if node.ctx == "store"}  # also in one branch only
    return meta.find_undeclared_variables(parsed) - set(ENVIRONMENT.globals) - made - {"undefined"}


def names() -> list[str]:
    found = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.suffix in (".jinja", ".html")]
    assert len(found) > 150
    return sorted(found)


def text_of(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def test_every_form_carries_its_token() -> None:
    posted = [(name, head, token) for name in names() for head, token in forms(text_of(name))]
    assert len(posted) > 60
    assert [f"{name}: <form{head}>" for name, head, token in posted if not token] == []


def test_a_macro_is_given_everything_that_it_uses() -> None:
    """A macro that is imported sees nothing of the page: `csrf_input` in it is empty unless it is an argument."""
    taken = {name for each in names() if each.endswith(".jinja") for name in imports(text_of(each))}
    assert len(taken) > 10
    assert {name: found for name in sorted(taken) if (found := unknown(text_of(name)))} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<form method="post">{{ csrf_input }}</form>', [True]),
        ('<form class="x" METHOD=post><p></p></form>', [False]),
        ('<form method="get"></form>', []),
        ("{{ csrf_input }}<form method='post'>\n</form>", [False]),
        ('<form method="post">{% csrf_token %}</form><form method="post"></form>', [True, False]),
    ],
)
def test_a_form_without_a_token_is_found(text: str, expected: list[bool]) -> None:
    assert [token for _, token in forms(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% macro act(name) %}{{ csrf_input }}{{ name }}{% endmacro %}", {"csrf_input"}),
        ("{% macro act(name, csrf_input) %}{{ csrf_input }}{{ name }}{% endmacro %}", set()),
        ("{% set size = 3 %}{% macro act() %}{{ size }}{{ static('x') }}{% endmacro %}", set()),
    ],
)
def test_a_macro_that_looks_for_more_is_found(text: str, expected: set[str]) -> None:
    assert unknown(text) == expected


def test_every_table_is_drawn_by_the_macro():
    """Which makes blocks of its rows on a phone: a table of a page's own is cut off there."""
    own = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.jinja") if "<table" in path.read_text()]
    assert own == ["macros/table.jinja"]
