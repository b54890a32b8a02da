"""What becomes of a committee when somebody joins, leaves or comes to the end of a term (F-41)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pccc.rules.composition import CommitteeFacts, Composition, judged
from pccc.rules.quorum import QuorumResult, Sitter, quorate
from pccc.terms.committees import SeatRole


@dataclass(frozen=True, slots=True)
class Absence:
    """One member away, all others there: whether there is still a quorum."""

    sitter: Sitter
    result: QuorumResult


@dataclass(frozen=True, slots=True)
class Burden:
    """How many of the items of a year somebody would have had to leave."""

    person_id: int
    name: str
    role: str
    leave: int
    items: int
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Simulation:
    """The committee as it would be. `whole` and `absences` are empty where there are no terms of reference."""

    composed: Composition
    whole: QuorumResult | None
    absences: tuple[Absence, ...]

    @property
    def breaking(self) -> list[Absence]:
        """The single absences that break the quorum, with everybody else there."""
        return [absence for absence in self.absences if not absence.result.met]


def changed(
    facts: CommitteeFacts, *, without: Iterable[int] = (), joining: Sequence[Sitter] = (), offices: bool = True
) -> CommitteeFacts:
    """The facts without the members of some seats (by membership) and with others.

    Somebody who joins as chair or vice chair takes the office from whoever holds it.
    """
    gone = set(without)
    taken = {sitter.office for sitter in joining if sitter.office} if offices else set()
    stay = tuple(
        replace(sitter, office="") if sitter.office in taken else sitter
        for sitter in facts.sitters
        if sitter.membership_id not in gone
    )
    lmc = facts.lmc_seat or any(sitter.role == SeatRole.LMC for sitter in joining)
    return replace(facts, sitters=(*stay, *joining), lmc_seat=lmc)


def single_absences(rule: Mapping[str, Any], sitters: Sequence[Sitter], *, lay_executive: bool) -> tuple[Absence, ...]:
    """For each member: whether there is a quorum when only they are away."""
    return tuple(
        Absence(sitter, quorate(rule, [s for s in sitters if s is not sitter], lay_executive=lay_executive))
        for sitter in sitters
    )


def simulate(facts: CommitteeFacts, rule: Mapping[str, Any] | None, *, lay_executive: bool) -> Simulation:
    """Composition and quorum of the committee as `facts` describe it; `rule` is the quorum of its terms, if any."""
    composed = judged(facts)
    if rule is None:
        return Simulation(composed, None, ())
    whole = quorate(rule, facts.sitters, lay_executive=lay_executive)
    return Simulation(composed, whole, single_absences(rule, facts.sitters, lay_executive=lay_executive))
