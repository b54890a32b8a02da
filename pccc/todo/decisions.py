"""What decisions and minutes add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from ccgs.models import CCG, Post
from ccgs.queries.home_page import about, ccgs_with
from ccgs.terms import Permission
from cocommission.shared.clock import moment
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from pccc.queries.home_page import MINUTES_TO_MOVE, URGENT, place_of
from pccc.rules.minutes import approval_blockers
from pccc.terms import MinutesState

page_facts("pccc.urgent_decisions", URGENT)
task_facts("pccc.urgent_decisions", URGENT, each="ccg", may=[Permission.RUN_COMMITTEES])
task_facts("pccc.minutes", MINUTES_TO_MOVE, each="ccg", may=[Permission.RUN_COMMITTEES])
NEXT = {
    None: "Draft the minutes",
    MinutesState.DRAFT: "Finish the minutes",
    MinutesState.FINAL: "Have the minutes approved",
    MinutesState.APPROVED: "Publish the minutes",
}


def _next_meeting(row: Any) -> str:
    return f"Waiting for the committee until its next meeting on {moment(row.next_at)}."


def _new_meeting(ccg: CCG, row: Any) -> str:
    return reverse("meeting-new", args=[ccg.code, row.committee])


def _tasks_of(ccg: CCG, facts: Facts) -> Iterable[Todo]:
    for row in about(facts["pccc.urgent_decisions"], ccg):
        if not row.in_session and row.next_at is None:
            title = f"Plan a meeting to ratify urgent decision {row.number}: {row.title}"
            yield Todo(title, _new_meeting(ccg, row), None, "DEC-03", ccg.name)
            continue
        title = f"Have urgent decision {row.number} ratified: {row.title}"
        url = url_to("decision", ccg, number=row.number)
        yield Todo(title, url, None, "DEC-03", ccg.name, waiting="" if row.in_session else _next_meeting(row))
    for row in about(facts["pccc.minutes"], ccg):
        words, name = NEXT[MinutesState(row.state) if row.state else None], f"Meeting {row.number} of {row.name}"
        waits = row.state == MinutesState.FINAL and approval_blockers(
            held_at=row.held_at, same_committee=True, later_opened_at=row.later_opened_at
        )
        if waits and row.next_at is None:
            title = f"Plan a meeting to approve the minutes: {name}"
            yield Todo(title, _new_meeting(ccg, row), None, "DEC-07", ccg.name)
            continue
        url, waiting = url_to("minutes", ccg, **place_of(row)), _next_meeting(row) if waits else ""
        yield Todo(f"{words}: {name}", url, None, "PCC-15", ccg.name, waiting=waiting)


@task_provider
def decision_tasks(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """Minutes to move on and urgent decisions to put before a meeting, for those who run committees."""
    for ccg in ccgs_with(posts, Permission.RUN_COMMITTEES):
        yield from _tasks_of(ccg, facts)


@panel_provider
def decision_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Urgent decisions that no meeting has ratified."""
    for row in facts["pccc.urgent_decisions"]:
        url = url_to("decision", ccg, number=row.number)
        yield "missing", Panel("Urgent decision", f"Not ratified yet: {row.title}", url)
