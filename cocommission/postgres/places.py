"""Where the embedded PostgreSQL lies and who owns it there.

As an ordinary user the files lie in ``DATA_DIR/postgres``. PostgreSQL refuses to run as root, so root runs it as
the account ``cocommission`` (or ``nobody``), in the data folder where that account can reach it, otherwise below
``/var/lib/cocommission``; no permission outside those two folders is ever changed.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT_PLACE = Path("/var/lib/cocommission")
LONGEST_SOCKET_PATH = 100  # the system allows 107 bytes
LOCK, USERS, RECORD = NOTES = ("postgres.lock", "postgres.users", "postgres.place")
BELONGS_TO = "belongs_to"


class PostgresError(Exception):
    """The embedded server cannot be used; the text says why and what to do."""


def data_folder(data_dir: Path | str) -> Path:
    """The data folder, made when missing: private, but passable for the server's account when root made it."""
    data_dir = Path(data_dir).resolve()
    if not data_dir.exists():
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            words = f"{data_dir} cannot be made ({problem.strerror}). Choose another DATA_DIR."
            raise PostgresError(words) from problem
        data_dir.chmod(0o700 if os.geteuid() else 0o711)
    if not os.access(data_dir, os.W_OK | os.X_OK):
        raise PostgresError(f"{data_dir} belongs to another user: remove it or choose another DATA_DIR.")
    return data_dir


def account_of(place: Path) -> pwd.struct_passwd | None:
    """The account that runs the server of this place: None is the present one; root needs another."""
    if os.geteuid() != 0:
        return None
    if place.exists() and (owner := place.stat().st_uid) != 0:
        return pwd.getpwuid(owner)
    for attempt in (1, 2):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam("cocommission")
        if attempt == 1 and (program := shutil.which("useradd")):
            options = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
            subprocess.run([program, *options, "cocommission"], capture_output=True, check=False)  # noqa: S603
    return pwd.getpwnam("nobody")


def place_of(data_dir: Path) -> Path:
    """The folder of the server's files, the same at every call for one data folder; made when missing."""
    inside, record = data_dir / "postgres", data_dir / RECORD
    if record.exists() and _belongs(place := Path(record.read_text().strip()), data_dir):
        return place
    if os.geteuid() != 0 or inside.exists() or passable(data_dir):
        return own(inside, account_of(inside))
    ROOT_PLACE.mkdir(mode=0o755, parents=True, exist_ok=True)
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    place = own(ROOT_PLACE / f"{digest}-{secrets.token_hex(4)}", account_of(inside))
    (place / BELONGS_TO).write_text(str(data_dir))
    record.write_text(str(place))
    return place


def _belongs(place: Path, data_dir: Path) -> bool:
    """Whether the recorded place is this data folder's own: a moved folder takes it along, a copied one does not."""
    note = place / BELONGS_TO
    if not note.exists():
        return False
    home = Path(note.read_text().strip())
    if home != data_dir and (home / RECORD).exists():
        return False
    note.write_text(str(data_dir))
    return True


def passable(folder: Path) -> bool:
    """Whether every account may pass through this folder and all above it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents))


def own(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Make a private folder of the server's account; refuse one that somebody else has put there."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
    found = folder.lstat()
    uid = account.pw_uid if account else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) & 0o077:
        raise PostgresError(f"{folder} belongs to another user or is open to others: remove it or set DATA_DIR.")
    return folder


def socket_folder(place: Path) -> Path:
    """A private folder for the socket: beside the data, or a short one when that path is too long for a socket."""
    folder = place / "socket"
    if len(os.fsencode(folder / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH:
        digest = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"cocommission-{digest}"
    return own(folder, account_of(place))


def _open(data_dir: Path, name: str) -> int:
    handle = os.open(data_dir / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:  # root on another user's folder leaves nothing there that the user cannot open
        owner = data_dir.stat()
        os.fchown(handle, owner.st_uid, owner.st_gid)
    return handle


@contextlib.contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """One process at a time starts or stops the server of a data folder."""
    handle = _open(data_dir, LOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Lease:
    """Says "in use" for as long as the process lives: the system takes the lock away even from a killed one."""

    def __init__(self, data_dir: Path):
        self._handle = _open(data_dir, USERS)
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def close(self) -> None:
        """Give it back."""
        os.close(self._handle)


def unused(data_dir: Path) -> bool:
    """Whether no process has a lease on the server of this data folder."""
    handle = _open(data_dir, USERS)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
