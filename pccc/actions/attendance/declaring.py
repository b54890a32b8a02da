"""Declarations at a meeting: asked for every time, whether or not the interest is on the register (F-43, BRE-05)."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.shown import require_seen
from conflicts.models import Interest
from conflicts.terms import InterestState
from pccc.actions.meetings.beginning import ALREADY_SENT, begin_meeting, write
from pccc.models import AgendaItem, Attendance, Meeting, MeetingDeclaration
from pccc.queries.composition import memberships_at
from pccc.queries.meetings import silent, silent_digest
from pccc.queries.presence import room_of
from pccc.rules.meeting_acts import DECLARE, DECLARE_FOR, NIL_FOR_THE_REST
from pccc.terms import AttendanceKind, ItemState

NIL = "No interest in any item of this agenda."
SOMEBODY_MOVED = "Attendance changed after you opened this page. Check who has not been asked yet, then try again."


def _require_sits(meeting: Meeting, person: Person) -> None:
    there = Attendance.objects.filter(meeting=meeting, person=person).exclude(kind=AttendanceKind.APOLOGIES)
    seats = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee, person=person)
    if not there.exists() and not seats.exists():
        raise Refused(f"{person.name} is not a member of this committee and is not at this meeting.", field="person")


def _require_own(meeting: Meeting, person: Person, item: AgendaItem | None, interest: Interest | None) -> None:
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("That item belongs to another meeting.", field="item")
    if item is not None and item.state == ItemState.WITHDRAWN:
        raise Refused("That item was withdrawn from the agenda.", field="item")
    own = interest is None or (interest.person_id == person.pk and interest.ccg_id == meeting.committee.ccg_id)
    if not own or (interest is not None and interest.state == InterestState.WITHDRAWN):
        raise Refused("Choose an interest from this person's own entries in the register.", field="interest")


def _write_down(
    meeting: Meeting,
    person: Person,
    item: AgendaItem | None,
    nature: str,
    interest: Interest | None,
    token: UUID,
    by: Person,
    now: datetime,
) -> MeetingDeclaration:
    with form_used_once(ALREADY_SENT):
        made = MeetingDeclaration.objects.create(
            meeting=meeting, item=item, person=person, nature=nature, interest=interest, declared_at=now,
            recorded_by=by, form_token=token,
        )  # fmt: skip
    write(
        meeting,
        "meeting.declared",
        by=by,
        now=now,
        person=person.pk,
        name=person.name,
        item=item.number if item else None,
        nil=made.nil,
        interest=interest.number if interest else None,
    )
    return made


@transaction.atomic
def declare_at_meeting(
    *,
    meeting: Meeting,
    person: Person,
    form_token: UUID,
    by: Person,
    now: datetime,
    item: AgendaItem | None = None,
    nature: str = "",
    interest: Interest | None = None,
) -> MeetingDeclaration:
    """What `person` declares for `item`, or for the whole meeting by naming an `interest`; without either it is nil.

    Taken once the agenda is published, until the meeting closes. By the person, or for them by who runs the meeting.
    The same form again gives the same declaration. Raises Refused without a nature, for a nil after an interest was
    declared, for somebody who neither sits nor attends.
    """
    meeting = begin_meeting(meeting, DECLARE if by.pk == person.pk else DECLARE_FOR, by=by, now=now)
    known = MeetingDeclaration.objects.filter(form_token=form_token).first()
    if known is not None:
        if (known.meeting_id, known.person_id) == (meeting.pk, person.pk):
            return known
        raise Conflict(ALREADY_SENT)
    _require_sits(meeting, person)
    _require_own(meeting, person, item, interest)
    if item is None and interest is None:
        mine = MeetingDeclaration.objects.filter(meeting=meeting, person=person)
        if any(not row.nil for row in mine):
            raise Refused(
                f"{person.name} has declared an interest at this meeting, so you cannot record nothing to declare."
            )
        nature = NIL
    if not nature.strip():
        raise Refused("Enter what the interest is, how large, and why it touches the item.", field="nature")
    return _write_down(meeting, person, item, nature.strip(), interest, form_token, by, now)


@transaction.atomic
def nil_for_the_rest(*, meeting: Meeting, seen: str, by: Person, now: datetime) -> list[MeetingDeclaration]:
    """The chair has asked, and the others in the room have nothing to declare: one nil for each who has not spoken.

    `seen` is the `silent_digest` of what the page showed. Raises Conflict when others wait now, and records nothing.
    """
    meeting = begin_meeting(meeting, NIL_FOR_THE_REST, by=by, now=now)
    room = room_of(meeting)
    require_seen(seen, silent_digest(room, now), SOMEBODY_MOVED)
    waiting = dict(silent(room, now))
    people = Person.objects.in_bulk(list(waiting))
    return [
        _write_down(meeting, person, None, NIL, None, uuid5(NAMESPACE_URL, f"nil:{meeting.pk}:{pk}"), by, now)
        for pk, person in sorted(people.items())
    ]
