"""Minutes as the records of a meeting tell them: who came and went, what was declared, ruled and decided (F-46)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from cocommission.shared.clock import clock_time
from models_abc.terms import Function
from pccc.models import AgendaItem, Decision, DecisionVote, Meeting, Minutes, Movement, Ruling
from pccc.queries.conflict_map import Row, Undeclared, conflict_map, undeclared
from pccc.queries.meetings import with_everything
from pccc.queries.presence import Room, room_of
from pccc.queries.rulings import latest_rulings
from pccc.rules.minutes import Handled, Waiting
from pccc.rules.presence import SITTING, of_item
from pccc.terms import (
    MUST_LEAVE,
    AttendanceKind,
    DecisionKind,
    Direction,
    Handling,
    ItemState,
    Office,
    Outcome,
)
from pccc.terms.decisions import Choice

OFFICES: dict[str, str] = {Office.NONE: "", Office.CHAIR: ", chair", Office.VICE_CHAIR: ", vice chair"}
"""What the list of those present adds to a position."""


def clock(at: datetime | None) -> str:
    """The time of the day in England, as 2:05pm."""
    return clock_time(at.replace(second=0, microsecond=0)) if at is not None else ""


@dataclass(frozen=True)
class Account:
    """A meeting as its minutes tell it: `content` to be drawn, and what PCC-15 asks about."""

    content: dict[str, Any]
    handled: tuple[Handled, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True)
class _Records:
    meeting: Meeting
    room: Room
    rulings: dict[tuple[int, int], Ruling]
    rows: list[Row]
    silent: list[Undeclared]
    remarks: Mapping[str, Any]

    def words(self, kind: str, key: str) -> str:
        return str(self.remarks.get(kind, {}).get(key, "")).strip()


def _records(meeting: Meeting, remarks: Mapping[str, Any], now: datetime) -> _Records:
    votes = DecisionVote.objects.select_related("person").order_by("casting", "person__name")
    decisions = Decision.objects.select_related("earlier").prefetch_related(Prefetch("votes", votes)).order_by("number")
    rows = with_everything(Meeting.objects.filter(pk=meeting.pk)).prefetch_related(
        Prefetch("items__decisions", decisions, to_attr="minuted")
    )
    fresh = rows.get()
    ids = [item.pk for item in fresh.items.all()]
    rulings = latest_rulings(ids).select_related("person", "ruled_by")
    return _Records(
        fresh,
        room_of(fresh),
        {(ruling.item_id, ruling.person_id): ruling for ruling in rulings},
        conflict_map(fresh, now, known_at=fresh.closed_at),
        undeclared(fresh, now, known_at=fresh.closed_at),
        remarks,
    )


def _decisions(item: AgendaItem) -> list[Decision]:
    """The decisions of an item as `_records` fetched them."""
    return list(vars(item)["minuted"])


def _moves(records: _Records, item: AgendaItem | None) -> list[Movement]:
    pk = item.pk if item is not None else None
    return [move for move in records.meeting.movements.all() if move.item_id == pk]


def _move_json(moves: Iterable[Movement]) -> list[dict[str, str]]:
    return [
        {
            "name": move.person.name,
            "direction": str(move.direction),
            "words": "left" if move.direction == Direction.OUT else "came back",
            "at": clock(move.moved_at),
        }
        for move in moves
    ]


def _evidence(records: _Records, item: AgendaItem, person_id: int, ruling: Ruling | None) -> str:
    """What proves that the ruling was carried out: the chair's words, movements, no vote cast, the secretary's."""
    found = [ruling.evidence] if ruling is not None and ruling.evidence else []
    if ruling is not None:
        mine = [move for move in records.meeting.movements.all() if move.person_id == person_id]
        inside = of_item(mine, item.pk)
        found += [f"{one['words'].capitalize()} at {one['at']}." for one in _move_json(inside)]
        moments = [at for at in (item.taken_at, item.done_at) if at is not None]
        there = any(records.room.is_here(person_id, at) for at in moments)
        if item.taken_at is None:
            found.append("The item was not taken.")
        elif not there and not inside:
            found.append("Was not in the room for the item.")
        elif ruling.ruled not in MUST_LEAVE and ruling.ruled != Handling.NO_VOTE:
            found.append("Disclosed, and took part.")
        elif ruling.ruled == Handling.NO_VOTE:
            named = [one for one in _decisions(item) if not one.by_consensus]
            if named and not any(vote.person_id == person_id for one in named for vote in one.votes.all()):
                found.append(f"Did not vote on decision {', '.join(str(one.number) for one in named)}.")
    words = records.words("evidence", f"{item.number}:{person_id}")
    return " ".join([*found, words] if words else found)


def _handled_json(item: AgendaItem, person_id: int, name: str, nature: str, ruling: Ruling | None, evidence: str,
                  *, declared: bool) -> dict[str, Any]:  # fmt: skip
    return {
        "person": person_id,
        "name": name,
        "nature": nature,
        "declared": declared,
        "action": str(Handling(ruling.ruled).label) if ruling else "",
        "reason": ruling.reason if ruling else "",
        "ruled_by": ruling.ruled_by.name if ruling else "",
        "evidence": evidence,
    }


def _place_of(records: _Records, declaration: Any, items: Mapping[int, AgendaItem]) -> list[AgendaItem]:
    """The items of a declaration: its own, those that the map ties to the interest, or what the secretary says."""
    if declaration.item_id is not None:
        return [items[declaration.item_id]]
    tied = [
        items[row.item.pk]
        for row in records.rows
        if (cell := row.cell(declaration.person_id)) is not None
        and declaration.interest_id in {reason.interest for reason in cell.proposal.registered}
    ]
    if tied:
        return tied
    number = records.words("placed", str(declaration.pk))
    return [item for item in items.values() if str(item.number) == number]


def _handling(records: _Records) -> tuple[dict[int, list[dict[str, Any]]], list[Handled]]:
    """Every declaration and every further ruling, by item, and as the rule reads them."""
    items = {item.pk: item for item in records.meeting.items.all()}
    by_item: dict[int, list[dict[str, Any]]] = {pk: [] for pk in items}
    facts: list[Handled] = []
    told: set[tuple[int, int]] = set()
    for declaration in records.meeting.declarations.all():
        if declaration.nil:
            continue
        places = _place_of(records, declaration, items)
        if not places:
            facts.append(Handled(declaration.person.name, None, declaration.nature, "", "", f"placed:{declaration.pk}"))
        for item in places:
            ruling = records.rulings.get((item.pk, declaration.person_id))
            evidence = _evidence(records, item, declaration.person_id, ruling)
            one = _handled_json(item, declaration.person_id, declaration.person.name, declaration.nature, ruling,
                                evidence, declared=True)  # fmt: skip
            by_item[item.pk].append(one | {"at": clock(declaration.declared_at)})
            facts.append(Handled(one["name"], item.number, one["nature"], one["action"], evidence,
                                 f"{item.number}:{declaration.person_id}"))  # fmt: skip
            told.add((item.pk, declaration.person_id))
    for (item_id, person_id), ruling in sorted(records.rulings.items(), key=lambda one: one[1].person.name):
        if (item_id, person_id) in told or ruling.ruled == Handling.NONE or item_id not in items:
            continue
        item = items[item_id]
        if item.state == ItemState.WITHDRAWN or records.room.comer(person_id) is None:
            continue
        evidence = _evidence(records, item, person_id, ruling)
        nature = "Known to the CCG; not declared at the meeting."
        one = _handled_json(item, person_id, ruling.person.name, nature, ruling, evidence, declared=False)
        by_item[item_id].append(one)
        facts.append(Handled(one["name"], item.number, nature, one["action"], evidence, f"{item.number}:{person_id}"))
    return by_item, facts


def _waiting(records: _Records) -> list[Waiting]:
    there = {c.person_id for c in records.room.comers if c.kind in SITTING}
    silent = {(one.item.pk, one.person_id) for one in records.silent if one.ruling is None}
    return [
        Waiting(cell.member.name, row.item.number, (row.item.pk, cell.member.person_id) in silent)
        for row in records.rows
        if row.item.state not in (ItemState.WITHDRAWN, ItemState.REMEDIED)
        for cell in row.cells
        if cell.waits and cell.member.person_id in there
    ]


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision as minutes tell it."""
    return {
        "number": decision.number,
        "url": decision.url,
        "kind_name": str(DecisionKind(decision.kind).label),
        "function_name": str(Function(decision.function).label),
        "text": decision.text,
        "rationale": decision.rationale,
        "outcome": str(decision.outcome),
        "outcome_name": str(Outcome(decision.outcome).label),
        "figures": decision.figures,
        "authority": decision.authority["words"],
        "earlier": decision.earlier.number if decision.earlier else None,
        "votes": [
            {"name": vote.person.name, "choice": str(Choice(vote.choice).label), "casting": vote.casting}
            for vote in decision.votes.all()
        ],
    }


def _item_json(records: _Records, item: AgendaItem, handled: list[dict[str, Any]]) -> dict[str, Any]:
    at = item.done_at or item.taken_at
    quorum = records.room.quorum(item, at).as_json() if at is not None else None
    return {
        "number": item.number,
        "title": item.title,
        "kind_name": item.get_kind_display(),
        "part": str(item.part),
        "private_reason": item.private_reason,
        "functions": [str(Function(code).label) for code in item.functions if code in Function.values],
        "state": str(item.state),
        "state_name": item.get_state_display(),
        "late_reason": item.late_reason,
        "taken": clock(item.taken_at),
        "done": clock(item.done_at),
        "papers": [paper.title for paper in item.papers.all()],
        "handled": handled,
        "movements": _move_json(_moves(records, item)),
        "quorum": quorum,
        "remedies": [{"words": one.get_remedy_display(), "reason": one.reason} for one in item.remedies.all()],
        "decisions": [decision_json(one) for one in _decisions(item)],
        "notes": item.notes,
        "remarks": records.words("items", str(item.number)),
    }


def account_of(meeting: Meeting, remarks: Mapping[str, Any], now: datetime) -> Account:
    """The minutes of a meeting from its records and the secretary's own words. About twenty statements.

    What came onto the register after the close is no matter of the minutes: it is held against the decisions (DEC-06).
    """
    records = _records(meeting, remarks, now)
    fresh = records.meeting
    by_item, facts = _handling(records)
    people = [
        {"name": c.name, "position": c.position + OFFICES[c.office], "kind": str(c.kind), "voting": c.voting,
         "arrived": clock(c.since_at) if c.since_at and fresh.opened_at and c.since_at > fresh.opened_at else ""}
        for c in sorted(records.room.comers, key=lambda c: (not c.office, not c.voting, c.name))
    ]  # fmt: skip
    content = {
        "ccg": fresh.committee.ccg.name,
        "committee": fresh.committee.name,
        "number": fresh.number,
        "place": fresh.place,
        "starts_at": fresh.starts_at.isoformat(),
        "opened": clock(fresh.opened_at),
        "closed": clock(fresh.closed_at),
        "chair": fresh.chair.name if fresh.chair else "",
        "present": [one for one in people if one["kind"] in SITTING],
        "attending": [one for one in people if one["kind"] == AttendanceKind.OFFICER],
        "apologies": [one for one in people if one["kind"] == AttendanceKind.APOLOGIES],
        "nil": sorted({d.person.name for d in fresh.declarations.all() if d.nil}),
        "movements": _move_json(_moves(records, None)),
        "items": [_item_json(records, item, by_item[item.pk]) for item in fresh.items.all()],
    }
    return Account(content, tuple(facts), tuple(_waiting(records)))


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, where they were drafted."""
    return (
        Minutes.objects.filter(meeting=meeting)
        .select_related("meeting__committee__ccg", "final_by", "approved_by", "approved_at_meeting", "published_by")
        .first()
    )
