"""What every act of a meeting does first and last: lock it, ask rights and state, write the ledger, tell members."""

from datetime import datetime
from typing import Any

from ccgs.actions.permits import require_any
from ccgs.terms import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict
from cocommission.shared.models import Person
from pccc.models import Meeting
from pccc.queries.composition import memberships_at
from pccc.rules.meetings import act_blockers
from pccc.terms import TRANSITIONS

LIFE = TRANSITIONS["Meeting"]
ALREADY_SENT = "This form was already sent. Open the page again to start a new one."


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, locked until the end of the transaction."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee__ccg", "chair")
    return rows.get(pk=meeting.pk)


def require_runner(meeting: Meeting, by: Person, now: datetime) -> None:
    """Raises Refused (403) unless `by` runs the committees of this CCG."""
    require_any(by, (Permission.RUN_COMMITTEES,), meeting.committee.ccg, now)


def require_act(meeting: Meeting, act: str) -> None:
    """Raises Conflict, in the words of the page, unless the meeting's state allows the act (MTG-02)."""
    found = act_blockers(act, state=meeting.state)
    if found:
        raise Conflict(*found)


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
