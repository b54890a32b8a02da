"""A backup: the dump of the database, and the heads of its ledger as they stand in the same snapshot."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from cocommission import postgres
from cocommission.shared.queries.ledger import heads


class BackupError(RuntimeError):
    """Why there is no backup, in words for whoever runs the service."""


@dataclass(frozen=True, slots=True)
class Backup:
    """The two files of a backup, and how many acts of the ledger are in it."""

    dump: Path
    heads: Path
    acts: int


def heads_beside(dump: Path) -> Path:
    """Where the heads of a dump are: `backup.dump` has `backup.dump.heads.json`."""
    return dump.with_name(f"{dump.name}.heads.json")


def back_up(to: Path) -> Backup:
    """Writes the dump to `to` and the heads beside it while people go on working.

    Nothing stands at `to` until all of it is written. Raises BackupError.
    """
    if to.exists() or heads_beside(to).exists():
        raise BackupError(f"{to} is there already. Name another file, so that no backup is lost.")
    if not to.parent.is_dir():
        raise BackupError(f"There is no folder {to.parent}. Make it first, or name another.")
    half = to.with_name(f".{to.name}.{os.getpid()}.half")
    half.touch(mode=0o600)  # it holds everything: for the account that made it alone
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            kept = heads()
            _dump(half, snapshot)
        heads_beside(to).write_text(json.dumps(kept, indent=1))
        half.rename(to)
    finally:
        half.unlink(missing_ok=True)
    return Backup(to, heads_beside(to), sum(int(book["rows"]) for book in kept.values()))


def _program() -> str:
    """The wheel's pg_dump for the embedded server, else the one that is installed."""
    if os.environ.get("DATABASE_URL_IS_EMBEDDED"):
        return str(postgres.programs() / "pg_dump")
    found = shutil.which("pg_dump")
    if found is None:
        raise BackupError("pg_dump is not installed. Install the client programs of your version of PostgreSQL.")
    return found


def _dump(half: Path, snapshot: str) -> None:
    given = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
             "options": "PGOPTIONS", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}  # fmt: skip
    where = {ours: str(given[theirs]) for theirs, ours in names.items() if given.get(theirs)}
    command = [_program(), "--format=custom", f"--snapshot={snapshot}", f"--file={half}"]
    done = subprocess.run(command, env={**os.environ, **where}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"pg_dump ended with {done.returncode}: {done.stderr.strip()}")
