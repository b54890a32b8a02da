"""After a transactional test the database is as it was migrated: rows go, rows of the migrations stay or come back.

Django would truncate every table, full or empty, and write all permissions anew: most of a second for each test.
"""

import io

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

from tests import database

# Table: the fingerprint of the rows that it was migrated with, and the rows.
_migrated: dict[str, tuple[str, bytes]] = {}


def _full(cursor: CursorWrapper) -> list[str]:
    """The tables that hold any row, except the list of migrations."""
    cursor.execute(
        "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND relname <> 'django_migrations' ORDER BY relname"
    )
    each = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for (name,) in cursor.fetchall()]
    cursor.execute(" UNION ALL ".join(each))
    return [name for (name,) in cursor.fetchall()]


def _fingerprint(cursor: CursorWrapper, table: str) -> str:
    cursor.execute(f"SELECT md5(string_agg(each::text, '|' ORDER BY each::text)) FROM {table} AS each")
    return cursor.fetchone()[0]


def remember() -> None:
    """Keeps what the migrations wrote; called once, before the first test."""
    with connection.cursor() as cursor:
        for table in _full(cursor):
            rows = io.BytesIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", rows)
            _migrated[table] = (_fingerprint(cursor, table), rows.getvalue())


def put_back(_case: TransactionTestCase | None = None) -> None:
    """Deletes what a test left behind, past the append-only triggers, and writes back what it took away."""
    with transaction.atomic(), database.owners_cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        full = _full(cursor)
        wrong = [
            name for name, (mark, _) in _migrated.items() if name not in full or _fingerprint(cursor, name) != mark
        ]
        left = [name for name in full if name in wrong or name not in _migrated]
        if left:
            cursor.execute("; ".join(f"DELETE FROM {name}" for name in left))
        for name in wrong:
            cursor.copy_expert(f"COPY {name} FROM STDIN", io.BytesIO(_migrated[name][1]))


def use() -> None:
    """Transactional tests end with `put_back` in place of Django's flush."""
    TransactionTestCase._fixture_teardown = put_back
