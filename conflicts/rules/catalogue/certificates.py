"""Rules of self-certification."""

from cocommission.shared.rules.blockers import Rule

CER_01 = Rule(
    "CER-01",
    "A self-certification is filled from the record. Where the CCG departs from the guidance, it explains why and what "
    "it does instead.",
    "C",
    "Bury CCG 2017, clause 5.1; comply or explain: Eastern Cheshire CCG 2016",
)
CER_02 = Rule(
    "CER-02",
    "The Accountable Officer and the Audit Chair attest a return before it is sent. A return that was sent is not "
    "changed.",
    "R",
    "Bury CCG 2017, clause 5.1; who attests is to be confirmed",
)
RULES = (CER_01, CER_02)
