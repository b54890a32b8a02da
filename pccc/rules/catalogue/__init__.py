"""Every rule of this app, with its strength, source and dates (F-70); one file per part."""

from cocommission.shared.rules.blockers import Rule
from pccc.rules.catalogue import committees

RULES: tuple[Rule, ...] = (*committees.RULES,)
