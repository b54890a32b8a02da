"""The rules of committees: who sits, who leads, who votes, what makes a quorum (F-40, F-41, F-42)."""

from cocommission.shared.rules.blockers import Rule

BMA = "BMA, Co-commissioning of primary care: model C"
CONFIRM = "To be confirmed against the guidance of June 2016; shown as local policy"

PCC_01 = Rule("PCC-01", "Model C needs an active primary care commissioning committee before go-live.", "A", BMA)
PCC_02 = Rule("PCC-02", "A lay member chairs the primary care commissioning committee.", "A", BMA)
PCC_03 = Rule(
    "PCC-03",
    "The vice chair of a primary care commissioning committee is lay. Joint committees are free in this.",
    "R",
    CONFIRM,
)
PCC_04 = Rule(
    "PCC-04",
    "The Audit Chair and the Conflicts of Interest Guardian do not chair the committee; as vice chair they need a "
    "recorded reason.",
    "R",
    CONFIRM,
)
PCC_05 = Rule(
    "PCC-05",
    "Lay and executive members together hold more than half of the votes.",
    "A",
    f"{BMA}; read as corrected",
)
PCC_06 = Rule(
    "PCC-06",
    "GPs never hold most of the votes. A local GP with a vote is warned about.",
    "R",
    f"{CONFIRM}; BMJ Open 2017, table 3, shows local GPs with a vote",
)
PCC_07 = Rule(
    "PCC-07",
    "Healthwatch and the Health and Wellbeing Board have a standing invitation and never a vote.",
    "A",
    BMA,
)
PCC_08 = Rule(
    "PCC-08",
    "A seat for the local medical committee is noted where it is missing; it carries no vote unless agreed.",
    "A",
    "GPC; Wiltshire joint committee",
    "W",
)
PCC_09 = Rule(
    "PCC-09",
    "A quorum is a set of counts of roles, worked out again for each item after withdrawals.",
    "I",
    "BMJ Open 2017, table 3; local policy",
)
PCC_10 = Rule(
    "PCC-10",
    "A quorum includes a majority of lay and executive members among those who may vote.",
    "R",
    CONFIRM,
)
JC_01 = Rule(
    "JC-01",
    "A joint committee has members of NHS England and of the CCG, and an agreement under section 13Z.",
    "L",
    "NHS Act 2006 s13Z",
)
JC_02 = Rule(
    "JC-02",
    "Committees in common are one record for each CCG, under one name.",
    "A",
    f"{BMA}; South East London",
    "W",
)
COM_01 = Rule(
    "COM-01",
    "A committee is set up, made active and ended, in this order. Nothing of it changes after it has ended.",
    "I",
    "Local policy of this service",
)
COM_02 = Rule(
    "COM-02",
    "A seat has one holder at a time and an office one person. An appointment says how it was made, and is ended with "
    "a date, never deleted.",
    "I",
    "Local policy of this service",
)
RULES: tuple[Rule, ...] = (
    PCC_01, PCC_02, PCC_03, PCC_04, PCC_05, PCC_06, PCC_07, PCC_08, PCC_09, PCC_10, JC_01, JC_02, COM_01, COM_02,
)  # fmt: skip
