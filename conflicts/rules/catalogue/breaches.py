"""Rules of breaches."""

from cocommission.shared.rules.blockers import DEADLINE, Rule
from conflicts.rules.breaches import EASTERN_CHESHIRE, HEMPSONS

RULES = (
    Rule(
        "BRE-01",
        "A published breach is anonymous: a text with the name of a person of the CCG, of a declarant or of the "
        "reporter is not published.",
        "G",
        HEMPSONS,
    ),
    Rule(
        "BRE-02",
        "The public page of breaches has every quarter, also those without a breach.",
        "C",
        "Croydon CCG; Warrington CCG",
        DEADLINE,
    ),
    Rule(
        "BRE-03",
        "An investigation under the Guardian begins within 2 days of the report.",
        "C",
        "Croydon CCG 2019",
        DEADLINE,
    ),
    Rule("BRE-04", "The person who reported a breach does not investigate it.", "G", EASTERN_CHESHIRE),
)
