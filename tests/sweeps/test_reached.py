"""Whatever the product has is reached from where it starts: pages, sweeps, tasks, commands, the API (scripts/reach).

So a rule that is listed is asked by something that runs, and no test proves what nobody calls.
"""

import ast
import re
import sys
from dataclasses import replace
from fnmatch import fnmatch
from functools import cache
from types import ModuleType

import pytest
from django.db import connection
from jinja2 import nodes

from cocommission.shared.queries.rules import catalogues
from scripts.reach.rules import asked
from scripts.reach.units import Module, add_statements
from scripts.reach.walk import is_reached, template_names, template_trees, unreached, walk, walked
from tests.sweeps.test_docs import NAMES

RULES = [rule for catalogue in catalogues() for rule in catalogue.rules]
ALLOWED: dict[str, str] = {}
"""Parts that may be unreached, each with its reason."""
OF_LIBRARIES = ("account/", "allauth/", "mfa/", "socialaccount/")
"""Folders of templates that allauth looks for by itself."""
KEEPERS = {
    "trigger": "SELECT count(*) FROM pg_trigger WHERE tgname = %s AND tgenabled <> 'D'",
    "constraint": "SELECT count(*) FROM pg_constraint WHERE conname = %s AND convalidated",
}
PLANTED = '''
from cocommission.shared.rules.blockers import Blocker

LIMIT = 3

class Facts:
    def enough(self):
        return LIMIT

def planted(facts: Facts):
    """A rule (ZZZ-98), see there."""
    return [] if facts.enough() else [Blocker("ZZZ-99", "Too few.", "Nobody")]
'''
CALLERS = {
    "by_name": "from votes.rules.by_name import planted, Facts\ndef ballot_list(): planted(Facts())",
    "by_module": "from votes.rules import by_module as rule\ndef ballot_new(): rule.planted(rule.Facts())",
    "inside": "def ballot_roll():\n    from votes.rules.inside import Facts, planted\n    planted(Facts())",
    "by_orphan": "from votes.rules.by_orphan import planted as other, Facts as F\ndef orphan(): other(F())",
}
"""How a planted rule is called from the pages of ballots; no page calls the last caller."""


@cache
def asked_now() -> dict[str, set[str]]:
    """Each rule with the reached parts that name it."""
    return asked(walked())


@pytest.fixture
def planted(monkeypatch):
    """The walk over the product with a rule planted for each caller, and in `by_nobody`, which has none."""
    parts = dict(walked().modules)
    pages = parts["votes.views.ballots"]
    parts[pages.name] = replace(pages, units=dict(pages.units), imports=dict(pages.imports))
    for name in (*CALLERS, "by_nobody"):
        full = f"votes.rules.{name}"
        monkeypatch.setitem(sys.modules, full, ModuleType(full))
        parts[full] = Module(full, pages.path, is_package=False)
        add_statements(parts[full], ast.parse(PLANTED).body)
        add_statements(parts[pages.name], ast.parse(CALLERS.get(name, "")).body)
    return walk(parts)


def test_everything_is_reached():
    names = {unit.id for unit in unreached(walked())}
    assert sorted(names - ALLOWED.keys()) == [], "only tests call it: remove it, or call it"
    assert sorted(ALLOWED.keys() - names) == [], "it is reached, or gone: remove its entry"


def test_most_of_the_product_is_walked():
    assert len(walked().reached) > 4000


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_asked(rule, db):
    named = asked_now().get(rule.id, set())
    assert bool(named) != bool(rule.kept_by), f"named in {sorted(named)}; kept by {rule.kept_by}: exactly one of them"
    for keeper in rule.kept_by:
        kind, _, name = keeper.rpartition(" ")
        if kind:
            with connection.cursor() as cursor:
                cursor.execute(KEEPERS[kind], [name])
                assert cursor.fetchone()[0], keeper
        else:
            assert is_reached(walked(), name), keeper


def test_what_nobody_calls_is_found_with_all_that_it_needs(planted):
    whole = {"LIMIT", "Facts", "Facts.enough", "planted"}
    missed: dict[str, set[str]] = {}
    for unit in unreached(planted):
        missed.setdefault(unit.module, set()).add(unit.name)
    assert missed["votes.rules.by_nobody"] == whole
    assert missed["votes.rules.by_orphan"] == whole
    assert missed["votes.views.ballots"] == {"orphan"}
    assert missed.keys().isdisjoint({"votes.rules.by_name", "votes.rules.by_module", "votes.rules.inside"})


def test_a_rule_is_asked_only_where_it_is_reached_and_a_docstring_asks_nothing(planted):
    found = asked(planted)
    assert found["ZZZ-99"] == {f"votes.rules.{name}:planted" for name in ("by_name", "by_module", "inside")}
    assert "ZZZ-98" not in found


@pytest.mark.parametrize("name", [name for name in NAMES if name.partition(".")[2][:1].islower()])
def test_the_product_runs_what_the_documents_name(name):
    """A word of the glossary points at code that pages, sweeps or commands reach, never at what only tests call."""
    assert is_reached(walked(), re.sub(r"^shared\.", "cocommission.shared.", name))


def test_every_template_and_every_macro_is_used():
    trees = template_trees()
    strings = {
        string for module in walked().modules.values() for unit in module.units.values() for string in unit.strings
    }
    named = strings | template_names()
    made_up = [string for string in named if re.search(r"\*.*\.jinja$", string)]
    unnamed = {name for name in trees if name not in named and not any(fnmatch(name, one) for one in made_up)}
    assert sorted(name for name in unnamed if not name.startswith(OF_LIBRARIES)) == []
    called = {
        node.node.name if isinstance(node.node, nodes.Name) else getattr(node.node, "attr", "")
        for tree in trees.values()
        for node in tree.find_all(nodes.Call)
    }
    macros = {(name, macro.name) for name, tree in trees.items() for macro in tree.find_all(nodes.Macro)}
    assert sorted(each for each in macros if each[1] not in called | strings) == []
