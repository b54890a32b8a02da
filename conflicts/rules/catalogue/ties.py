"""Rules of ties between people and organisations."""

from cocommission.shared.rules.blockers import Rule

TIE_01 = Rule(
    "TIE-01",
    "A stake is followed in one direction: the organisation that holds it gains when the one that is held gains. "
    "Shareholders, members, parents, participants and subcontractors gain that way.",
    "I",
    "Inferred from NHS England's four types of interest: an interest is what a person could gain",
)
TIE_02 = Rule(
    "TIE-02",
    "Every tie has a first day and a source, and counts only while it is in force. It is ended with a date, never "
    "deleted.",
    "I",
    "Inferred from Annex A, template of 2016: date from, date to",
)
TIE_03 = Rule(
    "TIE-03",
    "Two entries of one organisation are joined, and can be parted again. Two ODS codes are two organisations.",
    "I",
    "Local policy of this service",
)
RULES = (TIE_01, TIE_02, TIE_03)
