"""How a person is tied to an organisation: a search over dated ties (TIE-01, TIE-02). Plain Python, no clock.

A tie leads from a person to an organisation (an interest that was declared, or where they are known to work), and
from an organisation to another in which it has a stake: the holder gains when the held gains. A path counts only
where every tie of it is in force on the day that is asked about.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cocommission.shared.clock import day
from conflicts.rules.natures import NATURES
from conflicts.terms.bodies import BodyKind, LinkKind
from conflicts.terms.interests import Capacity, Relationship

WITHHELD = "an interest that is kept off the public register"
"""What stands for an organisation whose name readers may not see."""
NOWHERE = 0
"""The organisation of an interest that names none: it leads to nothing, and the map says that somebody should ask."""


class Basis(StrEnum):
    """From where a tie of a person is known."""

    INTEREST = "INTEREST"
    WORK = "WORK"
    POST = "POST"
    DECLARANT = "DECLARANT"


BASIS_WORDS = {
    Basis.INTEREST: "declared",
    Basis.WORK: "known to the CCG, not declared",
    Basis.POST: "holds a post there, not declared",
    Basis.DECLARANT: "position that they declare as",
}


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation as the map names it."""

    id: int
    name: str
    kind: str
    code: str = ""

    @property
    def words(self) -> str:
        """`practice G82001 (Amber Lane Surgery)`, `federation Medway GPs`."""
        if self.kind == BodyKind.PRACTICE and self.code:
            return f"practice {self.code} ({self.name})"
        if self.kind == BodyKind.FEDERATION:
            return self.name if "federation" in self.name.lower() else f"federation {self.name}"
        if self.kind == BodyKind.MCP:
            return self.name if "mcp" in self.name.lower() else f"MCP {self.name}"
        return self.name


class Dated:
    """Something in force from `from_on` until the day before `to_on`."""

    __slots__ = ()
    from_on: date
    to_on: date | None

    def in_force(self, on: date) -> bool:
        """Whether it counts on that day (TIE-02)."""
        return self.from_on <= on and (self.to_on is None or on < self.to_on)

    def not_in_force(self, on: date) -> str:
        """Why it does not count on that day; empty where it does."""
        if self.from_on > on:
            return f"begins only on {day(self.from_on)}"
        return f"ended before {day(self.to_on)}" if self.to_on is not None and self.to_on <= on else ""


@dataclass(frozen=True, slots=True)
class PersonTie(Dated):
    """From a person to an organisation. `nature`: a key of `NATURES`; `number`: of the interest in the register."""

    person: int
    body: int
    basis: Basis
    nature: str
    capacity: str
    from_on: date
    to_on: date | None = None
    relationship: str = ""
    number: int | None = None
    interest: int | None = None
    withheld: bool = False
    position: str = ""

    @property
    def words(self) -> str:
        """`partner at`, `husband, wife or partner is director of`."""
        as_what = self.position or CAPACITY_WORDS.get(self.capacity, "tied to")
        if self.relationship:
            who = str(Relationship(self.relationship).label).lower()
            return f"{who} is {as_what}"
        return as_what

    @property
    def source(self) -> str:
        """`interest 12, declared`; `known to the CCG, not declared`."""
        return f"interest {self.number}, declared" if self.number else BASIS_WORDS[self.basis]


CAPACITY_WORDS: Mapping[str, str] = {
    Capacity.PARTNER: "partner at",
    Capacity.OWNER: "owner of",
    Capacity.SHAREHOLDER: "shareholder of",
    Capacity.DIRECTOR: "director of",
    Capacity.EMPLOYEE: "employee of",
    Capacity.SALARIED_GP: "salaried GP at",
    Capacity.LOCUM: "locum at",
    Capacity.PRACTICE_MANAGER: "practice manager at",
    Capacity.CONSULTANT: "adviser to",
    Capacity.TRUSTEE: "trustee of",
    Capacity.OFFICE_HOLDER: "holder of an office at",
    Capacity.MEMBER: "member of",
    Capacity.RESEARCH: "receives research funding from",
    Capacity.PATIENT: "patient of",
    Capacity.OTHER: "has another tie to",
}


@dataclass(frozen=True, slots=True)
class BodyTie(Dated):
    """`holder` gains when `held` gains (TIE-01)."""

    holder: int
    held: int
    kind: str
    from_on: date
    to_on: date | None = None

    @property
    def words(self) -> str:
        """`shareholder of`."""
        return str(LinkKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Path:
    """From a person to an organisation that they gain with: the first tie, then the stakes."""

    tie: PersonTie
    links: tuple[BodyTie, ...]
    target: int
    steps: tuple[str, ...]

    @property
    def words(self) -> str:
        """`member -> partner at practice G82001 (...) -> shareholder of federation F`."""
        return " -> ".join(self.steps)

    @property
    def nature(self) -> str:
        """The kind of gain in words."""
        return NATURES[self.tie.nature]


@dataclass(frozen=True, slots=True)
class Ties:
    """The edges as they are known, and the day on which they are asked about. `same`: an entry joined to another."""

    on: date
    people: Mapping[int, tuple[PersonTie, ...]]
    links: Mapping[int, tuple[BodyTie, ...]]
    bodies: Mapping[int, Node]
    same: Mapping[int, int] = field(default_factory=dict)

    def one(self, body: int) -> int:
        """The organisation that this entry stands for, through every joining; a ring of joinings is one."""
        seen: list[int] = []
        while body in self.same and body not in seen:
            seen.append(body)
            body = self.same[body]
        return min(seen[seen.index(body) :]) if body in seen else body

    def words(self, body: int) -> str:
        """How the map names an organisation."""
        node = self.bodies.get(body)
        return node.words if node else f"organisation {body}"


class Finder:
    """Searches one set of ties many times: what an organisation leads to is looked up once."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties
        self._links: dict[int, list[BodyTie]] = {}
        self._over: dict[int, list[BodyTie]] = {}
        for link in (link for group in ties.links.values() for link in group):
            kept = self._links if link.in_force(ties.on) else self._over
            kept.setdefault(ties.one(link.holder), []).append(link)
        self._reached: dict[int, dict[int, tuple[BodyTie, ...]]] = {}
        self._known: dict[int, tuple[PersonTie, ...]] = {}

    def reached(self, body: int) -> dict[int, tuple[BodyTie, ...]]:
        """Every organisation that gains with `body` on the day, with the shortest chain of stakes; itself too."""
        start = self.ties.one(body)
        found = self._reached.get(start)
        if found is None:
            found = self._reached[start] = {start: ()}
            waiting = deque([start])
            while waiting:
                at = waiting.popleft()
                for link in self._links.get(at, ()):
                    after = self.ties.one(link.held)
                    if after not in found:
                        found[after] = (*found[at], link)
                        waiting.append(after)
        return found

    def in_force(self, person: int) -> tuple[PersonTie, ...]:
        """The ties of the person that count on the day."""
        found = self._known.get(person)
        if found is None:
            ties = self.ties.people.get(person, ())
            found = self._known[person] = tuple(tie for tie in ties if tie.in_force(self.ties.on))
        return found

    def _wanted(self, targets: Iterable[int]) -> set[int]:
        return {self.ties.one(target) for target in targets} if self.ties.same else set(targets)

    def paths(self, person: int, targets: Iterable[int]) -> list[Path]:
        """One path for each tie of the person that is in force and each target it leads to, shortest first."""
        wanted = self._wanted(targets)
        found = [
            self._path(tie, reached[target], target)
            for tie in self.in_force(person)
            for reached in [self.reached(tie.body)]
            for target in wanted & reached.keys()
        ]
        return sorted(found, key=lambda path: (len(path.links), path.tie.number or 0, path.words))

    def _path(self, tie: PersonTie, links: tuple[BodyTie, ...], target: int) -> Path:
        steps = ["member", f"{tie.words} {self.ties.words(self.ties.one(tie.body))}"]
        steps += [f"{link.words} {self.ties.words(self.ties.one(link.held))}" for link in links]
        return Path(tie, links, target, tuple(steps))

    def out_of_date(self, person: int, targets: Iterable[int]) -> list[str]:
        """Why a path that could be drawn does not count: the tie, or the stake, of it that is not in force."""
        return list(dict.fromkeys(self._broken(person, self._wanted(targets))))

    def _broken(self, person: int, wanted: set[int]) -> Iterator[str]:
        ties, on = self.ties, self.ties.on
        for tie in ties.people.get(person, ()):
            why, start = tie.not_in_force(on), ties.one(tie.body)
            if why and wanted & self.reached(start).keys():
                yield f"{WITHHELD}: {why}" if tie.withheld else f"{tie.words} {ties.words(start)}: {why}"
            if why:
                continue
            for body in self.reached(start) if self._over else ():
                for link in self._over.get(body, ()):
                    if tie.withheld and wanted & self.reached(link.held).keys():
                        yield f"{WITHHELD}: {link.not_in_force(on)}"
                    elif wanted & self.reached(link.held).keys():
                        held = ties.words(ties.one(link.held))
                        yield f"{ties.words(body)} as {link.words} {held}: {link.not_in_force(on)}"


def paths(ties: Ties, person: int, targets: Iterable[int]) -> list[Path]:
    """Every way in which the person gains with one of the targets on the day; for many questions keep a `Finder`."""
    return Finder(ties).paths(person, targets)
