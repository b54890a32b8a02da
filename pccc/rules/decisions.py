"""When a committee may decide an item, and what its votes come to (F-45, F-28; PCC-11, PCC-17, FUN-04, FUN-05)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cocommission.shared.rules.blockers import Blocker, Rule
from models_abc.terms import Function
from pccc.rules.authority import Authority
from pccc.rules.catalogue.decisions import BMA, DEC_03, DEC_04, DEC_05, RULES
from pccc.rules.quorum import Sitter
from pccc.terms.decisions import Choice, DecisionKind, Outcome
from pccc.terms.meetings import ItemKind, ItemState

_RULE = {rule.id: rule for rule in RULES}
SECRETARY = "Committee secretary"
CHAIR = "Chair of the meeting"


def _b(rule: Rule, missing: str, *, who: str = SECRETARY, field: str = "") -> Blocker:
    return Blocker(rule.id, missing, who, rule.source, rule.level if rule.level == "W" else "B", field)


@dataclass(frozen=True, slots=True)
class Scheme:
    """What is on file for a local incentive scheme: the LMC consultation, if any, and three texts."""

    consultation_closed: bool | None = None
    outcomes: str = ""
    inequalities: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The decision that a ratification or correction names."""

    number: int
    kind: str
    function: str
    same_committee: bool
    settled_by: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known when an item is to be decided. `quorum_missing` is empty when there is a quorum.

    `leading`: why whoever leads the meeting cannot lead this item (PCC-12). `must_leave`: who was ruled to leave and is
    still in the room; `not_ruled`: voters in the room whom the conflict map flags and on whom nobody ruled.
    """

    item_state: str
    item_functions: tuple[str, ...]
    decided_as: tuple[int, ...]
    authority: Authority
    quorum_met: bool
    quorum_missing: tuple[str, ...] = ()
    scheme: Scheme | None = None
    moves_contract: bool = False
    without_consent: tuple[str, ...] = ()
    kind: str = DecisionKind.MEETING
    earlier: Earlier | None = None
    item_kind: str = ItemKind.DECISION
    leading: tuple[Blocker, ...] = ()
    must_leave: tuple[str, ...] = ()
    not_ruled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """What the votes came to. `casting` is the chair's casting vote, or "" (PCC-17)."""

    for_: int
    against: int
    abstained: int
    casting: str
    outcome: str
    consensus: bool = False
    voters: int = 0

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the decision; `rows` is how many votes are on record."""
        cast = self.for_ + self.against + self.abstained + bool(self.casting)
        return {
            "for": self.for_,
            "against": self.against,
            "abstained": self.abstained,
            "casting": self.casting,
            "consensus": self.consensus,
            "voters": self.voters,
            "rows": 0 if self.consensus else cast,
        }


def voters(present: Iterable[Sitter]) -> list[Sitter]:
    """Those in the room who vote on the item: voting members whom no ruling keeps from it (PCC-11)."""
    return [sitter for sitter in present if sitter.voting and sitter.eligible]


def scheme_blockers(scheme: Scheme | None) -> list[Blocker]:
    """FUN-04: a local incentive scheme needs a closed LMC consultation and three statements before it is approved."""
    scheme = scheme or Scheme()
    wanted = (
        ("outcomes", scheme.outcomes, "Enter how the scheme improves outcomes."),
        ("inequalities", scheme.inequalities, "Enter how the scheme reduces inequalities."),
        ("value", scheme.value, "Enter how the scheme is value for money."),
    )
    found = []
    if scheme.consultation_closed is None:
        missing = "Consult the LMC about the local incentive scheme, and name that consultation here."
        found.append(Blocker("FUN-04", missing, "Governance officer", BMA, field="consultation"))
    elif not scheme.consultation_closed:
        missing = "The LMC consultation about the scheme has not closed yet. It must close before approval."
        found.append(Blocker("FUN-04", missing, "Governance officer", BMA, field="consultation"))
    found += [
        Blocker("FUN-04", missing, SECRETARY, BMA, field=name) for name, text, missing in wanted if not text.strip()
    ]
    return found


def consent_blockers(without_consent: Sequence[str]) -> list[Blocker]:
    """FUN-05: nobody is moved from a national to a local contract without the practice's own consent."""
    if not without_consent:
        return []
    names = ", ".join(without_consent)
    missing = f"No consent on file to leave the national contract: {names}. A practice cannot be compelled."
    return [Blocker("FUN-05", missing, "The practice's partners", BMA)]


def _earlier_blockers(facts: Facts) -> Iterable[Blocker]:
    later = facts.kind in (DecisionKind.RATIFICATION, DecisionKind.CORRECTION)
    if not later:
        return
    if facts.earlier is None or not facts.earlier.same_committee:
        yield _b(DEC_04, "Name the earlier decision of this committee.", field="earlier")
        return
    if facts.kind == DecisionKind.RATIFICATION and facts.earlier.kind != DecisionKind.URGENT:
        yield _b(
            DEC_03, "You can ratify only an urgent decision. Correct other decisions by a new one.", field="earlier"
        )
    if facts.earlier.function != facts.authority.function:
        yield _b(DEC_04, "Name the function of the earlier decision.", field="function")
    if facts.earlier.settled_by is not None:
        done = "ratified" if facts.kind == DecisionKind.RATIFICATION else "corrected"
        yield _b(
            DEC_04,
            f"Decision {facts.earlier.number} was already {done} by decision {facts.earlier.settled_by}. "
            "Name that one instead.",
            field="earlier",
        )


def _room_warnings(facts: Facts) -> Iterable[Blocker]:
    """What to see to before the vote; minutes ask for it later (PCC-15, BRE-05)."""
    for name in facts.must_leave:
        missing = f"{name} must leave by the chair's decision and is still in the room. Record when they left."
        yield Blocker("PCC-11", missing, SECRETARY, _RULE["PCC-11"].source, "W")
    for name in facts.not_ruled:
        missing = (
            f"{name} is flagged by the conflict map, may vote, and the chair has not decided. Ask the chair first."
        )
        yield Blocker("PCC-11", missing, CHAIR, _RULE["PCC-11"].source, "W")


def deciding_blockers(facts: Facts) -> list[Blocker]:
    """Why the item cannot be decided now (B), whatever the votes, and what to see to first (W)."""
    found: list[Blocker] = []
    if facts.item_kind != ItemKind.DECISION:
        words = str(ItemKind(facts.item_kind).label).lower()
        missing = (
            f"The agenda lists this item {words}, and conflicts of interest were looked at for that. Add "
            f"it to an agenda as an item for decision."
        )
        found.append(_b(DEC_05, missing))
    if facts.item_state == ItemState.LISTED:
        found.append(_b(DEC_05, "Start the item first."))
    elif facts.item_state != ItemState.TAKEN:
        found.append(_b(DEC_05, "The item is finished. Add a new item to an agenda to decide it again or correct it."))
    if facts.decided_as:
        numbers = ", ".join(str(number) for number in facts.decided_as)
        found.append(_b(DEC_05, f"This was decided already: decision {numbers}. It is corrected by a later one."))
    if facts.item_functions and facts.authority.function not in facts.item_functions:
        missing = "The agenda names other functions for this item, and conflicts were looked at for those."
        found.append(_b(DEC_05, missing, field="function"))
    found += facts.authority.blockers
    found += _earlier_blockers(facts)
    if not facts.quorum_met:
        words = " ".join(facts.quorum_missing) or "The quorum is not met."
        missing = f"There is no quorum for this item. {words} Choose what the terms of reference allow instead."
        found.append(Blocker("PCC-09", missing, CHAIR, "BMJ Open 2017, table 3; local terms of reference"))
    return [*found, *facts.leading, *_room_warnings(facts)]


def approving_blockers(facts: Facts) -> list[Blocker]:
    """What an approval needs beyond the vote (FUN-04, FUN-05). A refusal of the proposal needs none of it."""
    found: list[Blocker] = []
    if facts.authority.function == Function.INCENTIVE_SCHEMES:
        found += scheme_blockers(facts.scheme)
    if facts.moves_contract:
        found += consent_blockers(facts.without_consent)
    return found


def vote_blockers(votes: Mapping[int, str], present: Sequence[Sitter]) -> list[Blocker]:
    """Votes of people who may not vote on this item, and voters whose vote is not written down (PCC-11, DEC-05)."""
    here = {sitter.person_id: sitter for sitter in present}
    found = []
    for person_id in votes:
        sitter = here.get(person_id)
        if sitter is None:
            found.append(_b(DEC_05, "A person who is not in the room for this item cannot vote on it."))
        elif not sitter.voting:
            found.append(_b(DEC_05, f"{sitter.name} has no vote on this committee.", field=f"vote_{person_id}"))
        elif not sitter.eligible:
            missing = f"{sitter.name} cannot vote on this item. The chair decided so."
            found.append(_b(_RULE["PCC-11"], missing, who=CHAIR, field=f"vote_{person_id}"))
    for sitter in voters(present):
        if sitter.person_id not in votes:
            missing = f"Enter how {sitter.name} voted. If they did not vote, enter abstained."
            found.append(_b(DEC_05, missing, field=f"vote_{sitter.person_id}"))
    return found


def count_votes(
    votes: Mapping[int, str], *, casting: str, chair: Sitter | None, casting_allowed: bool
) -> Count | list[Blocker]:
    """Counts named votes: more for than against is agreed, fewer is not. Abstentions count on neither side.

    "Simple majority of those present" (model terms of reference, as remembered) is read as a majority of votes for
    and against. When they are equal the chair's `casting` vote decides, where the terms of reference give one and the
    chair may vote on the item; without one the proposal falls (PCC-17). Gives blockers where a casting vote is
    missing or out of place.
    """
    for_ = sum(choice == Choice.FOR for choice in votes.values())
    against = sum(choice == Choice.AGAINST for choice in votes.values())
    abstained = len(votes) - for_ - against
    if not votes:
        return [_b(DEC_05, "There is nobody in the room who can vote on this item.", who=CHAIR)]
    tie = for_ == against
    may_cast = casting_allowed and chair is not None and chair.voting and chair.eligible
    if casting and not tie:
        return [_b(_RULE["PCC-17"], "The votes are not equal. Remove the casting vote.", who=CHAIR, field="casting")]
    if casting and not may_cast:
        missing = "There is no casting vote here: the terms of reference give none, or the chair may not vote on it."
        return [_b(_RULE["PCC-17"], missing, who=CHAIR, field="casting")]
    if casting and casting not in (Choice.FOR, Choice.AGAINST):
        return [_b(_RULE["PCC-17"], "A casting vote is for or against.", who=CHAIR, field="casting")]
    if tie and may_cast and not casting:
        missing = f"The votes are equal, {for_} to {against}. Enter the chair's casting vote."
        return [_b(_RULE["PCC-17"], missing, who=CHAIR, field="casting")]
    carried = casting == Choice.FOR if tie else for_ > against
    return Count(for_, against, abstained, casting, Outcome.CARRIED if carried else Outcome.LOST, voters=len(votes))


def count_consensus(present: Sequence[Sitter]) -> Count | list[Blocker]:
    """Agreed without a vote by all who may vote on it."""
    able = voters(present)
    if not able:
        return [_b(DEC_05, "There is nobody in the room who can vote on this item.", who=CHAIR)]
    return Count(0, 0, 0, "", Outcome.CARRIED, consensus=True, voters=len(able))
