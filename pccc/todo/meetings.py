"""What meetings add to people's tasks (and so to their calendars) and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.models import Person
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from pccc.models import Meeting
from pccc.queries.meetings import meetings_of_member
from pccc.terms import MeetingState

UNDER_WAY = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.OPEN)
MEETINGS = """
SELECT meeting.number, meeting.state, meeting.starts_at, committee.number AS committee, committee.name
  FROM pccc_meeting meeting JOIN pccc_committee committee ON committee.id = meeting.committee_id
 WHERE committee.ccg_id = %(ccg)s AND meeting.state IN ('NOTICED', 'OPEN')
 ORDER BY meeting.starts_at
"""


def _secretary(ccg: CCG) -> Iterable[Todo]:
    rows = Meeting.objects.filter(committee__ccg=ccg, state__in=UNDER_WAY).select_related("committee__ccg")
    for row in rows.order_by("starts_at"):
        name = f"{row.committee.name}, meeting {row.number}"
        if row.state == MeetingState.PLANNED:
            yield Todo(f"Publish the agenda: {name}", row.url, row.starts_at, "MTG-01: public notice", ccg.name)
        elif row.state == MeetingState.NOTICED:
            yield Todo(
                f"Run the meeting: {name}", f"{row.url}desk/", row.starts_at, "Its agenda is published", ccg.name
            )
        else:
            yield Todo(f"Close the meeting: {name}", f"{row.url}desk/", None, "It is in session", ccg.name)


def _member(person: Person, now: datetime) -> Iterable[Todo]:
    """Meetings to come of the committees on which the person sits, deputies too."""
    for row in meetings_of_member(person, now).select_related("committee__ccg").order_by("starts_at"):
        ccg, name = row.committee.ccg, f"{row.committee.name}, meeting {row.number}"
        if row.spoke:
            yield Todo(f"Read your papers: {name}", row.url, row.starts_at, "You sit on the committee", ccg.name)
        else:
            yield Todo(
                f"Declare your interests: {name}", f"{row.url}declare/", row.starts_at,
                "Every member declares at every meeting", ccg.name,
            )  # fmt: skip


@task_provider
def meeting_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """What the secretary has to publish, run and close; what members have to declare and read."""
    for ccg in {post.ccg for post in posts if post.ccg_id and Permission.RUN_COMMITTEES in post.terms.permissions}:
        yield from _secretary(ccg)
    yield from _member(person, now)


page_facts("pccc.meetings", MEETINGS)


@panel_provider
def meeting_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Meetings whose agenda is published, with their date; those in session."""
    for row in facts["pccc.meetings"]:
        url = f"{ccg.url}committees/{row.committee}/meetings/{row.number}/"
        if row.state == MeetingState.OPEN:
            yield "open", Panel("Meeting in session", row.name, url)
        elif row.starts_at > now:
            yield "due", Panel("Meeting", row.name, url, row.starts_at)
