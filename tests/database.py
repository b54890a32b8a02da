"""The throw-away PostgreSQL of a test run, whose rights a test has in it, and the referee's clock."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg2
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from cocommission import postgres

LONDON = ZoneInfo("Europe/London")
ROOT = Path(__file__).resolve().parents[1]
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "max_connections": "300",
    "max_parallel_workers_per_gather": "0",
    "max_locks_per_transaction": "256",
}


def start_server() -> postgres.Server:
    """Start or join the server of this run and point Django at it."""
    folder = Path(os.environ["COCOMMISSION_TEST_DATA"])
    if not os.environ.get("TEST_PG_DIR") and os.geteuid() == 0:
        folder.chmod(0o711)  # our own throw-away folder: the server's account must reach its part of it
    server = postgres.start(folder, settings=FAST, keep=bool(os.environ.get("TEST_PG_DIR")))
    for described in (settings.DATABASES["default"], connections["default"].settings_dict):
        described["HOST"] = str(server.socket)
    return server


def prepare(server: postgres.Server) -> None:
    """A migrated database for this worker, cloned from one that was migrated once for the whole run.

    The first worker migrates, in a process of its own, exactly as the product does; the others wait and clone.
    A server that is kept between runs (TEST_PG_DIR) migrates again only when a migration has changed.
    """
    template, wanted = migrated(), _test_name()
    with (Path(os.environ["COCOMMISSION_TEST_DATA"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with closing(psycopg2.connect(postgres.url_of(server.socket, postgres.OWNER, "postgres"))) as admin:
            admin.autocommit = True
            cursor = admin.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            if cursor.fetchone() is None:
                cursor.execute("DROP DATABASE IF EXISTS half_migrated WITH (FORCE)")
                cursor.execute("CREATE DATABASE half_migrated")
                _migrate(postgres.url_of(server.socket, postgres.OWNER, "half_migrated"))
                cursor.execute(f"ALTER DATABASE half_migrated RENAME TO {template}")
            cursor.execute(f'DROP DATABASE IF EXISTS "{wanted}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{wanted}" TEMPLATE {template}')
    connection.close()
    for described in (settings.DATABASES["default"], connection.settings_dict):
        described["NAME"] = wanted


def _test_name() -> str:
    described = connections["default"].settings_dict
    return described["TEST"].get("NAME") or f"test_{described['NAME']}"


def migrated() -> str:
    """The name of the database that was migrated once for the whole run; nobody is ever connected to it."""
    return f"migrated_{_migrations_hash()}"


def _migrations_hash() -> str:
    digest = hashlib.sha256()
    made_of = [found for part in ("migrations/**/*.py", "migrations/sql/*.sql", "models/**/*.py")
               for start in ("", "cocommission/") for found in ROOT.glob(f"{start}*/{part}")]  # fmt: skip
    for path in sorted(made_of):
        digest.update(path.read_bytes())
    for name in ("requirements.txt", *(f"cocommission/shared/{part}.py" for part in ("sql", "grants", "kinds"))):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def _migrate(database_url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "cocommission.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def throw_away() -> None:
    """Remove the folder of the run, by the process that made it."""
    mine = os.environ.get("COCOMMISSION_TEST_RUN") == str(os.getpid())
    folder = os.environ.get("COCOMMISSION_TEST_DATA")
    if mine and folder and not os.environ.get("TEST_PG_DIR"):
        postgres.remove(folder)
        shutil.rmtree(folder, ignore_errors=True)


def url(role: str = postgres.APP) -> str:
    """DATABASE_URL of the present test database, for processes that a test starts; the product's role by default."""
    described = connections["default"].settings_dict
    return postgres.url_of(Path(described["HOST"]), role, described["NAME"])


def role_now() -> str:
    """The role whose rights the connection of this test has: the product's, outside `as_owner`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@contextmanager
def as_owner() -> Iterator[None]:
    """The owner's rights for a while: to build a scene, to stop the referee's clock, to tamper as an intruder would.

    Everything else in a test runs as the product does. May be nested.
    """
    before = role_now()
    _become(postgres.OWNER)
    try:
        yield
    finally:
        # In a transaction that failed nothing can be said any more; its end gives the role back.
        if connection.get_autocommit() or connection.connection.info.transaction_status != TRANSACTION_STATUS_INERROR:
            _become(before)


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")


@contextmanager
def owners_cursor() -> Iterator[CursorWrapper]:
    """A cursor with the owner's rights, in a transaction of its own: what it is refused, everybody is."""
    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        yield cursor


def ask_every_table(name: str, each: str, *, but: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    """What a query gives for every table, one after another; `{table}` stands for its name in `each`.

    Planning such a question takes far longer than answering it, so each connection plans it once, under `name`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_prepared_statements WHERE name = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(
                "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' "
                "AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s) ORDER BY relname",
                [list(but)],
            )
            text = " UNION ALL ".join(each.format(table=table) for (table,) in cursor.fetchall())
            cursor.execute(f"PREPARE {name} AS {text}")
        cursor.execute(f"EXECUTE {name}")
        return cursor.fetchall()


@contextmanager
def triggers_silenced() -> Iterator[None]:
    """A transaction of the owner in which the append-only triggers do not fire."""
    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def delete_row(row: Any) -> None:
    """Deletes a row past its model, as only the owner can; what the database refuses is raised."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608


def london(moment: datetime | str) -> datetime:
    """A moment from an ISO text; without an offset it is London time."""
    value = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return value if value.tzinfo else value.replace(tzinfo=LONDON)


@contextmanager
def replaceable_clock() -> Iterator[Callable[[datetime | str], datetime]]:
    """Yields a function that stops the referee's clock at a moment; the real clock comes back at the end."""
    original: list[str] = []

    def stop_at(moment: datetime | str) -> datetime:
        value = london(moment)
        with as_owner(), connection.cursor() as cursor:
            if not original:
                cursor.execute("SELECT pg_get_functiondef('app_now'::regproc)")
                original.append(cursor.fetchone()[0])
            cursor.execute(
                "CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql AS "
                f"$$ SELECT '{value.isoformat()}'::timestamptz $$"
            )
        return value

    yield stop_at
    if original and not connection.in_atomic_block:  # inside a test's transaction the rollback restores it
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(original[0])
