"""When minutes are complete, and what of them the public reads (F-46, PCC-15, DEC-07)."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cocommission.shared.rules.blockers import Blocker
from pccc.rules.catalogue.decisions import DEC_07, PCC_15
from pccc.rules.minutes_acts import FINAL, SECRETARY
from pccc.terms.meetings import MeetingState, MinutesState, Part

CHAIR = "Chair of the meeting"


@dataclass(frozen=True, slots=True)
class Handled:
    """One declaration, or one ruling without one, as the minutes tell it. Empty texts are what is missing."""

    name: str
    item: int | None
    nature: str
    action: str
    evidence: str
    key: str = ""

    @property
    def where(self) -> str:
        """For which item, in words."""
        return f"item {self.item}" if self.item is not None else "no item"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A member whom the conflict map ties to an item, who was there, and on whom nobody ruled."""

    name: str
    item: int
    registered: bool


def _b(missing: str, who: str = SECRETARY, rule: str = PCC_15.id) -> Blocker:
    return Blocker(rule, missing, who, PCC_15.source if rule == PCC_15.id else "Tameside and Glossop CCG, January 2017")


def handled_blockers(handled: Iterable[Handled]) -> list[Blocker]:
    """PCC-15: each declaration has its nature, its item, what was done about it and the evidence."""
    found = []
    for one in handled:
        if one.item is None:
            found.append(_b(f"{one.name} declared an interest. Choose the item."))
            continue
        if not one.nature.strip():
            found.append(_b(f"{one.name}, {one.where}: enter what the interest is."))
        if not one.action.strip():
            found.append(_b(f"{one.name}, {one.where}: the chair has not decided what must be done.", CHAIR))
        elif not one.evidence.strip():
            found.append(_b(f"{one.name}, {one.where}: enter the evidence that it was done."))
    return found


def waiting_blockers(waiting: Iterable[Waiting]) -> list[Blocker]:
    """Members tied to an item need a ruling, also those who did not declare what the register has (BRE-05)."""
    return [
        _b(
            f"{one.name}, item {one.item}: "
            + ("an interest on the register was not declared at the meeting, and " if one.registered else "")
            + "the chair has not decided on it.",
            CHAIR,
            "BRE-05" if one.registered else PCC_15.id,
        )
        for one in waiting
    ]


def final_blockers(
    *, state: str, meeting_state: str, handled: Iterable[Handled], waiting: Iterable[Waiting]
) -> list[Blocker]:
    """Why the minutes cannot be made final. The page shows them as what is still missing."""
    if against := FINAL.blockers(state):
        return against
    if meeting_state != MeetingState.CLOSED:
        return [_b("Close the meeting first.")]
    return [*handled_blockers(handled), *waiting_blockers(waiting)]


def approval_blockers(*, held_at: datetime, same_committee: bool, later_opened_at: datetime | None) -> list[Blocker]:
    """DEC-07: minutes are approved by the same committee at a later meeting that has been opened."""
    if not same_committee or later_opened_at is None or later_opened_at <= held_at:
        missing = "Choose the later meeting at which the committee approved the minutes."
        return [Blocker(DEC_07.id, missing, SECRETARY, DEC_07.source, field="approved_at_meeting")]
    return []


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content as JSON with sorted keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def visible(content: Mapping[str, Any], *, private: bool, hidden: Iterable[int] = ()) -> dict[str, Any]:
    """The content for a reader: private items only where `private`, items numbered in `hidden` not at all (PCC-13).

    What is left of such an item is its number, its part and the reason for taking it in private.
    """
    left_out = set(hidden)
    items = []
    for item in content.get("items", []):
        shut = item["number"] in left_out or (item["part"] == Part.PRIVATE and not private)
        if not shut:
            items.append(item)
            continue
        items.append(
            {
                "number": item["number"],
                "part": item["part"],
                "private_reason": item["private_reason"],
                "title": "Taken in private"
                if item["part"] == Part.PRIVATE
                else "You cannot see this because of the chair's decision",
                "state_name": item["state_name"],
                "withheld": True,
            }
        )
    return {**content, "items": items}


def kept_from(items: Iterable[Any], hidden: Collection[int], state: str) -> list[int]:
    """Numbers of the items that a ruling keeps from a reader: private ones always, others until publication (PCC-13).

    `items` are those of the meeting; `hidden` are the keys of the items whose papers the reader does not get.
    """
    kept = [item for item in items if item.pk in hidden]
    return [item.number for item in kept if item.part == Part.PRIVATE or state != MinutesState.PUBLISHED]
