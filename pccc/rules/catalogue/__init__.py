"""Every rule of this app, with its strength, source and dates (F-70); one file per part."""

from importlib import import_module
from pkgutil import iter_modules

from cocommission.shared.rules.blockers import Rule

RULES: tuple[Rule, ...] = tuple(
    rule for part in iter_modules(__path__) for rule in import_module(f"{__name__}.{part.name}").RULES
)
