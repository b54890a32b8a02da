"""The conflict map of a meeting: every item set against every member, in six statements (F-44)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cocommission.shared.clock import london
from conflicts.queries.ties import ties
from conflicts.rules.paths import Finder
from pccc.models import AgendaItem, Attendance, Meeting
from pccc.queries.conflict_map_facts import (
    Ruled,
    Said,
    facts_of,
    items_of,
    people_of,
    practices_of_ccg,
    said_at,
    with_declared,
)
from pccc.rules.conflict_map import ItemFacts, MemberFacts, Proposal, Reason, propose
from pccc.terms.meetings import MAY_VOTE, AttendanceKind, Handling


@dataclass(frozen=True, slots=True)
class Cell:
    """One member and one item: what the map proposes and, where there is one, the latest ruling."""

    member: MemberFacts
    proposal: Proposal
    ruling: Ruled | None

    @property
    def handling(self) -> Handling:
        """What stands: the ruling, or else the proposal, which binds nobody."""
        return self.ruling.handling if self.ruling else self.proposal.handling

    @property
    def waits(self) -> bool:
        """Whether the chair has still to say something."""
        return self.ruling is None and self.proposal.flagged

    @property
    def may_vote(self) -> bool:
        """Whether what stands leaves them their vote."""
        return self.handling in MAY_VOTE

    @property
    def overridden(self) -> bool:
        """Whether the chair departed from what the map had proposed then."""
        return self.ruling is not None and self.ruling.handling != self.ruling.proposed

    @property
    def outdated(self) -> bool:
        """Whether the map proposes something else now than when the chair ruled."""
        return self.ruling is not None and self.ruling.proposed != self.proposal.handling


@dataclass(frozen=True, slots=True)
class Row:
    """One item against everybody. `affected`: the names of the organisations that it affects."""

    item: AgendaItem
    facts: ItemFacts
    affected: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def flagged(self) -> list[Cell]:
        """Members with something to handle, or with a ruling."""
        return [cell for cell in self.cells if cell.proposal.flagged or cell.ruling]

    @property
    def clear(self) -> list[Cell]:
        """Members of whom nothing is asked, each with the reason."""
        return [cell for cell in self.cells if not (cell.proposal.flagged or cell.ruling)]

    def cell(self, person_id: int) -> Cell | None:
        """The cell of one member."""
        return next((cell for cell in self.cells if cell.member.person_id == person_id), None)


def moment_of(meeting: Meeting) -> datetime:
    """For which moment the map is drawn: when the meeting began, or is to begin."""
    return meeting.opened_at or meeting.starts_at


def conflict_map(
    meeting: Meeting, now: datetime, *, only: Iterable[int] | None = None, known_at: datetime | None = None
) -> list[Row]:
    """The map of a meeting as it stands at `now`, one row for each item; `only` some items, by key.

    `known_at` asks what the map would have said of the ties that were known at that minute. `meeting` comes with its
    committee and CCG. Interests are those of the CCG's own register.
    """
    at = moment_of(meeting)
    on = london(at).date()
    items = items_of(meeting, only)
    members = people_of(meeting, at, on)
    if not items or not members:
        return [Row(item, facts_of(item, ()), (), ()) for item in items]
    practices = practices_of_ccg(meeting.committee.ccg, on)
    facts = [facts_of(item, practices) for item in items]
    targets = {target for fact in facts for target in fact.targets}
    people = [member.person_id for member in members]
    finder = Finder(ties(people, on, known_at=known_at, ccg=meeting.committee.ccg, targets=targets))
    said = said_at(meeting, [item.pk for item in items], now)
    return [_row(item, fact, members, finder, said) for item, fact in zip(items, facts, strict=True)]


def _row(item: AgendaItem, fact: ItemFacts, members: list[MemberFacts], finder: Finder, said: Said) -> Row:
    cells = []
    for member in members:
        known = with_declared(member, said.declared.get((item.pk, member.person_id), []))
        ruling = said.rulings.get((item.pk, member.person_id))
        cells.append(Cell(member, propose(fact, known, finder), ruling))
    affected = [finder.ties.words(finder.ties.one(body)) for body in fact.affected]
    if fact.every_practice:
        affected.append("every member practice")
    return Row(item, fact, tuple(affected), tuple(cells))


@dataclass(frozen=True, slots=True)
class Undeclared:
    """Somebody who was there, whose interest on the register touches an item, and who did not declare it (BRE-05)."""

    item: AgendaItem
    person_id: int
    name: str
    reasons: tuple[Reason, ...]
    ruling: Ruled | None


def undeclared(meeting: Meeting, now: datetime, *, known_at: datetime | None = None) -> list[Undeclared]:
    """Registered but not declared at the meeting, item by item: what closing the minutes asks about (BRE-05).

    `known_at` leaves out what came onto the register after that minute.
    Somebody declared it when they declared something for the item, or for the whole meeting named that interest.
    """
    rows = conflict_map(meeting, now, known_at=known_at)
    said = said_at(meeting, [], now)
    there = set(
        Attendance.objects.filter(meeting=meeting)
        .exclude(kind__in=[AttendanceKind.APOLOGIES, AttendanceKind.OFFICER])
        .values_list("person_id", flat=True)
    )
    found = []
    for row in rows:
        for cell in row.cells:
            person = cell.member.person_id
            named = said.interests.get(person, set())
            left = tuple(reason for reason in cell.proposal.registered if reason.interest not in named)
            if person in there and left and not said.declared.get((row.item.pk, person)):
                found.append(Undeclared(row.item, person, cell.member.name, left, cell.ruling))
    return found
