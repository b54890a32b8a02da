"""What committees add to people's tasks and to the CCG's home page: set-up, terms that end, rules that are broken."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, Post
from ccgs.queries.home_page import about, ccgs_with
from ccgs.terms import Permission
from cocommission.shared.clock import day
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from pccc.queries.composition import ACTIVE, composition_facts
from pccc.queries.home_page import COMMITTEES, DRAFTS, ENDINGS, ending
from pccc.rules.committee_acts import warning_step
from pccc.rules.composition import CHAIRLESS, judged
from pccc.terms.committees import SeatRole

page_facts("pccc.committees", COMMITTEES)
page_facts("pccc.endings", ENDINGS)
task_facts("pccc.drafts", DRAFTS, each="ccg", may=[Permission.RUN_COMMITTEES])
task_facts("pccc.active", ACTIVE, each="ccg", may=[Permission.RUN_COMMITTEES])
task_facts("pccc.endings", ENDINGS, each="ccg", may=[Permission.RUN_COMMITTEES])


def _tasks_of(ccg: CCG, facts: Facts, now: datetime) -> Iterable[Todo]:
    for row in about(facts["pccc.drafts"], ccg):
        yield Todo(f"Finish setting up: {row.name}", _url(ccg, row), None, "A committee that is being set up", ccg.name)
    for row in about(facts["pccc.active"], ccg):
        composed = judged(composition_facts(row))
        if failing := composed.failing:
            why = f"Composition broken: {', '.join(failing)}"
            yield Todo(f"Correct the composition: {row.name}", _url(ccg, row), None, why, ccg.name)
        if any(blocker.field == CHAIRLESS for blocker in composed.blockers):
            yield Todo(f"Appoint a chair: {row.name}", _url(ccg, row), None, "There is no chair", ccg.name)
    for row, days in ending(about(facts["pccc.endings"], ccg), now):
        title = f"Find who follows {row.person}, {row.title or SeatRole(row.role).label}"
        why = f"The term ends on {day(row.ends_at)}, within {warning_step(days)} days"
        yield Todo(title, _url(ccg, row), row.ends_at, why, ccg.name)


def _url(ccg: CCG, row: Any) -> str:
    return url_to("committee", ccg, number=row.number)


@task_provider
def committee_tasks(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """What a governance officer or a secretary has to do for the committees."""
    for ccg in ccgs_with(posts, Permission.RUN_COMMITTEES):
        yield from _tasks_of(ccg, facts, now)


@panel_provider
def committee_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """The committees that are active, and terms that end within 60 days with nobody to follow."""
    for row in facts["pccc.committees"]:
        yield "held", Panel("Committee", f"{row.name}, since {day(row.activated_at)}", _url(ccg, row))
    for row, _ in ending(facts["pccc.endings"], now):
        yield "due", Panel("Committee", f"The term of {row.person} ends, {row.name}", _url(ccg, row), row.ends_at)
