"""The shape of an answer: a tree of requirements, each with its proof, and the list of what blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.rules.statuses import Status
from models_abc.rules.catalogue import source_of
from models_abc.terms import RequirementState, Stage

_WORST_FIRST = (
    RequirementState.NOT_MET,
    RequirementState.WARNING,
    RequirementState.MET,
    RequirementState.NOT_NEEDED,
)


@dataclass(frozen=True)
class ProofLine:
    """One fact that was looked at, with the page where it can be seen."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Requirement:
    """One thing that has to be in place.

    `says` the requirement in plain words; `rules` the ids it rests on (the first is quoted);
    `missing` what is wrong and what to do, "" when met; `who` can put it right; `page` the part of the
    application where that is done; `children` what it is made of. A parent is as bad as its worst child.
    `held_up` is WAITING or CANNOT_START where nobody can do anything about it now.
    """

    id: str
    says: str
    rules: tuple[str, ...]
    stage: Stage
    state: RequirementState
    missing: str = ""
    who: str = ""
    page: str = ""
    lines: tuple[ProofLine, ...] = ()
    children: tuple["Requirement", ...] = ()
    held_up: Status | None = None

    @property
    def status(self) -> Status:
        """How far it is: DONE, IN_PROGRESS, NOT_STARTED, WAITING or CANNOT_START."""
        if self.met:
            return Status.DONE
        leaves = [leaf for leaf in self.leaves() if leaf.state != RequirementState.NOT_NEEDED]
        held_up = {leaf.held_up for leaf in leaves if not leaf.met}
        if None not in held_up:
            return Status.WAITING if Status.WAITING in held_up else Status.CANNOT_START
        begun = any(leaf.lines or leaf.met for leaf in leaves)
        return Status.IN_PROGRESS if begun else Status.NOT_STARTED

    @property
    def source(self) -> str:
        """Where the first rule comes from."""
        return source_of(self.rules[0])

    @property
    def met(self) -> bool:
        """Whether this stands in the way of nothing."""
        return self.state != RequirementState.NOT_MET

    def leaves(self) -> Iterator["Requirement"]:
        """The requirements below that are not made of others."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def as_blocker(self) -> Blocker:
        """The same answer in the words every page, button and API shares."""
        level = "B" if self.state == RequirementState.NOT_MET else "W"
        return Blocker(
            rule=self.rules[0], missing=self.missing, who=self.who, source=self.source, level=level, field=self.page
        )


def done_of(requirements: Iterable[Requirement]) -> tuple[int, int]:
    """How many are done, of how many that are needed."""
    needed = [one for one in requirements if one.state != RequirementState.NOT_NEEDED]
    return sum(one.status == Status.DONE for one in needed), len(needed)


def worst(states: Iterable[RequirementState]) -> RequirementState:
    """The state of a parent: NOT_MET before WARNING before MET before NOT_NEEDED."""
    found = set(states)
    return next((state for state in _WORST_FIRST if state in found), RequirementState.NOT_NEEDED)


def parent(
    id: str,
    says: str,
    rules: tuple[str, ...],
    *,
    stage: Stage,
    page: str,
    children: list[Requirement],
    lines: tuple[ProofLine, ...] = (),
) -> Requirement:
    """A requirement made of others."""
    return Requirement(
        id=id,
        says=says,
        rules=rules,
        stage=stage,
        page=page,
        children=tuple(children),
        lines=lines,
        state=worst(child.state for child in children),
        missing=next((c.missing for c in children if c.state == RequirementState.NOT_MET), ""),
        who=next((c.who for c in children if c.state == RequirementState.NOT_MET), ""),
    )


@dataclass(frozen=True)
class Asks:
    """What a requirement says, before its evidence is looked at; gives back the requirement in each state."""

    id: str
    says: str
    rules: tuple[str, ...]
    who: str
    page: str
    stage: Stage = Stage.SUBMIT

    def _in(
        self,
        state: RequirementState,
        missing: str,
        lines: Iterable[ProofLine],
        rule: str = "",
        held_up: Status | None = None,
    ) -> Requirement:
        rules = (rule, *(r for r in self.rules if r != rule)) if rule else self.rules
        return Requirement(
            id=self.id,
            says=self.says,
            rules=rules,
            stage=self.stage,
            state=state,
            missing=missing,
            who=self.who if missing else "",
            page=self.page,
            lines=tuple(lines),
            held_up=held_up,
        )

    def met(self, *lines: ProofLine) -> Requirement:
        """In place, and this proves it."""
        return self._in(RequirementState.MET, "", lines)

    def missing(self, missing: str, *lines: ProofLine, rule: str = "") -> Requirement:
        """Not in place: what is missing and what to do; `rule` when another than the first is quoted."""
        return self._in(RequirementState.NOT_MET, missing, lines, rule)

    def waiting(self, missing: str, *lines: ProofLine, rule: str = "") -> Requirement:
        """Not in place, and somebody else or a date has to come first: what we wait for."""
        return self._in(RequirementState.NOT_MET, missing, lines, rule, Status.WAITING)

    def cannot_start(self, missing: str, *lines: ProofLine) -> Requirement:
        """Not in place, and another requirement has to be met first."""
        return self._in(RequirementState.NOT_MET, missing, lines, held_up=Status.CANNOT_START)

    def warning(self, missing: str, *lines: ProofLine, rule: str = "") -> Requirement:
        """In place for the purpose of going on, but somebody should know this."""
        return self._in(RequirementState.WARNING, missing, lines, rule)

    def not_needed(self, because: str = "") -> Requirement:
        """Not asked for in this round for this model."""
        lines = (ProofLine(because),) if because else ()
        return self._in(RequirementState.NOT_NEEDED, "", lines)
