"""What declarations add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from ccgs.models import CCG, Post
from ccgs.queries.home_page import about, ccgs_with
from ccgs.terms import Permission
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from conflicts.queries.declarations import waiting_for_review
from conflicts.queries.home_page import DECLARATIONS, OWN_DECLARATIONS, WAITING, asked_in, overdue_in
from conflicts.rules.prompts import earliest, end_of
from conflicts.terms.interests import Occasion

REVIEW_WITHIN = timedelta(days=28)
MOST = 25


task_facts("conflicts.own", OWN_DECLARATIONS)
task_facts("conflicts.declarations", DECLARATIONS, each="ccg", may=[Permission.KEEP_REGISTERS])
task_facts("conflicts.waiting", WAITING, each="ccg", may=[Permission.REVIEW_DECLARATIONS])


def _own_tasks(facts: Facts, now: datetime) -> Iterable[Todo]:
    by_ccg: dict[int, list[Any]] = {}
    for row in facts["conflicts.own"]:
        by_ccg.setdefault(row.at_ccg, []).append(row)
    for mine in by_ccg.values():
        asked, ccg = earliest(map(asked_in, mine)), mine[0]
        if asked is not None and asked.is_asked(now):
            first = asked.occasion == Occasion.APPOINTMENT
            title = f"{'Declare' if first else 'Confirm'} your interests: {ccg.name}"
            why = "COI-05: on appointment" if first else "COI-04: periodic confirmation"
            yield Todo(title, url_to("declare", code=ccg.code), asked.due_at, why, ccg.name)


def _review_tasks(facts: Facts, person: Person) -> Iterable[Todo]:
    ccgs = [row.ccg_id for row in facts["conflicts.waiting"] if row.entries]
    for interest in waiting_for_review(ccgs, person)[:MOST] if ccgs else []:
        title = f"Review entry {interest.number}: {interest.person.name}"
        due_at = end_of(london(interest.declared_at).date() + REVIEW_WITHIN)
        page = url_to("declarations", interest.ccg)
        yield Todo(title, url_to("declared-interest-review", interest), due_at, "COI-06", interest.ccg.name, page=page)


def _chasing_tasks(ccg: CCG, facts: Facts, now: datetime) -> Iterable[Todo]:
    late = overdue_in(about(facts["conflicts.declarations"], ccg), now)
    if late:
        people = len({row.person_id for row, _ in late})
        words = "1 person has" if people == 1 else f"{people} people have"
        url = url_to("declarations-overdue", ccg)
        first = min(due_at for _, due_at in late)
        yield Todo(f"{words} not declared: {ccg.name}", url, first, "COI-04, COI-05", ccg.name)


@task_provider
def declaration_tasks(person: Person, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """One's own declaration, what waits for one's review, and whom to chase."""
    yield from _own_tasks(facts, now)
    yield from _review_tasks(facts, person)
    for ccg in ccgs_with(posts, Permission.KEEP_REGISTERS):
        yield from _chasing_tasks(ccg, facts, now)


page_facts("conflicts.declarations", DECLARATIONS)
page_facts("conflicts.waiting", WAITING)


@panel_provider
def declaration_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """How many decision-makers and others have not declared, and how many entries wait for review. No names."""
    late: dict[bool, set[int]] = {True: set(), False: set()}
    for row, _ in overdue_in(facts["conflicts.declarations"], now):
        late[row.decision_maker].add(row.person_id)
    url = url_to("registers", ccg)
    for words, people in (
        ("decision-maker", late[True]),
        ("other person", late[False] - late[True]),
    ):
        if people:
            count = len(people)
            several = {"decision-maker": "decision-makers", "other person": "other people"}[words]
            text = f"{count} {words if count == 1 else several} {'has' if count == 1 else 'have'} not declared in time"
            yield "missing", Panel("Declarations of interest", text, url)
    waiting = facts["conflicts.waiting"][0].entries
    if waiting:
        text = "1 declaration to sign off" if waiting == 1 else f"{waiting} declarations to sign off"
        yield "open", Panel("Declarations of interest", text, url)
