"""The rule catalogues of all apps."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps

from cocommission.shared.rules.blockers import Rule


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules of one step of the process."""

    title: str
    rules: Sequence[Rule]


def catalogues() -> list[Catalogue]:
    """The rules of each app that has a `rules_title`, in the order of the process; an app without rules is left out."""
    listed = []
    for app in apps.get_app_configs():
        if title := getattr(app, "rules_title", ""):
            listed.append(Catalogue(title, tuple(import_module(f"{app.name}.rules.catalogue").RULES)))
    return [each for each in listed if each.rules]


def rule_of(name: str) -> Rule | None:
    """The rule with this id, or None."""
    return next((rule for each in catalogues() for rule in each.rules if rule.id == name), None)
