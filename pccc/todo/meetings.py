"""What meetings add to people's tasks (and so to their calendars) and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, Post
from ccgs.queries.home_page import about, ccgs_with
from ccgs.terms import Permission
from cocommission.shared.clock import moment
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from pccc.queries.home_page import MEETINGS, OWN_MEETINGS, place_of
from pccc.rules.meetings import EARLIEST
from pccc.terms import MeetingState

task_facts("pccc.meetings", MEETINGS, each="ccg", may=[Permission.RUN_COMMITTEES])
task_facts("pccc.own_meetings", OWN_MEETINGS)


def _secretary(ccg: CCG, facts: Facts, now: datetime) -> Iterable[Todo]:
    for row in about(facts["pccc.meetings"], ccg):
        name, place = f"{row.name}, meeting {row.number}", place_of(row)
        desk = url_to("meeting-desk", ccg, **place)
        if row.state == MeetingState.PLANNED:
            url = url_to("meeting", ccg, **place)
            yield Todo(f"Publish the agenda: {name}", url, row.starts_at, "MTG-01: public notice", ccg.name)
        elif row.state == MeetingState.NOTICED:
            why, opens_at = "Its agenda is published", row.starts_at - EARLIEST
            waiting = f"Waiting until {moment(opens_at)}. You can open the meeting then." if now < opens_at else ""
            yield Todo(f"Run the meeting: {name}", desk, row.starts_at, why, ccg.name, waiting=waiting)
        else:
            yield Todo(f"Close the meeting: {name}", desk, None, "It is in session", ccg.name)


def _member(facts: Facts) -> Iterable[Todo]:
    """Meetings to come of the committees on which the person sits, deputies too."""
    for row in facts["pccc.own_meetings"]:
        name, place = f"{row.name}, meeting {row.number}", {"code": row.code, **place_of(row)}
        if row.spoke:
            url = url_to("meeting", **place)
            yield Todo(f"Read your papers: {name}", url, row.starts_at, "You sit on the committee", row.ccg_name)
        else:
            why, url = "Every member declares at every meeting", url_to("meeting-declare", **place)
            yield Todo(f"Declare your interests: {name}", url, row.starts_at, why, row.ccg_name)


@task_provider
def meeting_tasks(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """What the secretary has to publish, run and close; what members have to declare and read."""
    for ccg in ccgs_with(posts, Permission.RUN_COMMITTEES):
        yield from _secretary(ccg, facts, now)
    yield from _member(facts)


page_facts("pccc.meetings", MEETINGS)


@panel_provider
def meeting_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Meetings whose agenda is published, with their date; those in session."""
    for row in facts["pccc.meetings"]:
        url = url_to("meeting", ccg, **place_of(row))
        if row.state == MeetingState.OPEN:
            yield "open", Panel("Meeting in session", row.name, url)
        elif row.state == MeetingState.NOTICED and row.starts_at > now:
            yield "due", Panel("Meeting", row.name, url, row.starts_at)
