"""The conflict map: one item, one member, what is proposed, which paths explain it, and why not (F-44, MAP-01).

Plain Python: facts and ties in, a proposal out. The chair decides; see `pccc.rules.rulings`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conflicts.rules.paths import NOWHERE, WITHHELD, Finder, Path
from conflicts.terms.interests import InterestType
from models_abc.terms import Function
from pccc.rules.ladder import DECLARED_ONLY, ORDER, Rung, furthest, rung
from pccc.terms.committees import SeatRole
from pccc.terms.meetings import Handling

EVERY_PRACTICE = frozenset({Function.INCENTIVE_SCHEMES})
"""Functions that touch every member practice whether or not the agenda says so."""
SEATS_OF_PRACTICES = frozenset({SeatRole.LOCAL_GP, SeatRole.PRACTICE_MANAGER})
"""Seats whose holder works in a member practice, so that they gain even where nobody recorded which one."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One agenda item. `targets`: the organisations it affects; `practices`: those of the member practices."""

    number: int
    kind: str
    functions: tuple[str, ...]
    affects_all: bool
    affected: tuple[int, ...]
    practices: tuple[int, ...] = ()

    @property
    def every_practice(self) -> bool:
        """Whether it affects every member practice: because the agenda says so, or by the function exercised."""
        return self.affects_all or bool(EVERY_PRACTICE & set(self.functions))

    @property
    def targets(self) -> tuple[int, ...]:
        """Every organisation that gains or loses by it."""
        return (*self.affected, *self.practices) if self.every_practice else self.affected


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Somebody who sits there. `declared`: what they declared for this item at the meeting itself."""

    person_id: int
    name: str
    role: str
    title: str = ""
    voting: bool = True
    office: str = ""
    deputy: bool = False
    declared: tuple[str, ...] = ()

    @property
    def position(self) -> str:
        """As what they sit there."""
        return self.title or str(SeatRole(self.role).label)


@dataclass(frozen=True, slots=True)
class Reason:
    """One path with the rung of the ladder that it stands on."""

    words: str
    steps: tuple[str, ...]
    nature: str
    source: str
    rung: Rung
    interest: int | None = None
    withheld: bool = False

    def shown(self, *, everything: bool) -> str:
        """The path for a reader who may, or may not, see what is kept off the register."""
        return f"member -> {WITHHELD}" if self.withheld and not everything else self.words


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one member and one item. `why_not` is empty unless nothing is proposed."""

    handling: Handling
    reasons: tuple[Reason, ...] = ()
    why_not: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def flagged(self) -> bool:
        """Whether there is anything to handle."""
        return self.handling != Handling.NONE

    @property
    def registered(self) -> tuple[Reason, ...]:
        """The paths that begin with an interest on the register."""
        return tuple(reason for reason in self.reasons if reason.interest is not None)

    def path_json(self) -> list[dict[str, object]]:
        """As a ruling keeps it, for minutes and dossiers: what is kept off the register is not named in it."""
        return [
            {
                "words": reason.shown(everything=False),
                "steps": ["member", WITHHELD] if reason.withheld else list(reason.steps),
                "withheld": reason.withheld,
                "nature": reason.nature,
                "known_from": reason.source,
                "proposes": str(reason.rung.handling),
                "source": reason.rung.source,
                "strength": reason.rung.strength,
                "interest": reason.interest,
            }
            for reason in self.reasons
        ]


def _reason(path: Path, kind: str) -> Reason:
    tie = path.tie
    return Reason(path.words, path.steps, path.nature, tie.source, rung(tie.nature, kind), tie.interest, tie.withheld)


def _once(found: Sequence[Reason]) -> list[Reason]:
    """Each path once: one that was declared stands for the same one known otherwise, unless that asks for more."""
    declared = {
        (reason.words, step) for reason in found if reason.interest for step in range(ORDER[reason.rung.handling] + 1)
    }
    kept = [
        reason for reason in found if reason.interest or (reason.words, ORDER[reason.rung.handling]) not in declared
    ]
    return list({reason.words + reason.source: reason for reason in kept}.values())


def _by_seat(item: ItemFacts, member: MemberFacts, found: Sequence[Reason]) -> list[Reason]:
    step = rung(str(InterestType.FINANCIAL), item.kind)
    enough = any(ORDER[reason.rung.handling] >= ORDER[step.handling] for reason in found)
    if not item.every_practice or member.role not in SEATS_OF_PRACTICES or enough:
        return []
    steps = ("member", f"sits as {SeatRole(member.role).label}", "every member practice is affected")
    return [Reason(" -> ".join(steps), steps, "financial", "the seat; no share in a practice is recorded", step)]


def _declared(item: ItemFacts, member: MemberFacts) -> list[Reason]:
    step = rung(DECLARED_ONLY, item.kind)
    return [
        Reason(f"member -> declared at the meeting: {words}", ("member", words), "declared", "the meeting", step)
        for words in member.declared
    ]


def _known(finder: Finder, member: MemberFacts) -> list[str]:
    ties = finder.ties
    found = [
        WITHHELD if tie.withheld else f"{tie.words} {ties.words(ties.one(tie.body))}"
        for tie in finder.in_force(member.person_id)
        if tie.body != NOWHERE
    ]
    return list(dict.fromkeys(found))


def _why_not(item: ItemFacts, member: MemberFacts, finder: Finder) -> tuple[str, ...]:
    if not item.targets:
        return ("The item names no organisation that it affects.",)
    known = _known(finder, member)
    if not known and finder.in_force(member.person_id):
        first = "None of their interests, jobs or posts names an organisation."
    elif not known and finder.ties.people.get(member.person_id):
        first = "They have no interest, job or post in force on the day."
    elif not known:
        first = "They have no known interest, job or post."
    else:
        what = "a member practice" if item.every_practice and not item.affected else "an organisation this item affects"
        first = f"Known: {'; '.join(known)}. None of their interests is in {what}."
    old = [f"Does not count on the day: {words}." for words in finder.out_of_date(member.person_id, item.targets)]
    return (first, *old)


def _warnings(item: ItemFacts, member: MemberFacts, finder: Finder) -> Iterator[str]:
    if not item.targets:
        return
    if member.role in SEATS_OF_PRACTICES and not _known(finder, member):
        yield (
            f"{member.name} sits as {SeatRole(member.role).label}, but no practice is recorded for them. "
            "Record where they work."
        )
    for tie in finder.in_force(member.person_id):
        if tie.body == NOWHERE:
            yield f"Interest {tie.number} names no organisation. Ask whether it affects this item."


def propose(item: ItemFacts, member: MemberFacts, finder: Finder) -> Proposal:
    """What the map proposes for this member and this item, on the day of the ties (MAP-01, MAP-02)."""
    found = [_reason(path, item.kind) for path in finder.paths(member.person_id, item.targets)]
    found += _by_seat(item, member, found)
    found += _declared(item, member)
    found = _once(found)
    handling = furthest([reason.rung.handling for reason in found])
    why_not = () if found else _why_not(item, member, finder)
    return Proposal(handling, tuple(found), why_not, tuple(_warnings(item, member, finder)))
