"""Taking and ending an item in session (PCC-09, PCC-12, PCC-18). Each act locks the meeting."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from pccc.actions.items.agenda import LIFE
from pccc.actions.meetings.beginning import begin_item, write
from pccc.models import AgendaItem
from pccc.queries.leading import taking_of
from pccc.queries.presence import room_of
from pccc.rules.chairing import finishing_blockers, taking_blockers
from pccc.rules.meeting_acts import ITEM_FINISH, ITEM_TAKE
from pccc.terms import ItemState


@transaction.atomic
def take_item(*, item: AgendaItem, by: Person, now: datetime) -> AgendaItem:
    """Takes the item: it is being dealt with from now on.

    Raises Refused when another item is being taken, when nobody without a conflict leads it (PCC-12) and, for an item
    for decision, without a quorum (PCC-09): then a remedy has to be chosen (PCC-18). Again by the same click: as it is.
    """
    item = begin_item(item, ITEM_TAKE, by=by, now=now)
    if item.state == ItemState.TAKEN:
        return item
    room = room_of(item.meeting)
    missing = blocking(taking_blockers(taking_of(room, item, list(item.meeting.items.order_by("number")), now)))
    if missing:
        raise Refused(*missing)
    LIFE.require(item.state, ItemState.TAKEN, what="This item")
    item.state, item.taken_at = ItemState.TAKEN, now
    item.record(by=by, at=now, why="Taken")
    write(
        item.meeting,
        "item.taken",
        by=by,
        now=now,
        item=item.number,
        item_id=item.pk,
        chair=item.meeting.chair.name if item.meeting.chair else "",
        quorum=room.quorum(item, now).as_json(),
    )
    return item


@transaction.atomic
def finish_item(*, item: AgendaItem, by: Person, now: datetime, notes: str = "") -> AgendaItem:
    """Ends the item, with `notes` of the discussion for the minutes.

    Raises Refused for an item for decision that lost its quorum undecided (PCC-18), and for one without a decision
    where the notes do not say why.
    """
    item = begin_item(item, ITEM_FINISH, by=by, now=now)
    if item.state == ItemState.DONE:
        return item
    quorum = room_of(item.meeting).quorum(item, now)
    notes = notes or item.notes
    missing = finishing_blockers(
        kind=item.kind,
        state=item.state,
        quorum_met=quorum.met,
        quorum_missing=quorum.missing,
        decisions=item.decisions.count(),
        notes=notes,
    )
    if missing:
        raise Refused(*missing)
    LIFE.require(item.state, ItemState.DONE, what="This item")
    item.state, item.done_at, item.notes = ItemState.DONE, now, notes
    item.record(by=by, at=now, why="Done")
    write(item.meeting, "item.done", by=by, now=now, item=item.number, item_id=item.pk, quorum=quorum.as_json())
    return item
