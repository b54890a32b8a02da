"""Which rules the parts that the product reaches ask."""

import re
from collections import defaultdict

from scripts.reach.units import Unit
from scripts.reach.walk import Walk

ID = re.compile(r"[A-Z]{2,4}-\d{2}")
SHOWS = re.compile(r"(^|\.)(views|forms|todo\w*|demo|migrations|catalogue)(\.|$)")
"""Modules that show a rule or list it; naming one there asks nothing."""


def asked(walk: Walk) -> dict[str, set[str]]:
    """Each id of a rule with the reached parts that name it: as a word of their code, or by its row."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in walk.modules.values():
        if SHOWS.search(module.name):
            continue
        for unit in module.units.values():
            if unit.id in walk.reached and unit.kind != "body":
                for rule in named(walk, unit):
                    found[rule].add(unit.id)
    return dict(found)


def named(walk: Walk, unit: Unit) -> set[str]:
    """The ids that one part names."""
    rules = {string for string in unit.strings if ID.fullmatch(string)}
    for names in unit.names:
        meant = walk.meaning(unit, names)[0]
        if isinstance(meant, Unit) and meant.kind == "constant" and len(meant.lists) == 1:
            rules |= meant.lists
    return rules
