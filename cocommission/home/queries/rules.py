"""The rule catalogues of all apps."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from cocommission.shared.rules.blockers import Rule

PLACES = (
    ("cocommission.shared.rules.catalogue", "Proof and records"),
    ("ccgs.rules.catalogue", "Organisations, people and constitutions"),
    ("votes.rules.catalogue", "Ballots and consultations"),
    ("conflicts.rules.catalogue", "Conflicts of interest and registers"),
    ("pccc.rules.catalogue", "Committees and decisions"),
    ("models_abc.rules.catalogue", "Models, applications and decisions"),
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules of one step of the process."""

    title: str
    rules: Sequence[Rule]


def catalogues() -> list[Catalogue]:
    """Every app's rules in the order of the process, those without any left out."""
    found = [Catalogue(title, tuple(import_module(place).RULES)) for place, title in PLACES]
    return [each for each in found if each.rules]


def rule_of(name: str) -> Rule | None:
    """The rule with this id, or None."""
    return next((rule for each in catalogues() for rule in each.rules if rule.id == name), None)
