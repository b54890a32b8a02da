"""What every act of a meeting does first and last: begin it, write the ledger, tell members."""

from datetime import datetime
from typing import Any

from ccgs.actions.beginning import begin
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from pccc.models import AgendaItem, Meeting
from pccc.queries.composition import memberships_at
from pccc.terms import TRANSITIONS

LIFE = TRANSITIONS["Meeting"]
ALREADY_SENT = "This form was already sent. Open the page again to start a new one."


def begin_meeting(meeting: Meeting, act: Act, *, by: Person, now: datetime) -> Meeting:
    """The locked meeting, for an act of `rules.meeting_acts`; raises as `begin` does."""
    rows = Meeting.objects.select_related("committee__ccg", "chair")
    return begin(rows.filter(pk=meeting.pk), act, by=by, now=now)


def begin_item(item: AgendaItem, act: Act, *, by: Person, now: datetime) -> AgendaItem:
    """The item as it is now, its meeting locked, for an act of `rules.meeting_acts`; raises as `begin` does."""
    meeting = begin_meeting(item.meeting, act, by=by, now=now)
    item = AgendaItem.objects.get(pk=item.pk)
    item.meeting = meeting
    return item


def write(meeting: Meeting, act: str, *, by: Person | None, now: datetime, reason: str = "", **facts: Any) -> None:
    """Enters an act of the meeting into the CCG's book."""
    book, subject = meeting.committee.ccg.book, meeting.subject
    enter(book=book, act=act, by=by, now=now, subject=subject, reason=reason, facts=facts)


def tell_members(meeting: Meeting, *, key: str, subject: str, text: str, now: datetime) -> int:
    """Queues a message to everybody who sits on the committee on the day, deputies too; gives how many are new."""
    rows = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee)
    people = {row.person_id: row.person for row in rows}
    sent = [
        post_message(
            key=f"meeting:{meeting.pk}:{key}:{person.pk}",
            to=person,
            subject=subject,
            text=text,
            now=now,
            about=meeting.committee.ccg.book,
            link=meeting.url,
        )
        for person in people.values()
    ]
    return sum(message is not None for message in sent)
