"""Each row of an act names a rule that is on the page of rules."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

from cocommission.shared.queries.rules import catalogues
from cocommission.shared.rules.acts import Act

APPS = ("ccgs", "votes", "conflicts", "pccc", "models_abc")
LISTED = {rule.id for catalogue in catalogues() for rule in catalogue.rules}


def rows(app):
    """Every row of an app: `module.NAME` or, in a dict, `module.NAME[key]`, with the act."""
    rules = import_module(f"{app}.rules")
    for found in walk_packages(rules.__path__, f"{rules.__name__}."):
        for name, value in vars(import_module(found.name)).items():
            if isinstance(value, Act):
                yield f"{found.name}.{name}", value
            elif isinstance(value, dict):
                yield from ((f"{found.name}.{name}[{key}]", act) for key, act in value.items() if isinstance(act, Act))


@pytest.mark.parametrize("app", APPS)
def test_every_row_names_a_rule_of_the_catalogue_and_its_source(app):
    found = dict(rows(app))
    assert found, "the app has no rows"
    assert [f"{name} names {act.rule or 'no rule'}" for name, act in found.items() if act.rule not in LISTED] == []
    assert [name for name, act in found.items() if not act.source] == []
