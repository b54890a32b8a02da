"""What breaches, training and self-certification add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.models import Person
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from conflicts.queries.breaches import UNASSIGNED, for_guardian, investigated_by
from conflicts.queries.standing import training_due
from conflicts.terms.breaches import BreachState

MOST = 25


def _guardian_tasks(ccg: CCG, person: Person) -> Iterable[Todo]:
    rows = for_guardian(ccg, person).exclude(reported_by=person, state=BreachState.CONCLUDED)
    for breach in rows.filter(state__in=(*UNASSIGNED, BreachState.CONCLUDED)).order_by("investigate_by_at")[:MOST]:
        if breach.state == BreachState.CONCLUDED:
            yield Todo(f"Publish breach {breach.number} without names", breach.url, None, "BRE-01", ccg.name)
        else:
            title = f"Choose who investigates breach {breach.number}"
            yield Todo(title, breach.url, breach.investigate_by_at, "BRE-03", ccg.name)


@task_provider
def breach_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """What the Guardian has to decide, what somebody investigates, and who has to be trained."""
    mine = investigated_by(person, now).exclude(person=person).filter(state=BreachState.INVESTIGATED)
    for breach in mine.order_by("assigned_at")[:MOST]:
        yield Todo(f"Investigate breach {breach.number}", breach.url, None, "Asked by the Guardian", breach.ccg.name)
    for post in posts:
        if post.ccg_id is None:
            continue
        if Permission.GUARD_CONFLICTS in post.terms.permissions:
            yield from _guardian_tasks(post.ccg, person)
        if Permission.KEEP_REGISTERS in post.terms.permissions and (due := training_due(post.ccg, now)):
            words = "1 person needs" if len(due) == 1 else f"{len(due)} people need"
            url = f"{post.ccg.url}registers/training/"
            yield Todo(f"{words} training module 1", url, None, "GOV-05", post.ccg.name)


OPEN_BREACHES = """
SELECT count(*) AS breaches FROM conflicts_breach
 WHERE ccg_id = %(ccg)s AND state IN ('REPORTED', 'INVESTIGATED')
"""
page_facts("conflicts.breaches", OPEN_BREACHES)


@panel_provider
def breach_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """How many breaches are being looked into. Nothing else about them."""
    count = facts["conflicts.breaches"][0].breaches
    if count:
        text = "1 report is being looked into" if count == 1 else f"{count} reports are being looked into"
        yield "open", Panel("Breaches", text, f"{ccg.url}registers/breaches/")
