"""Web server, Celery worker and beat in one process: what `manage.py serve` runs."""

import contextlib
import fcntl
import json
import os
import re
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog
import waitress
from celery import Celery
from celery.beat import EmbeddedService
from celery.worker import WorkController, state
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections

from cocommission.serving.production import refuse_changed_guards, refuse_demonstration
from cocommission.shared import sweeps
from cocommission.shared.actions.late_sweeps import watch
from cocommission.shared.clock import read_clock

log = structlog.get_logger(__name__)

SWEEP_THREADS = 3  # one may wait for the mail server
PATIENCE = 15  # seconds that each part may take to end
GLANCE = 1.0  # seconds between two looks at the parts


class CannotServe(Exception):
    """Why the product cannot be served now; the text is for the person at the terminal."""


@contextlib.contextmanager
def sole_server(data_dir: Path, address: str) -> Iterator[None]:
    """Holds the data folder for one server; raises CannotServe with the address of the one that has it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    handle = os.open(data_dir / "serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with contextlib.suppress(ValueError):
            other = json.loads(os.read(handle, 1000) or b"{}")
            raise CannotServe(
                f"{data_dir} is already being served at {other['address']} (process {other['pid']}). "
                "Use that one, end it, or choose another DATA_DIR."
            ) from None
        raise CannotServe(f"{data_dir} is already being served by another process.") from None
    try:
        os.truncate(handle, 0)
        os.write(handle, json.dumps({"address": address, "pid": os.getpid()}).encode())
        yield
    finally:
        os.close(handle)


def listen(host: str, port: int) -> socket.socket:
    """The listening socket; raises CannotServe when another program has the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as problem:
        listener.close()
        words = (
            f"Port {port} of {host} cannot be used ({problem.strerror}). Choose another, for example: PORT={port + 1}"
        )
        raise CannotServe(words) from None
    return listener


class Part:
    """One of the three: it runs in a thread of its own and is started again when it ends unasked."""

    def __init__(self, name: str, make: Callable[[], tuple[Callable[[], object], Callable[[], object]]]):
        self.name = name
        self._make = make
        self.start()

    def start(self) -> None:
        """Makes the part afresh and runs it."""
        run, self._stop = self._make()
        self._thread = threading.Thread(target=self._run, args=(run,), name=self.name, daemon=True)
        self._thread.start()

    def _run(self, run: Callable[[], object]) -> None:
        try:
            run()
        except Exception:
            log.exception("part failed", part=self.name)
        except SystemExit:
            pass

    def look(self) -> None:
        """Starts it again if it has ended."""
        if not self._thread.is_alive():
            log.error("part ended, starting it again", part=self.name)
            self.start()

    def ask_to_end(self) -> threading.Thread:
        """Asks it to end, in a thread, since some parts only come back when they have; gives what to wait for."""

        def ask() -> None:
            with contextlib.suppress(Exception):
                self._stop()
            self._thread.join(PATIENCE)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        return asking


def web(listener: socket.socket) -> Callable[[], tuple[Callable[[], object], Callable[[], object]]]:
    """The web server on an open socket."""

    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        server = waitress.create_server(
            get_wsgi_application(),  # only now: it looks once which static files there are
            sockets=[listener],
            threads=settings.WEB_THREADS,
            ident=None,
            clear_untrusted_proxy_headers=not settings.TRUSTED_PROXIES,  # who may say what is decided in one place
        )

        def stop() -> None:
            server.task_dispatcher.shutdown()
            server.close()
            server.trigger.pull_trigger()

        return server.run, stop

    return make


def worker(app: Celery) -> Callable[[], tuple[Callable[[], object], Callable[[], object]]]:
    """The Celery worker: a pool of threads, without the signal handlers of a worker of its own."""

    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        state.should_stop = state.should_terminate = None
        controller = WorkController(
            app=app,
            hostname="serve@localhost",
            pool="threads",
            concurrency=SWEEP_THREADS,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        )

        def stop() -> None:
            sweeps.end_soon()
            state.should_stop = 0

        return controller.start, stop

    return make


def beat(app: Celery) -> Callable[[], tuple[Callable[[], object], Callable[[], object]]]:
    """Beat: it remembers nothing, the database is the timetable."""

    def make() -> tuple[Callable[[], object], Callable[[], object]]:
        service = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)
        return service.run, service.stop

    return make


def serve(listener: socket.socket, app: Celery, *, ready: Callable[[], None]) -> None:
    """Runs all three until SIGINT or SIGTERM; `ready` is called when the web server answers.

    Raises ImproperlyConfigured in production on a database with the demonstration, and where its checks were changed.
    """
    refuse_demonstration()
    refuse_changed_guards()
    end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.set())
    parts = [Part("web", web(listener)), Part("worker", worker(app)), Part("beat", beat(app))]
    try:
        ready()
        while not end.wait(GLANCE) and not make_was_interrupted():
            for part in parts:
                part.look()
            look_at_sweeps()
    finally:
        for asking in [part.ask_to_end() for part in parts]:
            asking.join(PATIENCE)


def look_at_sweeps() -> None:
    """Warns the data stewards where sweeps stand still; a database that is away is somebody else's to report."""
    try:
        watch.look(read_clock())
    except DatabaseError:
        log.warning("sweeps not looked at, the database does not answer")
    finally:
        close_old_connections()


def make_was_interrupted() -> bool:
    """Whether the make that runs us was sent SIGINT alone: it does not pass it on, but waits for us to end.

    Make handles the signal with the signal blocked, which Linux shows; elsewhere this is never true.
    """
    if "MAKELEVEL" not in os.environ:
        return False
    try:
        status = Path(f"/proc/{os.getppid()}/status").read_text()
    except OSError:
        return False
    found = re.search(r"^Name:\tmake\n(?:.*\n)*SigBlk:\t([0-9a-f]+)$", status, re.MULTILINE)
    return found is not None and bool(int(found.group(1), 16) & (1 << (signal.SIGINT - 1)))


def take_the_terminal() -> Callable[[], None]:
    """Under make at a terminal: become the foreground group, so that Ctrl-C ends us in good order and not make.

    Make would report an interrupt even though everything ended well. Gives the function that hands it back.
    """
    try:
        terminal = sys.stdin.fileno()
        before = os.tcgetpgrp(terminal)
    except (OSError, ValueError, AttributeError):
        return lambda: None
    if "MAKELEVEL" not in os.environ or before != os.getpgrp():
        return lambda: None

    def give(group: int) -> None:
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with contextlib.suppress(OSError):
            os.tcsetpgrp(terminal, group)

    os.setpgid(0, 0)
    give(os.getpgrp())
    return lambda: give(before)
