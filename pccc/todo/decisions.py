"""What decisions and minutes add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.models import Person
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from pccc.queries.decisions import to_ratify
from pccc.queries.meetings import minutes_to_publish
from pccc.terms import MinutesState

WAITING = """
SELECT decision.number, decision.title
  FROM pccc_decision decision
 WHERE decision.ccg_id = %(ccg)s AND decision.kind = 'URGENT'
   AND NOT EXISTS (SELECT 1 FROM pccc_decision later
                    WHERE later.earlier_id = decision.id AND later.kind = 'RATIFICATION')
 ORDER BY decision.number LIMIT 25
"""
page_facts("pccc.urgent_decisions", WAITING)
NEXT = {
    None: "Draft the minutes",
    MinutesState.DRAFT: "Finish the minutes",
    MinutesState.FINAL: "Have the minutes approved",
    MinutesState.APPROVED: "Publish the minutes",
}
RECENT = 25


def _tasks_of(ccg: CCG, now: datetime) -> Iterable[Todo]:
    for one in to_ratify(ccg):
        yield Todo(f"Have urgent decision {one.number} ratified: {one.title}", one.url, None, "DEC-03", ccg.name)
    rows = minutes_to_publish(ccg, now).select_related("committee__ccg", "minutes")
    for meeting in rows.order_by("closed_at")[:RECENT]:
        minutes = getattr(meeting, "minutes", None)
        words = NEXT[MinutesState(minutes.state) if minutes else None]
        yield Todo(f"{words}: {meeting}", f"{meeting.url}minutes/", None, "PCC-15", ccg.name)


@task_provider
def decision_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """Minutes to move on and urgent decisions to put before a meeting, for those who run committees."""
    seen: set[int] = set()
    for post in posts:
        if post.ccg_id is not None and Permission.RUN_COMMITTEES in post.terms.permissions and post.ccg_id not in seen:
            seen.add(post.ccg_id)
            yield from _tasks_of(post.ccg, now)


@panel_provider
def decision_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Urgent decisions that no meeting has ratified."""
    for row in facts["pccc.urgent_decisions"]:
        url = f"{ccg.url}decisions/{row.number}/"
        yield "missing", Panel("Urgent decision", f"Not ratified yet: {row.title}", url)
