"""What declarations add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from conflicts.models import Declarant
from conflicts.queries.declarations import asked_of, live, overdue, unique_people, waiting_for_review, with_last_answer
from conflicts.rules.prompts import earliest, end_of, standing
from conflicts.terms.interests import Occasion

REVIEW_WITHIN = timedelta(days=28)
MOST = 25


def _own_tasks(person: Person, now: datetime) -> Iterable[Todo]:
    rows = with_last_answer(Declarant.objects.filter(live(now), person=person).select_related("ccg"), now)
    by_ccg: dict[CCG, list[Any]] = {}
    for row in rows:
        by_ccg.setdefault(row.ccg, []).append(row)
    for ccg, mine in by_ccg.items():
        asked = earliest(asked_of(row) for row in mine)
        if asked is not None and asked.is_asked(now):
            first = asked.occasion == Occasion.APPOINTMENT
            title = f"{'Declare' if first else 'Confirm'} your interests: {ccg.name}"
            why = "COI-05: on appointment" if first else "COI-04: periodic confirmation"
            yield Todo(title, f"{ccg.url}registers/declare/", asked.due_at, why, ccg.name)


def _review_tasks(ccg: CCG, person: Person, now: datetime) -> Iterable[Todo]:
    for interest in waiting_for_review(ccg, person)[:MOST]:
        title = f"Review entry {interest.number}: {interest.person.name}"
        due_at = end_of(london(interest.declared_at).date() + REVIEW_WITHIN)
        yield Todo(title, f"{interest.url}review/", due_at, "COI-06", ccg.name)


def _chasing_tasks(ccg: CCG, now: datetime) -> Iterable[Todo]:
    late = overdue(ccg, now)
    if late:
        people = unique_people(late)
        words = "1 person has" if people == 1 else f"{people} people have"
        url = f"{ccg.url}registers/declarations/overdue/"
        yield Todo(f"{words} not declared: {ccg.name}", url, late[0].due_at, "COI-04, COI-05", ccg.name)


@task_provider
def declaration_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """One's own declaration, what waits for one's review, and whom to chase."""
    yield from _own_tasks(person, now)
    seen: set[int] = set()
    for post in posts:
        if post.ccg_id is None or post.ccg_id in seen:
            continue
        permissions = post.terms.permissions
        if Permission.REVIEW_DECLARATIONS in permissions:
            seen.add(post.ccg_id)
            yield from _review_tasks(post.ccg, person, now)
        if Permission.KEEP_REGISTERS in permissions:
            yield from _chasing_tasks(post.ccg, now)


# Every position of the CCG with the last answer of its holder, and how many entries wait for review.
DECLARATIONS = """
SELECT d.person_id, d.decision_maker, d.starts_at, d.added_at, greatest(
           (SELECT max(r.made_at) FROM conflicts_declarationreturn r
             WHERE r.ccg_id = d.ccg_id AND r.person_id = d.person_id AND r.made_at <= %(now)s),
           (SELECT max(i.declared_at) FROM conflicts_interest i
             WHERE i.ccg_id = d.ccg_id AND i.person_id = d.person_id AND i.declared_at <= %(now)s
               AND i.state <> 'WITHDRAWN' AND i.occasion IN ('APPOINTMENT', 'PERIODIC'))) AS last_at
  FROM conflicts_declarant d
 WHERE d.ccg_id = %(ccg)s AND d.starts_at <= %(now)s AND (d.ends_at IS NULL OR d.ends_at > %(now)s)
"""
WAITING = """
SELECT count(*) AS entries FROM conflicts_interest WHERE ccg_id = %(ccg)s AND state = 'SUBMITTED'
"""
page_facts("conflicts.declarations", DECLARATIONS)
page_facts("conflicts.waiting", WAITING)


@panel_provider
def declaration_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """How many decision-makers and others have not declared, and how many entries wait for review. No names."""
    late: dict[bool, set[int]] = {True: set(), False: set()}
    for row in facts["conflicts.declarations"]:
        if standing(row.starts_at, row.added_at, row.last_at).is_overdue(now):
            late[row.decision_maker].add(row.person_id)
    url = f"{ccg.url}registers/"
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
