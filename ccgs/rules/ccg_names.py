"""The name of a CCG (GOV-08)."""

import re

from ccgs.rules.catalogue import RULES
from cocommission.shared.rules.blockers import Blocker

_RULE = next(rule for rule in RULES if rule.id == "GOV-08")
_LAWFUL = re.compile(r"NHS +\S.*\S +(CCG|CLINICAL COMMISSIONING GROUP)", re.IGNORECASE)


def name_blockers(name: str) -> list[Blocker]:
    """A warning unless the name reads "NHS, an area, Clinical Commissioning Group"; the public files shorten it to CCG.

    Whether the area is named fairly is for people to judge.
    """
    if _LAWFUL.fullmatch(name.strip()):
        return []
    words = f"The name “{name}” should begin with “NHS”, name the area and end with “Clinical Commissioning Group”."
    return [Blocker("GOV-08", words, "Governance officer", _RULE.source, _RULE.level)]
