"""No address is put together from pieces: `url_to` and `url` make it from the name of its page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import get_resolver

ROOT = Path(settings.BASE_DIR)
APPS = ("cocommission", "ccgs", "votes", "conflicts", "pccc", "models_abc")
BELOW = re.compile(r"[a-z][a-z-]*(/|\.[a-z]+$)")
#: Where routes are written, and the tour of the demonstration, whose pages a test opens.
ELSEWHERE = ("migrations", "urls", "urls.py", "tours.py")


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        yield route
        yield from routes(getattr(pattern, "url_patterns", []), route)


def first_parts() -> str:
    """What the addresses of this service begin with, as alternatives of a pattern."""
    parts = {route.partition("/")[0] for route in routes(get_resolver().url_patterns)}
    return "|".join(sorted(part for part in parts if part.isalpha()))


def in_templates(text: str, firsts: str) -> Iterator[str]:
    below = r"\}\}[a-z][a-z-]*[/.]"
    yield from re.findall(rf'(?:href|action)="\{{\{{[^"]*?{below}|(?:href|action)="\{{\{{ [a-z_.]+ {below}', text)
    yield from re.findall(rf'(?:href|action)="/(?:{firsts})/[^"?#]*\{{\{{[^"]*"', text)
    yield from re.findall(rf'"/(?:{firsts})/[^"?#]*" ~ [\w.(]+', text)
    yield from re.findall(r'\b\w*(?:url|home|base) ~ "[a-z][a-z-]*[/.][^"]*"', text)


def pieces(node: ast.AST) -> list[str | ast.expr]:
    """The parts of a text that is put together, each as a text or as what gives it."""
    if isinstance(node, ast.JoinedStr):
        return [part.value if isinstance(part, ast.Constant) else part.value for part in node.values]  # type: ignore[union-attr]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [part.value if isinstance(part, ast.Constant) else part for part in (node.left, node.right)]
    return []


def in_python(tree: ast.Module, firsts: str) -> Iterator[str]:
    for node in ast.walk(tree):
        first, second, *_ = [*pieces(node), "", ""]
        if isinstance(first, str):
            found = isinstance(second, ast.expr) and re.match(rf"/(?:{firsts})/[^?#]*$", first)
        else:
            found = (
                isinstance(second, str) and BELOW.match(second) and re.search(r"(url|home|base)$", ast.unparse(first))
            )
        if found:
            yield ast.unparse(node)


def put_together(root: Path) -> dict[str, list[str]]:
    """File -> the addresses that it puts together."""
    firsts, found = first_parts(), {}
    for path in sorted((root / "templates").rglob("*.jinja")):
        found[str(path.relative_to(root))] = list(in_templates(path.read_text("utf-8"), firsts))
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if not any(part in ELSEWHERE or part.startswith("urls_") for part in path.parts):
                found[str(path.relative_to(root))] = list(in_python(ast.parse(path.read_text("utf-8")), firsts))
    return {name: addresses for name, addresses in found.items() if addresses}


def test_no_address_is_put_together():
    assert put_together(ROOT) == {}


def test_an_address_that_is_put_together_is_found():
    firsts = first_parts()
    for text in (
        'href="{{ ccg.url }}ballots/"', 'action="/ccgs/{{ ccg.code }}/people/"',
        'next_step("Draft", ccg.url ~ "ballots/new/")', '"/models/" ~ letter',
        'download("Tally", ballot.url ~ "tally.json")',
    ):  # fmt: skip
        assert list(in_templates(text, firsts)), text
    for text in ('f"{ccg.url}ballots/"', 'f"/ccgs/{code}/people/"', 'ballot.url + "roll/"', '"/lmcs/" + code'):
        assert list(in_python(ast.parse(text), firsts)), text
    for text in ('href="{{ url("ballot", ballot) }}#roll"', 'href="/rules/#{{ rule }}"', 'home ~ "?full=1"'):
        assert not list(in_templates(text, firsts)), text
    for text in ('f"{ccg.url}?old=1"', 'f"/rules/#{rule}"', 'f"/proc/{pid}/status"', 'f"{name}/{number}"'):
        assert not list(in_python(ast.parse(text), firsts)), text
