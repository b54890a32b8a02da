"""Comings and goings that are written down afterwards do not contradict a decision that was taken since (DEC-05)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocommission.shared.clock import moment
from cocommission.shared.rules.blockers import Blocker
from pccc.rules.catalogue.decisions import DEC_05
from pccc.terms.meetings import MAY_VOTE, Direction

SECRETARY = "Committee secretary"


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision of the meeting: its number, its moment and who was there, as it keeps them."""

    number: int
    decided_at: datetime
    members: Sequence[Mapping[str, Any]]

    def after(self, at: datetime) -> bool:
        """Whether it was taken after `at`; times are written down to the minute, so the same minute is no later."""
        return at < self.decided_at.replace(second=0, microsecond=0)

    def entry(self, person_id: int) -> Mapping[str, Any] | None:
        """What it keeps about a person."""
        return next((one for one in self.members if one["person"] == person_id), None)


def _b(missing: str, field: str) -> Blocker:
    return Blocker(DEC_05.id, missing, SECRETARY, DEC_05.source, field=field)


def leaving_blockers(person_id: int, name: str, at: datetime, taken: Iterable[Taken]) -> list[Blocker]:
    """Why somebody cannot have left at `at`: a decision taken later counts them among those who voted on it."""
    found = []
    for one in taken:
        entry = one.entry(person_id)
        if one.after(at) and entry is not None and entry["voting"] and entry["eligible"]:
            missing = (
                f"Decision {one.number}, taken on {moment(one.decided_at)}, counts {name} among those who voted. "
                "Choose a later time. If they had left earlier, correct the decision by a later one."
            )
            found.append(_b(missing, "moved_at"))
    return found


def coming_blockers(
    person_id: int, name: str, at: datetime, taken: Iterable[Taken], *, field: str = "moved_at"
) -> list[Blocker]:
    """Why a voting member cannot have been there from `at`: a decision was taken later without asking for their vote.

    Who was ruled out of that vote may well have been there: that is put on record.
    """
    found = []
    for one in taken:
        entry = one.entry(person_id)
        asked = entry is not None and (entry["here"] or entry["ruled"] not in ("", *MAY_VOTE))
        if one.after(at) and not asked:
            missing = (
                f"Decision {one.number} was taken on {moment(one.decided_at)} without {name}. Choose a "
                f"later time. If they were there, correct the decision by a later one."
            )
            found.append(_b(missing, field))
    return found


def movement_blockers(
    person_id: int, name: str, direction: str, at: datetime, taken: Iterable[Taken], *, voting: bool
) -> list[Blocker]:
    """Why a movement cannot be written down for `at`; that of somebody without a vote contradicts no decision."""
    if not voting:
        return []
    if direction == Direction.OUT:
        return leaving_blockers(person_id, name, at, taken)
    return coming_blockers(person_id, name, at, taken)
