"""The demonstration is built by what a person can do: the actions that pages call, each by somebody who may."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DEMONSTRATION = sorted((ROOT / "cocommission" / "demo").rglob("*.py"))
PAGES = [*ROOT.glob("*/views/**/*.py"), *ROOT.glob("cocommission/*/views/**/*.py")]
WRITES = {
    "create", "create_user", "create_superuser", "get_or_create", "update_or_create", "bulk_create", "update",
    "bulk_update", "save", "record", "delete", "execute",
}  # fmt: skip
NOT_BY_HAND = {
    "clock.py: execute": "the clock of the past, which is no act of a person",
    "load.py: execute": "ANALYZE, which autovacuum would do",
    "load_demo.py: execute": "an older demonstration makes way for one of today",
    "load.py: create_user": "the first data steward, whom `manage.py createsuperuser` makes elsewhere",
    "load.py: update": "the outbox of the past counts as sent, since nobody there has a mailbox",
    "sign_ins.py: create": "the list of the sign-in page, which only a demonstration has",
}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def writes(tree: ast.AST) -> set[str]:
    """Methods called there that write rows past the actions."""
    named = {each.func.attr for each in calls(tree) if isinstance(each.func, ast.Attribute)}
    return named & WRITES


def by_nobody(tree: ast.AST) -> list[int]:
    """Lines with a call that names nobody who acts."""
    given = [(each.lineno, word) for each in calls(tree) for word in each.keywords if word.arg == "by"]
    return [line for line, word in given if isinstance(word.value, ast.Constant) and word.value.value is None]


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Module and name of everything that is imported by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"))


def test_it_calls_only_actions_that_a_page_calls() -> None:
    offered = {name for path in PAGES for module, name in imported(parsed(path)) if ".actions." in module}
    called = {name for path in DEMONSTRATION for module, name in imported(parsed(path)) if ".actions." in module}
    assert len(offered) > 100
    assert len(called) > 40
    assert called - offered == set()


def test_it_writes_nothing_past_the_actions() -> None:
    found = {f"{path.name}: {method}" for path in DEMONSTRATION for method in writes(parsed(path))}
    assert found == set(NOT_BY_HAND)


def test_somebody_does_each_of_its_acts() -> None:
    assert [f"{path.name}:{line}" for path in DEMONSTRATION for line in by_nobody(parsed(path))] == []


@pytest.mark.parametrize(
    ("text", "written", "nobody"),
    [
        ("open_ballot(ballot=row, by=officer)", set(), []),
        ("open_ballot(ballot=row, by=None)", set(), [1]),
        ("Ballot.objects.create(title='x')\nrow.save()", {"create", "save"}, []),
    ],
)
def test_a_step_past_the_rights_is_found(text: str, written: set[str], nobody: list[int]) -> None:
    tree = ast.parse(text)
    assert (writes(tree), by_nobody(tree)) == (written, nobody)
