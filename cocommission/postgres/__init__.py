"""The embedded PostgreSQL: a real server out of a wheel, kept in the data folder, for a machine that has none.

No Django here: manage.py asks this package for a DATABASE_URL before Django starts. The last process that uses
the server stops it; a process that was killed leaves nothing behind that the next one cannot put right.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from cocommission.postgres import places, processes
from cocommission.postgres.places import PostgresError
from cocommission.postgres.processes import MAJOR, programs

__all__ = ["APP", "DATABASE", "MAJOR", "OWNER", "PostgresError", "Server", "programs", "remove",
           "start", "stop", "url_of"]  # fmt: skip

DATABASE = "cocommission"
OWNER = "cocommission_owner"
APP = "cocommission_app"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "idle_in_transaction_session_timeout": "10min",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}


@dataclass
class Server:
    """A running server and this process's lease on it; ``owned`` says whether this process started it."""

    place: Path
    socket: Path
    owned: bool
    data_dir: Path
    keep: bool = False
    _lease: places.Lease | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """DATABASE_URL of the owner role, which migrates and loads."""
        return url_of(self.socket, OWNER)

    @property
    def app_url(self) -> str:
        """DATABASE_URL of the role of the running product, which may not change tables."""
        return url_of(self.socket, APP)

    def release(self) -> None:
        """Give the lease back; the last one out stops the server unless it was asked to keep running."""
        if self._lease is None:
            return
        with places.locked(self.data_dir):
            self._lease.close()
            self._lease = None
            if not self.keep and places.unused(self.data_dir):
                processes.stop(self.place)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def url_of(socket: Path, role: str, database: str = DATABASE) -> str:
    """The URL of a database behind a Unix socket, for Django and for libpq's own programs."""
    return f"postgresql://{role}@/{database}?host={socket}"


def start(data_dir: Path | str, *, settings: Mapping[str, str] | None = None, keep: bool = False) -> Server:
    """Join the server of this data folder, or start it (making it first, about a second), and take a lease.

    settings: further server settings, used only when this call is the one that starts it. keep: leave it running
    when the lease is given back. Raises PostgresError.
    """
    data_dir = places.data_folder(data_dir)
    with places.locked(data_dir):
        place = places.place_of(data_dir)
        socket = places.socket_folder(place)
        owned = not processes.running(place)
        if owned:
            processes.make(place, OWNER)
            processes.launch(place, socket, {**SETTINGS, **(settings or {})})
        lease = places.Lease(data_dir)
        _prepare(socket)
        return Server(place, socket, owned, data_dir, keep, lease)


def stop(data_dir: Path | str) -> bool:
    """Stop the server of this data folder, whoever uses it; False when none was running."""
    data_dir = places.data_folder(data_dir)
    with places.locked(data_dir):
        return processes.stop(places.place_of(data_dir))


def remove(data_dir: Path | str) -> None:
    """Stop the server of this data folder and delete its files, wherever they lie."""
    if not Path(data_dir).exists():
        return
    stop(data_dir)
    data_dir = places.data_folder(data_dir)
    place = places.place_of(data_dir)
    shutil.rmtree(places.socket_folder(place), ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)
    for name in places.NOTES:
        (data_dir / name).unlink(missing_ok=True)


def _prepare(socket: Path) -> None:
    """The database and the role of the running product, made at the first start."""
    with contextlib.closing(_connect(socket)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {APP} LOGIN")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")


def _connect(socket: Path) -> psycopg2.extensions.connection:
    try:
        connection = psycopg2.connect(host=os.fspath(socket), user=OWNER, dbname="postgres", connect_timeout=10)
    except psycopg2.OperationalError as error:
        raise PostgresError(f"The embedded PostgreSQL runs but does not answer: {error}") from error
    connection.autocommit = True
    return connection
