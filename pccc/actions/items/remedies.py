"""What is done with an item that has no quorum: only what the terms of reference allow (PCC-18)."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from pccc.actions.attendance.people import put_down
from pccc.actions.items.agenda import LIFE
from pccc.actions.meetings.beginning import begin_item, write
from pccc.models import AgendaItem, ItemRemedy
from pccc.queries.presence import Room, judged, room_of
from pccc.rules.chairing import remedy_blockers
from pccc.rules.meeting_acts import ITEM_REMEDY
from pccc.rules.quorum import Sitter
from pccc.terms import NEVER_VOTING, AttendanceKind, ItemState, Remedy, SeatRole


def restored(room: Room, item: AgendaItem, person: Person | None, role: str, now: datetime) -> bool:
    """Whether the item has a quorum with this person as a temporary member."""
    if person is None or role not in SeatRole.values or room.comer(person.pk) is not None:
        return False
    joining = Sitter(person_id=person.pk, name=person.name, role=role, voting=role not in NEVER_VOTING)
    return judged(room.terms, [*room.sitters(item, now), joining]).met


@transaction.atomic
def choose_remedy(
    *,
    item: AgendaItem,
    remedy: str,
    reason: str,
    by: Person,
    now: datetime,
    temporary_member: Person | None = None,
    role: str = "",
    position: str = "",
) -> ItemRemedy:
    """Records what is done with an item without a quorum: it is settled so, or goes on with a temporary member.

    A temporary member (`role`: as what they count, `position`: as the minutes name them) joins the meeting, and must
    bring the quorum back; they declare at the meeting before they vote. Raises Refused for a remedy that the terms of
    reference do not allow, for an item that has a quorum, without a reason.
    """
    item = begin_item(item, ITEM_REMEDY, by=by, now=now)
    room = room_of(item.meeting)
    quorum = room.quorum(item, now)
    temporary = remedy == Remedy.TEMPORARY_MEMBER
    missing = blocking(
        remedy_blockers(
            remedy,
            allowed=room.terms.remedies if room.terms else (),
            state=item.state,
            quorum_met=quorum.met,
            restored=restored(room, item, temporary_member, role, now) if temporary else None,
            reason=reason,
        )
    )
    if missing:
        raise Refused(*missing)
    made = ItemRemedy.objects.create(
        item=item,
        remedy=remedy,
        reason=reason,
        temporary_member=temporary_member if temporary else None,
        quorum=quorum.as_json(),
        chosen_at=now,
        chosen_by=by,
    )
    if temporary and temporary_member is not None:
        words = position.strip() or f"Temporary member ({SeatRole(role).label})"
        put_down(
            item.meeting, temporary_member, AttendanceKind.TEMPORARY, by=by, now=now, position=words, role=role,
            arrived_at=now,
        )  # fmt: skip
    else:
        LIFE.require(item.state, ItemState.REMEDIED, what="This item")
        item.state, item.done_at = ItemState.REMEDIED, now
        item.record(by=by, at=now, why=f"{Remedy(remedy).label}: {reason}")
    write(
        item.meeting,
        "item.remedied",
        by=by,
        now=now,
        reason=reason,
        item=item.number,
        item_id=item.pk,
        remedy=str(remedy),
        temporary_member=temporary_member.name if temporary and temporary_member else "",
        quorum=quorum.as_json(),
    )
    return made
