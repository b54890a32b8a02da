"""Every rule that this app checks, and where each comes from."""

from cocommission.shared.rules.blockers import Rule
from conflicts.rules import catalogue as conflicts
from models_abc.rules.catalogue.applications import APPLICATION_RULES
from models_abc.rules.catalogue.rounds import ARRANGEMENT_RULES, FUNCTION_RULES, ROUND_RULES
from pccc.rules import catalogue as pccc

RULES: tuple[Rule, ...] = (*FUNCTION_RULES, *ROUND_RULES, *APPLICATION_RULES, *ARRANGEMENT_RULES)

# Rules kept by the apps below that a proof of readiness quotes.
_QUOTED = {
    "CON-01": "NHS Act 2006 Schedule 1A",
    "CON-02": "NHS Act 2006 section 14E; CCG constitutions",
    "CON-05": "local policy, from the 14 to 23 weeks that earlier approvals took",
    "LMC-04": "local policy",
    "LMC-05": "local policy",
    "VOT-04": "practice of CCGs (Surrey Downs 2019)",
    "VOT-06": "practice of CCGs (Medway 2015, North West London 2020)",
    "VOT-09": "practice of CCGs (Ealing 2017, Cheshire 2019)",
}
_BELOW = (*conflicts.RULES, *pccc.RULES)
_SOURCES = {rule.id: rule.source for rule in (*_BELOW, *RULES)} | _QUOTED


def source_of(rule: str) -> str:
    """Where the rule with this id comes from, in words for a page."""
    return _SOURCES.get(rule, "")
