"""Who is in the room at a moment, and who of them counts: attendance, movements, deputies (F-43)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pccc.rules.quorum import Sitter
from pccc.terms import MAY_VOTE, AttendanceKind, Direction, Handling

SITTING = (AttendanceKind.MEMBER, AttendanceKind.DEPUTY, AttendanceKind.TEMPORARY)
"""Those who sit as a member; people in attendance and apologies count towards nothing."""


@dataclass(frozen=True, slots=True)
class Comer:
    """One line of the attendance list. `since_at` is from when they are there, None where they sent apologies.

    `until_at` is when their membership, or their seat, ends; None for no end.
    """

    person_id: int
    name: str
    kind: str
    position: str
    role: str
    voting: bool
    since_at: datetime | None
    office: str = ""
    organisation: str = ""
    seat_id: int | None = None
    membership_id: int | None = None
    appointed_at: datetime | None = None
    until_at: datetime | None = None

    def over(self, at: datetime) -> bool:
        """Whether they hold their seat no more."""
        return self.until_at is not None and self.until_at <= at


@dataclass(frozen=True, slots=True)
class Step:
    """Record who left or came back."""

    person_id: int
    direction: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A comer at one moment: in the room or not, and whether they count as a member there, with the reason if not."""

    comer: Comer
    here: bool
    counts: bool
    why_not: str = ""


def is_here(comer: Comer, steps: Iterable[Step], at: datetime) -> bool:
    """Whether the comer is in the room at `at`. Who left comes back only by a movement; the minute counts for both."""
    if comer.since_at is None or comer.since_at > at:
        return False
    mine = [step for step in steps if step.person_id == comer.person_id and step.moved_at <= at]
    return not mine or mine[-1].direction == Direction.IN


def of_item(moves: Sequence[Any], item_id: int) -> list[Any]:
    """The movements of an item, with the return of whoever left during it and came back later.

    `moves` have `person_id`, `item_id` and `direction`, and are in the order in which they happened.
    """
    found: list[Any] = []
    away: set[int] = set()
    for move in moves:
        if move.item_id == item_id or (move.person_id in away and move.direction == Direction.IN):
            found.append(move)
            (away.add if move.direction == Direction.OUT else away.discard)(move.person_id)
    return found


def places(comers: Sequence[Comer], steps: Sequence[Step], at: datetime) -> list[Place]:
    """Everybody on the attendance list at `at`. `steps` are in the order in which they happened.

    A deputy sits for their seat only while its holder is not in the room, and only one deputy for one seat.
    """
    here = {comer.person_id: is_here(comer, steps, at) for comer in comers}
    holders = {
        c.seat_id
        for c in comers
        if c.kind == AttendanceKind.MEMBER and here[c.person_id] and c.seat_id and not c.over(at)
    }
    taken: set[int] = set()
    found = []
    for comer in comers:
        why = ""
        if not here[comer.person_id]:
            why = "Apologies" if comer.kind == AttendanceKind.APOLOGIES else "Not in the room"
        elif comer.kind not in SITTING:
            why = "In attendance"
        elif comer.over(at):
            why = "Their membership has ended"
        elif comer.kind == AttendanceKind.DEPUTY and comer.seat_id in holders:
            why = "The holder of the seat is in the room"
        elif comer.kind == AttendanceKind.DEPUTY and comer.seat_id in taken:
            why = "Another deputy sits for the seat"
        elif comer.kind == AttendanceKind.DEPUTY and comer.seat_id:
            taken.add(comer.seat_id)
        found.append(Place(comer, here[comer.person_id], not why, why))
    return found


def may_vote(voting: bool, handling: str) -> bool:
    """Whether the handling leaves somebody eligible for an item. Who never votes loses no vote by "no vote"."""
    return handling in MAY_VOTE or (not voting and handling == Handling.NO_VOTE)


def sitter(comer: Comer, *, handling: str = Handling.NONE, declared: bool = True) -> Sitter:
    """The comer as the quorum reads them: ruled out of the item, or not declared since appointment, is not eligible.

    `declared` False takes away a vote (COI-05), nothing from those who have none.
    """
    return Sitter(
        person_id=comer.person_id,
        name=comer.name,
        role=comer.role,
        voting=comer.voting,
        office=comer.office,
        eligible=may_vote(comer.voting, handling) and (declared or not comer.voting),
        organisation=comer.organisation,
        membership_id=comer.membership_id,
        seat_id=comer.seat_id,
    )


def sitters_for(
    found: Iterable[Place], handling: Mapping[int, str], declared: Mapping[int, bool] | None = None
) -> list[Sitter]:
    """Those in the room who count as members, for an item with the rulings `handling` by person."""
    known = declared or {}
    return [
        sitter(
            place.comer,
            handling=handling.get(place.comer.person_id, Handling.NONE),
            declared=known.get(place.comer.person_id, True),
        )
        for place in found
        if place.counts
    ]
