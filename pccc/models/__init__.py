"""Records of committees, one file per noun."""

from .committees import Committee, Invitation, Membership, Seat, TermsOfReference
from .decisions import Decision, DecisionVote, LateFinding, Minutes, PracticeConsent, SchemeStatement
from .meetings import (
    AgendaItem,
    Attendance,
    ItemPaper,
    ItemRemedy,
    Meeting,
    MeetingDeclaration,
    Movement,
    Ruling,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Committee",
    "Decision",
    "DecisionVote",
    "Invitation",
    "ItemPaper",
    "ItemRemedy",
    "LateFinding",
    "Meeting",
    "MeetingDeclaration",
    "Membership",
    "Minutes",
    "Movement",
    "PracticeConsent",
    "Ruling",
    "SchemeStatement",
    "Seat",
    "TermsOfReference",
]
