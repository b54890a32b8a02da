"""Rules of an item in session: who leads (PCC-12), who reads (PCC-13), what is done without a quorum (PCC-18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.rules.names import in_sentence
from pccc.rules.meetings import blocker
from pccc.terms import MAY_VOTE, Handling, ItemKind, ItemState, Remedy

CHAIR = "Chair"


@dataclass(frozen=True, slots=True)
class Leader:
    """A person who leads, or is to lead, an item: `ruled` is the latest ruling on them, None where there is none.

    `proposed` is the answer of the conflict map. For whoever leads it counts until somebody else has ruled.
    """

    name: str
    here: bool
    sits: bool = True
    ruled: str | None = None
    proposed: str = Handling.NONE

    @property
    def handling(self) -> str:
        """What counts for them."""
        return self.proposed if self.ruled is None else self.ruled

    @property
    def conflicted(self) -> bool:
        """Whether they may not lead this item (PCC-12)."""
        return self.handling not in MAY_VOTE


def leader_blockers(leader: Leader | None) -> list[Blocker]:
    """Why this person cannot lead the item (PCC-12). None: nobody leads the meeting."""
    if leader is None:
        return [
            blocker("PCC-12", "There is nobody in the chair. Record who takes the chair.", who=CHAIR, field="person")
        ]
    found = []
    if not leader.here:
        found.append(
            blocker(
                "PCC-12",
                f"{leader.name} is not in the room. Another member takes the chair.",
                who=CHAIR,
                field="person",
            )
        )
    elif not leader.sits:
        found.append(blocker("PCC-12", f"{leader.name} is not a member of this committee.", who=CHAIR, field="person"))
    if leader.conflicted:
        how = "must" if leader.ruled is not None else "is flagged by the conflict map with"
        words = in_sentence(Handling(leader.handling).label)
        found.append(
            blocker(
                "PCC-12",
                f"{leader.name} {how} “{words}” for this item and cannot lead it. The vice chair or another member "
                "without a conflict takes the chair for it.",
                who=CHAIR,
                field="person",
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Taking:
    """What is known when an item is to be taken."""

    kind: str
    state: str
    quorum_met: bool
    quorum_missing: tuple[str, ...]
    leader: Leader | None
    other_open: str = ""
    must_leave: tuple[str, ...] = ()
    not_ruled: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()


def taking_blockers(taking: Taking) -> list[Blocker]:
    """Why an item cannot be taken (B) and what to see to first (W): PCC-12, PCC-09 for decisions."""
    found = []
    if taking.state != ItemState.LISTED:
        found.append(blocker("PCC-18", "The item is no longer waiting on the agenda."))
    if taking.other_open:
        found.append(blocker("PCC-18", f"Finish item {taking.other_open} first."))
    found += leader_blockers(taking.leader)
    if not taking.quorum_met:
        decides = taking.kind == ItemKind.DECISION
        missing = " ".join(taking.quorum_missing)
        words = "Choose what to do with the item instead." if decides else "You can discuss the item but not decide it."
        found.append(
            blocker("PCC-09", f"There is no quorum for this item. {missing} {words}", level="B" if decides else "W")
        )
    for name in taking.must_leave:
        found.append(blocker("PCC-13", f"{name} must leave before this item. Record when they went.", level="W"))
    for name in taking.not_ruled:
        found.append(
            blocker(
                "PCC-12", f"{name} is flagged by the conflict map and the chair has not decided.", who=CHAIR, level="W"
            )
        )
    if taking.not_asked:
        names = ", ".join(taking.not_asked)
        found.append(
            blocker(
                "PCC-12", f"Not asked yet for a declaration at this meeting: {names}.", level="W", field="declarations"
            )
        )
    return found


def finishing_blockers(
    *, kind: str, state: str, quorum_met: bool, quorum_missing: Sequence[str], decisions: int, notes: str
) -> list[Blocker]:
    """Why an item cannot be ended: for decision, it has a decision, a remedy (PCC-18) or a reason in the notes."""
    if state != ItemState.TAKEN:
        return [blocker("PCC-18", "Only an item that is being taken can be ended.")]
    if kind != ItemKind.DECISION or decisions:
        return []
    if not quorum_met:
        missing = " ".join(quorum_missing)
        return [blocker("PCC-18", f"The quorum for this item is lost. {missing} Choose what to do with it instead.")]
    if not notes.strip():
        return [
            blocker("PCC-18", "No decision is recorded. Record it first, or write why none was taken.", field="notes")
        ]
    return []


def remedies_offered(allowed: Iterable[str]) -> list[Remedy]:
    """The remedies that the terms of reference allow. Where they name none the item can only be deferred."""
    names = set(allowed)
    return [remedy for remedy in Remedy if remedy.value in names] or [Remedy.DEFER]


def remedy_blockers(
    remedy: str, *, allowed: Iterable[str], state: str, quorum_met: bool, restored: bool | None, reason: str
) -> list[Blocker]:
    """Why a remedy cannot be chosen for an item (PCC-18). `restored`: whether the temporary member brings a quorum."""
    found = []
    offered = remedies_offered(allowed)
    if state not in (ItemState.LISTED, ItemState.TAKEN):
        found.append(blocker("PCC-18", "The item is finished."))
    if quorum_met:
        found.append(blocker("PCC-18", "The item has a quorum. You do not need another way to handle it."))
    if remedy not in offered:
        named = ", ".join(str(one.label).lower() for one in offered) or "none"
        found.append(
            blocker("PCC-18", f"The terms of reference do not allow this. They allow: {named}.", field="remedy")
        )
    if not reason.strip():
        found.append(blocker("PCC-18", "Enter why you chose this.", field="reason"))
    if remedy == Remedy.TEMPORARY_MEMBER and restored is False:
        found.append(
            blocker("PCC-18", "The quorum is not met with this temporary member either.", field="temporary_member")
        )
    return found
