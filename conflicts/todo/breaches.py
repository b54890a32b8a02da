"""What breaches, training and self-certification add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime

from ccgs.models import CCG, Post
from ccgs.queries.home_page import about, ccgs_with
from ccgs.terms import Permission
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from conflicts.queries.breaches import UNASSIGNED, for_guardian
from conflicts.queries.home_page import INVESTIGATED, OPEN_BREACHES, TRAINEES, people_to_train
from conflicts.terms.breaches import BreachState

MOST = 25
task_facts("conflicts.investigated", INVESTIGATED)
task_facts("conflicts.trainees", TRAINEES, each="ccg", may=[Permission.KEEP_REGISTERS])


def _guardian_tasks(ccgs: list[CCG], person: Person) -> Iterable[Todo]:
    rows = for_guardian(ccgs, person).exclude(reported_by=person, state=BreachState.CONCLUDED)
    for breach in rows.filter(state__in=(*UNASSIGNED, BreachState.CONCLUDED)).order_by("investigate_by_at")[:MOST]:
        if breach.state == BreachState.CONCLUDED:
            title = f"Publish breach {breach.number} without names"
            yield Todo(title, breach.url, None, "BRE-01", breach.ccg.name)
        else:
            title = f"Choose who investigates breach {breach.number}"
            yield Todo(title, breach.url, breach.investigate_by_at, "BRE-03", breach.ccg.name)


@task_provider
def breach_tasks(person: Person, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """What the Guardian has to decide, what somebody investigates, and who has to be trained."""
    for row in facts["conflicts.investigated"]:
        url = url_to("breach", code=row.code, number=row.number)
        yield Todo(f"Investigate breach {row.number}", url, None, "Asked by the Guardian", row.name)
    guarded = ccgs_with(posts, Permission.GUARD_CONFLICTS)
    if guarded:
        yield from _guardian_tasks(guarded, person)
    for ccg in ccgs_with(posts, Permission.KEEP_REGISTERS):
        due = people_to_train(about(facts["conflicts.trainees"], ccg), london(now).date())
        if due:
            words = "1 person needs" if due == 1 else f"{due} people need"
            yield Todo(f"{words} training module 1", url_to("training", ccg), None, "GOV-05", ccg.name)


page_facts("conflicts.breaches", OPEN_BREACHES)


@panel_provider
def breach_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """How many breaches are being looked into. Nothing else about them."""
    count = facts["conflicts.breaches"][0].breaches
    if count:
        text = "1 report is being looked into" if count == 1 else f"{count} reports are being looked into"
        yield "open", Panel("Breaches", text, url_to("breaches", ccg))
