"""The ladder of the conflict map as data: how strong a tie, for what kind of item, calls for what (MAP-02).

The chair's options are remembered from the guidance of 2016 and were not seen in its text: they are tagged R and
shown as to be confirmed. What the map says is a proposal; the chair decides.
"""

from dataclasses import dataclass

from conflicts.rules.natures import INDIRECT_FINANCIAL, INDIRECT_OTHER
from conflicts.terms.interests import InterestType
from pccc.terms.meetings import Handling, ItemKind

DECLARED_ONLY = "DECLARED_ONLY"
"""Declared at the meeting, with no tie that is known: the chair asks."""
BMA = "BMA guidance on co-commissioning, November 2016: GP members take no part in decisions about member practices"
LADDER_2016 = "Conflicts guidance of June 2016, the chair's options"
POLICY_2015 = "A CCG's conflicts policy of March 2015: acknowledge only, debate but not decide, or leave"
DECISION, DISCUSSION, INFORMATION = ItemKind.DECISION, ItemKind.DISCUSSION, ItemKind.INFORMATION


@dataclass(frozen=True, slots=True)
class Rung:
    """For a tie of this nature (a key of `conflicts.rules.natures.NATURES`) and this kind of item: what is proposed."""

    nature: str
    item_kind: str
    handling: Handling
    strength: str
    source: str


def _all_kinds(nature: str, decision: Handling, discussion: Handling, strength: str, source: str) -> tuple[Rung, ...]:
    return (
        Rung(nature, DECISION, decision, strength, source),
        Rung(nature, DISCUSSION, discussion, "C", POLICY_2015),
        Rung(nature, INFORMATION, Handling.DISCLOSE, "R", LADDER_2016),
    )


LADDER: tuple[Rung, ...] = (
    *_all_kinds(str(InterestType.FINANCIAL), Handling.LEAVE_ITEM, Handling.NO_VOTE, "A", BMA),
    *_all_kinds(INDIRECT_FINANCIAL, Handling.LEAVE_ITEM, Handling.NO_VOTE, "R", LADDER_2016),
    *_all_kinds(str(InterestType.PROFESSIONAL), Handling.LEAVE_DECISION, Handling.DISCLOSE, "R", LADDER_2016),
    *_all_kinds(str(InterestType.PERSONAL), Handling.LEAVE_DECISION, Handling.DISCLOSE, "R", LADDER_2016),
    *_all_kinds(INDIRECT_OTHER, Handling.NO_VOTE, Handling.DISCLOSE, "R", LADDER_2016),
    *_all_kinds(DECLARED_ONLY, Handling.DISCLOSE, Handling.DISCLOSE, "R", LADDER_2016),
)
"""One rung for each nature and kind of item; a test holds that none is missing."""

_RUNGS = {(rung.nature, str(rung.item_kind)): rung for rung in LADDER}
ORDER = {handling: step for step, handling in enumerate(Handling)}
"""How far each handling goes, from nothing to leaving without papers."""


def rung(nature: str, item_kind: str) -> Rung:
    """What the ladder says of a tie of this nature for an item of this kind."""
    return _RUNGS[(nature, str(item_kind))]


def furthest(handlings: list[Handling]) -> Handling:
    """The one that asks most; nothing where there is none."""
    return max(handlings, key=ORDER.__getitem__, default=Handling.NONE)
