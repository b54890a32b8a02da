"""What the database refuses, read from its functions, and who provokes it past the action's own check.

A function marked `provokes(function, start of the words)` builds the scene and gives what is then tried: something to
call that the referee refuses. The files `referee_*.py` hold them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from tests import database
from tests.factories.world import World

Act = Callable[[], Any]
Scene = Callable[[World, Callable[[Any], Any]], Act]

SOURCES = """
SELECT f.proname, f.prosrc FROM pg_proc f JOIN pg_language l ON l.oid = f.prolang
 WHERE f.pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e')
 ORDER BY f.proname
"""
STATEMENT = re.compile(r"\bRAISE\b[^;]*;", re.DOTALL)
PARTS = re.compile(r"RAISE EXCEPTION\s+'((?:[^']|'')*)'.*?(?:HINT = '(\w+)')?;", re.DOTALL)


@dataclass(frozen=True)
class Raise:
    """One RAISE: its function, its words, and the marker that says whom it is meant for."""

    function: str
    words: str
    marker: str | None


def raises_in(function: str, source: str) -> list[Raise]:
    """Every RAISE of a function; one in another form than ours has no marker."""
    found = []
    for statement in STATEMENT.findall(source):
        parts = PARTS.fullmatch(statement)
        words, marker = parts.groups() if parts else (statement, None)
        found.append(Raise(function, words.replace("''", "'"), marker))
    return found


def every_raise() -> list[Raise]:
    """Those of all functions of the migrated database."""
    with connection.cursor() as cursor:
        cursor.execute(SOURCES)
        return [one for name, source in cursor.fetchall() for one in raises_in(name, source)]


@dataclass(frozen=True)
class Provocation:
    """How one refusal is provoked."""

    function: str
    start: str
    scene: Scene

    def fits(self, one: Raise) -> bool:
        """Whether it provokes that RAISE."""
        return one.function == self.function and one.words.startswith(self.start)


PROVOCATIONS: list[Provocation] = []


def provokes(function: str, start: str) -> Callable[[Scene], Scene]:
    """Registers a scene; it takes the world and what stops both clocks, and gives what is tried."""

    def register(scene: Scene) -> Scene:
        PROVOCATIONS.append(Provocation(function, start, scene))
        return scene

    return register


def sql(statement: str, *values: Any) -> Act:
    """A statement, sent with the rights of the product."""

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


def put(row: Any, **values: Any) -> Act:
    """A row written with other values, as an action does that has not looked again."""
    for name, value in values.items():
        setattr(row, name, value)
    return sql(
        f"UPDATE {row._meta.db_table} SET "  # noqa: S608
        + ", ".join(f"{row._meta.get_field(name).column} = %s" for name in values)
        + " WHERE id = %s",
        *(row._meta.get_field(name).get_db_prep_save(key_of(value), connection) for name, value in values.items()),
        row.pk,
    )


def key_of(value: Any) -> Any:
    """The key of a row, or the value itself."""
    return value.pk if isinstance(value, Model) else value


def insert(model: Any, **values: Any) -> Act:
    """A new row."""
    return lambda: model.objects.create(**values)


def contents() -> dict[str, str]:
    """What every table holds, as digests; sessions are left out."""
    digest = "SELECT '{table}', coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {table} t"
    return dict(database.ask_every_table("contents", digest, but=("django_session",)))
