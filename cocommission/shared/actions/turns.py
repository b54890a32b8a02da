"""Acts that have no row to lock take turns."""

from django.db import connection


def take_turn(name: str) -> None:
    """Wait until every transaction that took the turn `name` has ended. Call inside a transaction, which keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
