"""Rules of procurement decisions."""

from cocommission.shared.rules.blockers import Rule
from conflicts.rules.checklist import SOURCE as CHECKLIST
from conflicts.rules.procurement import REGISTER, REGULATION_6, REGULATIONS

RULES = (
    Rule(
        "PRO-01",
        "The register of procurement decisions shows the decision, who took part, their conflicts and how they were "
        "handled.",
        "G",
        REGISTER,
    ),
    Rule(
        "PRO-02",
        "For every contract awarded: the provider and its address, the service, the total amount or what is payable, "
        "start and end, and the process of selection.",
        "L",
        REGULATIONS,
    ),
    Rule("PRO-03", "No contract is awarded while a conflict is linked that nobody handled.", "L", REGULATION_6),
    Rule(
        "PRO-04",
        "Where a GP practice, a GP consortium or a body that GPs own may win, the checklist of the route is answered "
        "before the decision.",
        "G",
        CHECKLIST,
    ),
    Rule(
        "PRO-05",
        "A contract with a multispecialty community provider or accountable care organisation is advertised if "
        "it is worth more than £589,148 "
        "over its life. It is advertised in the Official Journal and on Contracts Finder.",
        "G",
        "NHS England, MCP emerging care model, 2016",
    ),
)
