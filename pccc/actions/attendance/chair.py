"""Who leads a meeting: a chair with a conflict hands over (PCC-12)."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from pccc.actions.meetings.beginning import begin_meeting, write
from pccc.models import AgendaItem, Meeting
from pccc.queries.leading import leader_of
from pccc.queries.meetings import next_item, taken_item
from pccc.queries.presence import room_of
from pccc.rules.chairing import leader_blockers
from pccc.rules.meeting_acts import CHAIR
from pccc.terms import Office


@transaction.atomic
def take_chair(
    *, meeting: Meeting, person: Person, by: Person, now: datetime, reason: str = "", item: AgendaItem | None = None
) -> Meeting:
    """`person` leads from now on; asked of the item that is being taken, or the next one (PCC-12).

    Raises Refused when they are not in the room, do not sit as a member or have a conflict in that item, and without a
    reason when the vice chair could lead and is passed over.
    """
    meeting = begin_meeting(meeting, CHAIR, by=by, now=now)
    if meeting.chair_id == person.pk:
        return meeting
    items = list(meeting.items.order_by("number"))
    if item is not None and item.meeting_id != meeting.pk:
        raise Conflict("That item belongs to another meeting.")
    item = item or taken_item(items) or next_item(items)
    room = room_of(meeting)
    missing = leader_blockers(leader_of(room, item, person, now))
    if missing:
        raise Refused(*missing)
    comer = room.comer(person.pk)
    if comer is not None and not comer.office and not reason.strip():
        for place in room.places(now):
            if place.counts and place.comer.office == Office.VICE_CHAIR and place.comer.person_id != meeting.chair_id:
                vice = Person.objects.get(pk=place.comer.person_id)
                if not leader_blockers(leader_of(room, item, vice, now)):
                    raise Refused(
                        f"{vice.name} is vice chair and could take the chair. Enter why they do not.", field="reason"
                    )
    before = meeting.chair
    meeting.chair = person
    meeting.record(by=by, at=now, why=reason or "Takes the chair")
    write(
        meeting,
        "meeting.chair_taken",
        by=by,
        now=now,
        reason=reason,
        before=before.name if before else "",
        person=person.pk,
        name=person.name,
        item=item.number if item else None,
    )
    return meeting
