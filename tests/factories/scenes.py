"""Scenes: what a builder makes is kept once in a run, and its rows are copied into every later test.

``@scene`` on a builder is all it takes. Calling it again with the same arguments on the same rows costs some COPY
statements in place of hundreds of statements through the actions. It builds anew whenever anything is in doubt: other
rows were written meanwhile, an argument is new, the clock of Python or of the database's referee is another.
tests/sweeps/test_scenes.py proves that a copy equals what its builder makes.
"""

import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import wraps
from itertools import count
from typing import Any

import time_machine
from django.db import connection
from django.db.models import Model

from cocommission.shared.clock import read_clock
from tests import database

PLAIN = (str, int, float, bool, bytes, Decimal, Enum, date, timedelta, type(None))
STATE = """
    SELECT current_setting('tests.scene', true), pg_get_functiondef('app_now'::regproc), sum(
        pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
        + pg_stat_get_xact_tuples_deleted(oid))
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
BUILDERS: dict[str, Callable[..., Any]] = {}


@dataclass(frozen=True)
class Copy:
    """What a builder changed: tables to empty first, rows to write, the referee's clock, and Python's objects."""

    emptied: tuple[str, ...]
    rows: tuple[tuple[str, bytes], ...]
    clock: str | None
    objects: bytes


@dataclass
class Shelf:
    """The copies of this process, by what they were made from."""

    copies: dict[Any, tuple[str, Copy]]
    numbers: Iterator[int]
    off: bool = False
    used: int = 0


class NotPlainError(Exception):
    """An argument that cannot be compared with that of another call."""


shelf = Shelf({}, count(1))


@contextmanager
def other_shelf(*, off: bool = False) -> Iterator[Shelf]:
    """An empty shelf for a while; `off` builds everything anew."""
    global shelf
    before, shelf = shelf, Shelf({}, count(next(shelf.numbers) + 1_000_000), off)
    try:
        yield shelf
    finally:
        shelf = before


def scene(build: Callable[..., Any]) -> Callable[..., Any]:
    """Keeps what ``build(world, ...)`` makes, for every later call with the same arguments on the same rows."""

    @wraps(build)
    def made(*args: Any, **kwargs: Any) -> Any:
        known: dict[str, Any] = {}
        key = None if shelf.off else _key(build, args, kwargs, known)
        if key is None:
            return build(*args, **kwargs)
        if key not in shelf.copies:
            before, clock = _dump(), key[1]
            made = build(*args, **kwargs)
            name = f"scene-{next(shelf.numbers)}"
            shelf.copies[key] = name, _difference(before, clock, _freeze(made, known))
            stand_at(name)
            return made
        name, copy = shelf.copies[key]
        _write(copy)
        stand_at(name)
        return _thaw(copy.objects, known)

    BUILDERS[f"{build.__module__.rpartition('.')[2]}.{build.__qualname__}"] = made
    return made


def once(build: Callable[[datetime], Any], now: datetime) -> Any:
    """What ``build(now)`` makes in a database that holds no organisation and nobody; the scene all others start from.

    Numbers of rows are never used twice: sequences are not rolled back with a test.
    """
    if shelf.off or not _empty():
        with database.as_owner():
            return build(now)
    if build not in shelf.copies:
        before = _dump()
        with database.as_owner():
            made = build(now)
        name = f"scene-{next(shelf.numbers)}"
        shelf.copies[build] = name, _difference(before, None, _freeze(made, {}))
    else:
        name, copy = shelf.copies[build]
        _write(copy)
        made = replace(_thaw(copy.objects, {}), now=now)
    stand_at(name)
    return made


def _empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM shared_person) AND NOT EXISTS (SELECT FROM ccgs_region)")
        return cursor.fetchone()[0]


# What a scene is called by.


def _key(build: Callable[..., Any], args: Any, kwargs: Any, known: dict[str, Any]) -> tuple[Any, ...] | None:
    """The rows it starts from, the clocks, the builder and its arguments; None where one of them is not certain."""
    if not connection.in_atomic_block or not time_machine.escape_hatch.is_travelling():
        return None
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        stands_at, clock, written = cursor.fetchone()
    name, _, then = (stands_at or "").rpartition(" ")
    if not name or then != str(written):
        return None
    try:
        arguments = _plain([args, kwargs], "", known)
    except NotPlainError:
        return None
    return name, clock, read_clock(), build, arguments


def stand_at(name: str) -> None:
    """Says in the transaction itself which scene its rows are, so that a rollback takes that back as well."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT set_config('tests.scene', %s || ' ' || written, true) FROM ({STATE}) AS state(a, b, written)",
                [name],
            )


def _plain(value: Any, path: str, known: dict[str, Any]) -> Any:
    """The value in a form that can be compared; rows and other objects that a builder may change go into `known`."""
    if isinstance(value, PLAIN):
        return type(value), value
    if isinstance(value, Model):
        known[path] = value
        return type(value), value.pk
    if isinstance(value, dict):
        return tuple((key, _plain(each, f"{path}/{key}", known)) for key, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(_plain(each, f"{path}/{number}", known) for number, each in enumerate(value))
    if is_dataclass(value) and not isinstance(value, type):
        known[path] = value
        return type(value), tuple(_plain(getattr(value, f.name), f"{path}/{f.name}", known) for f in fields(value))
    raise NotPlainError(path)


# Python's objects: those of the caller stay the caller's, and are changed as the builder changed them.


class _Freezer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, known: dict[str, Any]) -> None:
        super().__init__(file)
        self.paths = {id(value): path for path, value in known.items()}

    def persistent_id(self, value: Any) -> str | None:
        return self.paths.get(id(value))


class _Thawer(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: dict[str, Any]) -> None:
        super().__init__(file)
        self.known = known

    def persistent_load(self, path: str) -> Any:
        return self.known[path]


def _freeze(made: Any, known: dict[str, Any]) -> bytes:
    states = {path: vars(value) for path, value in known.items() if hasattr(value, "__dict__")}
    file = io.BytesIO()
    _Freezer(file, known).dump((made, states))
    return file.getvalue()


def _thaw(objects: bytes, known: dict[str, Any]) -> Any:
    made, states = _Thawer(io.BytesIO(objects), known).load()
    for path, state in states.items():
        vars(known[path]).clear()
        vars(known[path]).update(state)
    return made


# Rows.


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = 'public'::regnamespace AND relname <> 'django_migrations' ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


def _dump() -> dict[str, list[bytes]]:
    """Every row of every table, as lines that COPY writes and reads."""
    found = {}
    with database.as_owner(), connection.cursor() as cursor:
        for table in tables():
            buffer = io.BytesIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", buffer)
            found[table] = buffer.getvalue().splitlines(keepends=True)
    return found


def _difference(before: dict[str, list[bytes]], clock: str | None, objects: bytes) -> Copy:
    emptied, rows = [], []
    for table, lines in _dump().items():
        old = set(before[table])
        if old <= set(lines):
            lines = [line for line in lines if line not in old]
        else:
            emptied.append(table)
        if lines:
            rows.append((table, b"".join(lines)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('app_now'::regproc)")
        stopped = cursor.fetchone()[0]
    return Copy(tuple(emptied), tuple(rows), stopped if clock and stopped != clock else None, objects)


def _write(copy: Copy) -> None:
    shelf.used += 1
    with database.triggers_silenced(), connection.cursor() as cursor:
        before = [f"DELETE FROM {table}" for table in copy.emptied] + ([copy.clock] if copy.clock else [])
        if before:
            cursor.execute(";\n".join(before))
        for table, lines in copy.rows:
            cursor.copy_expert(f"COPY {table} FROM STDIN", io.BytesIO(lines))
