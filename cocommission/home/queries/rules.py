"""The rule catalogues of all apps."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from cocommission.shared.rules.blockers import Rule

PLACES = (
    ("cocommission.shared.rules.catalogue", "Proof and records"),
    ("ccgs.rules.catalogue", "Organisations, people and constitutions"),
    ("votes.rules.catalogue", "Ballots and consultations"),
    ("models_abc.rules.catalogue", "Models, applications and decisions"),
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules of one step of the process."""

    title: str
    rules: Sequence[Rule]


def catalogues() -> list[Catalogue]:
    """Every app's rules in the order of the process, those without any left out."""
    found = []
    for place, title in PLACES:
        package = place.rpartition(".")[0]
        if find_spec(package) and find_spec(place):
            found.append(Catalogue(title, tuple(import_module(place).RULES)))
    return [each for each in found if each.rules]


def rule_of(name: str) -> Rule | None:
    """The rule with this id, or None."""
    return next((rule for each in catalogues() for rule in each.rules if rule.id == name), None)
