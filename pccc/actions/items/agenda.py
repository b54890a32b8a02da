"""The agenda: items listed, changed, withdrawn (F-43, PCC-14, PCC-16). Each act locks the meeting."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import facts_in, values
from conflicts.models import Body
from models_abc.terms import Function
from pccc.actions.meetings.beginning import begin_item, begin_meeting, tell_members, write
from pccc.models import AgendaItem, Meeting
from pccc.queries.presence import room_of
from pccc.rules.facts import ListedItemFacts
from pccc.rules.meeting_acts import ITEM, ITEM_EDIT, ITEM_REMOVE, ITEM_WITHDRAW
from pccc.rules.meetings import ItemFacts, item_blockers
from pccc.terms import TRANSITIONS, ItemKind, ItemState, MeetingState, Part

LIFE = TRANSITIONS["Agenda item"]


def _check(meeting: Meeting, item: AgendaItem) -> None:
    """Raises Refused for an unknown function, a private item without a reason, a decision of a sub-group."""
    unknown = [code for code in item.functions if code not in Function.values]
    if unknown:
        raise Refused("Choose functions from the list.", field="functions")
    if not item.title.strip():
        raise Refused("Enter the item a title.", field="title")
    facts = ItemFacts(item.number, item.title, item.kind, item.part, item.private_reason, tuple(item.functions))
    found = item_blockers(facts, committee_kind=meeting.committee.kind)
    if found:
        raise Refused(*found)


A_MINUTE = timedelta(minutes=1)


def _just_added(item: AgendaItem, affected: list[Body]) -> AgendaItem | None:
    """The item that the same person put on the agenda a moment ago, the same in everything: one form sent twice."""
    typed = values(facts_in(ListedItemFacts, item))
    del typed["late_reason"]
    rows = AgendaItem.objects.filter(
        meeting=item.meeting, added_by=item.added_by, added_at__gt=item.added_at - A_MINUTE,
        state=ItemState.LISTED, papers__isnull=True, **typed,
    )  # fmt: skip
    wanted = {body.pk for body in affected}
    return next((row for row in rows if {body.pk for body in row.affected.all()} == wanted), None)


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    facts: ListedItemFacts,
    by: Person,
    now: datetime,
    affected: Iterable[Body] = (),
) -> AgendaItem:
    """Puts an item on the agenda. Once that is published the members are told.

    Raises Conflict after the meeting; Refused without a reason for a private (PCC-14) or late item, for a decision of
    a sub-group (PCC-16), for a late decision without a function.
    """
    meeting = begin_meeting(meeting, ITEM, by=by, now=now)
    late = meeting.state != MeetingState.PLANNED
    if late and not facts.late_reason.strip():
        raise Refused("The agenda is published. Enter why this item is late.", field="late_reason")
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem(
        meeting=meeting,
        number=last + 1,
        added_at=now,
        added_by=by,
        **{**values(facts), "functions": sorted(set(map(str, facts.functions)))},
    )
    if item.part != Part.PRIVATE:
        item.private_reason = ""
    if not late:
        item.late_reason = ""
    if late and item.kind == ItemKind.DECISION and not item.functions:
        raise Refused("Choose the function that the decision would exercise.", field="functions")
    _check(meeting, item)
    bodies = list(affected)
    if (known := _just_added(item, bodies)) is not None:
        return known
    item.record(by=by, at=now, why=facts.late_reason or "Put on the agenda")
    item.affected.set(bodies)
    _write(item, "item.added", by, now, reason=item.late_reason, late=late, kind=str(item.kind), part=str(item.part),
           functions=item.functions, affected=[body.pk for body in item.affected.all()])  # fmt: skip
    if late:
        tell_members(
            meeting,
            key=f"late-item:{item.pk}",
            subject=f"Late item: {meeting}",
            text=(
                f"An item was added after the agenda was published. Reason: {item.late_reason}\n\nCheck whether you "
                f"have an interest to declare."
            ),
            now=now,
        )
    return item


def _write(item: AgendaItem, act: str, by: Person, now: datetime, *, reason: str = "", **facts: Any) -> None:
    """The item's number and facts go into the ledger; titles of private items stay out of it."""
    write(item.meeting, act, by=by, now=now, reason=reason, item=item.number, item_id=item.pk, **facts)


@transaction.atomic
def edit_item(
    *, item: AgendaItem, by: Person, now: datetime, affected: Iterable[Body] | None = None, **changes: Any
) -> AgendaItem:
    """Changes an item before the meeting begins (title, summary, kind, part, private_reason, functions, ...).

    Once the agenda is published `reason` says why. Raises as `add_item` does.
    """
    item = begin_item(item, ITEM_EDIT, by=by, now=now)
    if item.state != ItemState.LISTED:
        raise Conflict("The item was withdrawn.")
    reason = str(changes.pop("reason", ""))
    if item.meeting.state != MeetingState.PLANNED and not reason.strip():
        raise Refused("The agenda is published. Enter why the item is changed.", field="reason")
    for name, value in changes.items():
        setattr(item, name, sorted(set(map(str, value))) if name == "functions" else value)
    if item.part == Part.PUBLIC:
        item.private_reason = ""
    if item.meeting.state != MeetingState.PLANNED and item.kind == ItemKind.DECISION and not item.functions:
        raise Refused("Choose the function that the decision would exercise.", field="functions")
    _check(item.meeting, item)
    item.record(by=by, at=now, why=reason or "Item changed")
    if affected is not None:
        item.affected.set(affected)
    _write(item, "item.changed", by, now, reason=reason, kind=str(item.kind), part=str(item.part),
           functions=item.functions, affected=[body.pk for body in item.affected.all()])  # fmt: skip
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Person, now: datetime) -> None:
    """Takes an item off an agenda that is not published yet; later it is withdrawn, and stays on record."""
    item = begin_item(item, ITEM_REMOVE, by=by, now=now)
    if item.papers.exists():
        raise Conflict("The item has papers. Publish the agenda and withdraw the item, or keep it.")
    number, key = item.number, item.pk
    item.affected.clear()
    item.remove(by=by, at=now, why="Removed from the draft agenda")
    write(item.meeting, "item.removed", by=by, now=now, item=number, item_id=key)


@transaction.atomic
def withdraw_item(*, item: AgendaItem, reason: str, by: Person, now: datetime) -> AgendaItem:
    """Withdraws an item that was not taken yet, with a reason that is published with it.

    In session an item for decision without a quorum is not withdrawn: it needs a remedy (PCC-18).
    """
    item = begin_item(item, ITEM_WITHDRAW, by=by, now=now)
    LIFE.require(item.state, ItemState.WITHDRAWN, what="This item")
    if not reason.strip():
        raise Refused("Enter why the item is withdrawn.", field="reason")
    session = item.meeting.state == MeetingState.OPEN
    if session and item.kind == ItemKind.DECISION and not room_of(item.meeting).quorum(item, now).met:
        raise Refused("The item has no quorum. Choose what to do with it instead of withdrawing it.")
    item.state = ItemState.WITHDRAWN
    item.notes = reason
    item.record(by=by, at=now, why=reason)
    _write(item, "item.withdrawn", by, now, reason=reason)
    return item
