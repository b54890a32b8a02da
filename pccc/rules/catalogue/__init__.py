"""Every rule of this app, with its strength, source and dates (F-70); one file per part."""

from cocommission.shared.rules.blockers import Rule

RULES: tuple[Rule, ...] = ()
