"""Rules of meetings and of an item in session (F-43)."""

from cocommission.shared.rules.blockers import Rule

PCC_14 = Rule(
    "PCC-14",
    "An item is taken in private only with a reason, and the reason is public.",
    "R",
    "Recalled from the 2016 guidance: meetings in public unless prejudicial to the public interest",
    "B",
)
MTG_01 = Rule(
    "MTG-01",
    "The agenda is public as many days before the meeting as the terms of reference say, or there is a reason.",
    "C",
    "Terms of reference of the committee; Halton and Bury CCGs publish theirs",
    "B",
)
MTG_02 = Rule(
    "MTG-02",
    "A meeting is published, opened and closed in this order; what is published stays, what is closed changes no more.",
    "I",
    "Local policy of this service",
    "B",
)
PCC_12 = Rule(
    "PCC-12",
    "A chair with a conflict in an item hands over to the vice chair or another member without one.",
    "R",
    "Recalled from the 2016 guidance: if the chair is conflicted, the deputy or another unconflicted member chairs",
    "B",
)
PCC_13 = Rule(
    "PCC-13",
    "The papers of an item are hidden from a member who must not have them.",
    "R",
    "Recalled from the 2016 guidance: the strictest of the ways to manage a conflict",
    "B",
)
PCC_18 = Rule(
    "PCC-18",
    "An item without a quorum is deferred, referred, put to a panel or taken with a temporary member, as the terms "
    "of reference allow; the choice is recorded.",
    "C",
    "Practice of CCGs (a conflicts panel, 2015); other options recalled from the 2016 guidance",
    "B",
)
BRE_05 = Rule(
    "BRE-05",
    "An interest on the register that touches an item is declared at the meeting too. If it was not, a draft "
    "breach is opened, and the chair must decide before the minutes are final.",
    "C",
    "Tameside and Glossop CCG, January 2017",
    "W",
)
RULES = (BRE_05, PCC_12, PCC_13, PCC_14, PCC_18, MTG_01, MTG_02)
