"""The rules of decisions and minutes (domain rules, section 7; F-45, F-46, F-56)."""

from cocommission.shared.rules.blockers import Rule

BMA = "BMA guidance for member practices and LMCs, November 2016"
_POLICY = "local policy"
RECALL = "Model terms of reference of NHS England, as remembered; to be confirmed"

PCC_11 = Rule(
    "PCC-11",
    "A member who was told to leave, or to discuss without a vote, does not vote on that item.",
    "G",
    "NHS England guidance on conflicts of interest, 28 June 2016; policies of CCGs",
)
PCC_15 = Rule(
    "PCC-15",
    "Minutes are final only when each declaration has its nature, its item, what was done and the evidence for it.",
    "R",
    "To be confirmed; National Audit Office 2015: in 14 of 75 cases the text was too thin to judge",
)
PCC_16 = Rule(
    "PCC-16",
    "A sub-group drafts and advises; it takes no decision. Its minutes go to the committee.",
    "G",
    "Eastern Cheshire CCG, October 2016",
)
PCC_17 = Rule(
    "PCC-17",
    "When votes are equal the chair has a casting vote, which is written down apart from the chair's own vote.",
    "R",
    RECALL,
    "D",
)
DEC_01 = Rule(
    "DEC-01",
    "A decision names the function that it exercises, and the CCG decides that function, alone or jointly, on that "
    "day.",
    "A",
    BMA,
)
DEC_02 = Rule(
    "DEC-02",
    "A function shared with NHS England is decided in a joint committee or in committees in common, with NHS England "
    "present.",
    "I",
    f"{_POLICY}, read from NHS Act 2006 s13Z: functions are exercised jointly",
)
DEC_03 = Rule(
    "DEC-03",
    "Between meetings the lay chair or vice chair and an executive may decide together what cannot wait, with the "
    "reason; the next meeting is asked to ratify it.",
    "I",
    _POLICY,
)
DEC_04 = Rule(
    "DEC-04",
    "A decision is never changed. It is corrected by a later decision that names it.",
    "I",
    _POLICY,
)
DEC_05 = Rule(
    "DEC-05",
    "A decision is taken while its item is being taken, once, by the voting members who are there.",
    "I",
    _POLICY,
)
DEC_06 = Rule(
    "DEC-06",
    "An interest that is declared after it arose is held against the decisions taken in between; what it would have "
    "touched is listed, and the Guardian is given the draft of a breach.",
    "I",
    _POLICY,
    "D",
    kept_by=("pccc.actions.late_declarations.recheck",),
)
DEC_07 = Rule(
    "DEC-07",
    "Minutes are approved by the committee at a later meeting before they are published.",
    "C",
    "Practice of CCGs",
)
RULES: tuple[Rule, ...] = (PCC_11, PCC_15, PCC_16, PCC_17, DEC_01, DEC_02, DEC_03, DEC_04, DEC_05, DEC_06, DEC_07)
