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
from dataclasses import dataclass, is_dataclass, replace
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
        known: dict[int, Any] = {}
        key = None if shelf.off else _key(build, args, kwargs, known)
        if key is None:
            return build(*args, **kwargs)
        return _copied(key, lambda: build(*args, **kwargs), known)

    BUILDERS[f"{build.__module__.rpartition('.')[2]}.{build.__qualname__}"] = made
    return made


def once(build: Callable[[datetime], Any], now: datetime) -> Any:
    """What ``build(now)`` makes in a database that holds no organisation and nobody; the scene all others start from.

    Numbers of rows are never used twice: sequences are not rolled back with a test.
    """

    def owned() -> Any:
        with database.as_owner():
            return build(now)

    if shelf.off or not _empty():
        return owned()
    return replace(_copied(("", None, build), owned, {}), now=now)


def _copied(key: tuple[Any, ...], build: Callable[[], Any], known: dict[int, Any]) -> Any:
    """What is kept under the key, made first where nothing is. Python's objects are always those that were kept."""
    if key in shelf.copies:
        name, copy = shelf.copies[key]
        _write(copy)
    else:
        before = _dump()
        made = build()
        name, copy = f"scene-{next(shelf.numbers)}", _difference(before, key[1], _freeze(made, known))
        shelf.copies[key] = name, copy
    stand_at(name)
    return _thaw(copy.objects, known)


def _empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM shared_person) AND NOT EXISTS (SELECT FROM ccgs_region)")
        return cursor.fetchone()[0]


# What a scene is called by.


def _key(build: Callable[..., Any], args: Any, kwargs: Any, known: dict[int, Any]) -> tuple[Any, ...] | None:
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
        arguments = _plain([args, kwargs], known)
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


def _plain(value: Any, known: dict[int, Any], of_row: bool = False) -> Any:
    """The value in a form that can be compared; rows and other objects that a builder may change go into `known`."""
    if isinstance(value, PLAIN):
        return type(value), value
    if isinstance(value, dict):
        return tuple((key, _plain(each, known, of_row)) for key, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(_plain(each, known, of_row) for each in value)
    if isinstance(value, Model) or (is_dataclass(value) and not isinstance(value, type)):
        if id(value) in known:
            return list(known).index(id(value))
        known[id(value)] = value
        parts = {name: each for name, each in vars(value).items() if name != "_state"}
        if isinstance(value, Model):
            parts, of_row = parts | value._state.fields_cache, True
        return type(value), _plain(parts, known, of_row)
    if of_row:
        return bytes(value) if isinstance(value, memoryview) else repr(value)
    raise NotPlainError(repr(value))


# Python's objects: those of the caller stay the caller's, and are changed as the builder changed them.


class _Freezer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, known: dict[int, Any]) -> None:
        super().__init__(file)
        self.numbers = {each: number for number, each in enumerate(known)}

    def persistent_id(self, value: Any) -> int | None:
        return self.numbers.get(id(value))


class _Thawer(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: dict[int, Any]) -> None:
        super().__init__(file)
        self.known = list(known.values())

    def persistent_load(self, number: int) -> Any:
        return self.known[number]


def _freeze(made: Any, known: dict[int, Any]) -> bytes:
    file = io.BytesIO()
    _Freezer(file, known).dump((made, [vars(each) for each in known.values()]))
    return file.getvalue()


def _thaw(objects: bytes, known: dict[int, Any]) -> Any:
    made, states = _Thawer(io.BytesIO(objects), known).load()
    for each, state in zip(known.values(), states, strict=True):
        vars(each).clear()
        vars(each).update(state)
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
