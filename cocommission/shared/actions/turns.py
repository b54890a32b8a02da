"""Acts that have no row to lock take turns."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def take_turn(name: str) -> None:
    """Wait until every transaction that took the turn `name` has ended. Call inside a transaction, which keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Whether nobody else is inside `only_one(name)`; who is told False leaves it. It ends with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
