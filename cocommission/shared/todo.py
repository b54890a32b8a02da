"""What people have to do: each app hands in SELECTs and words what they find; nobody imports upwards.

All SELECTs run as one statement, prepared once for each connection, however many organisations a person acts for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from cocommission.shared.clock import london
from cocommission.shared.database.prepared import Prepared
from cocommission.shared.facts import Facts, facts_in, in_one_statement


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that a person has to do. `due_at` may be None; `why` says which rule or event asks for it.

    `waiting` says for whom or until when it waits; it is empty where the person can do it now. `page` is the address of
    the page of an organisation on which it counts, where `url` is elsewhere.
    """

    title: str
    url: str
    due_at: datetime | None
    why: str
    organisation_name: str
    waiting: str = ""
    page: str = ""


# What the person holds, one row for each permission of each post.
HELD = """
WITH held (ccg_id, lmc_id, region_id, role, permission) AS MATERIALIZED (
    SELECT ccg_id, lmc_id, region_id, role, permission
      FROM unnest(%(ccgs)s::bigint[], %(lmcs)s::bigint[], %(regions)s::bigint[], %(roles)s::text[],
                  %(permissions)s::text[]) AS given (ccg_id, lmc_id, region_id, role, permission)
)
"""
TaskProvider = Callable[[Any, list[Any], Facts, datetime], Iterable[Todo]]
_selects: dict[str, str] = {}
_task_providers: list[TaskProvider] = []


def task_facts(name: str, select: str, *, each: str = "", roles: Iterable[str] = (), may: Iterable[str] = ()) -> None:
    """Registers a SELECT at the moment `%(now)s`, on the day `%(today)s` in London, for the person `%(person)s`.

    `%(books)s` are the books of the organisations in which they hold posts, and the national one.

    `each` ("ccg", "lmc" or "region"): it is about the one organisation `%(ccg)s` and is asked for each in which the
    person holds one of `roles`, or a post with a permission among `may`. Its rows then have `ccg_id` as well.
    """
    if each:
        column, wanted = ("role", roles) if roles else ("permission", may)
        listed = ", ".join(f"'{one!s}'" for one in wanted)
        select = f"""
SELECT mine.{each}_id, f.* FROM (
    SELECT DISTINCT {each}_id FROM held WHERE {each}_id IS NOT NULL AND {column} IN ({listed})
) mine CROSS JOIN LATERAL ({select.replace(f"%({each})s", f"mine.{each}_id")}) f"""  # noqa: S608
    _selects[name] = select


def task_provider(function: TaskProvider) -> TaskProvider:
    """Registers `function(person, posts, facts, now)` as a source of tasks."""
    _task_providers.append(function)
    return function


@cache
def _statement() -> Prepared:
    return Prepared("task_facts", f"{HELD} SELECT {in_one_statement(_selects)}")


def task_facts_of(person: Any, posts: list[Any], now: datetime) -> Facts:
    """The rows of every registered SELECT, by name, in one statement."""
    held = [(post, str(permission)) for post in posts for permission in post.terms.permissions or ("",)]
    places = [post.ccg or post.lmc or post.region for post in posts]
    values = {
        "books": ["NATIONAL", *(place.book for place in places if place is not None)],
        "person": person.pk,
        "now": now,
        "today": london(now).date(),
        "ccgs": [post.ccg_id for post, _ in held],
        "lmcs": [post.lmc_id for post, _ in held],
        "regions": [post.region_id for post, _ in held],
        "roles": [str(post.role) for post, _ in held],
        "permissions": [permission for _, permission in held],
    }
    with connection.cursor() as cursor:
        _statement().execute(cursor, values)
        return facts_in(_selects, cursor.fetchone())


def tasks_of(person: Any, posts: list[Any], now: datetime) -> list[Todo]:
    """Everything that `person` has to do, in the order in which it is due; undated last."""
    facts = task_facts_of(person, posts, now)
    todos = [todo for provider in _task_providers for todo in provider(person, posts, facts, now)]
    return sorted(todos, key=lambda todo: (todo.due_at is None, todo.due_at or now, todo.title))
