"""Sweeps: work that the stored times call for. Any may run late, twice or five times at once."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import DatabaseError, InterfaceError, connection, transaction

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did: records handled, and those that could not be handled and will be tried again."""

    done: int = 0
    failed: int = 0


Sweep = Callable[[datetime], Outcome]
_registry: dict[str, tuple[Sweep, int]] = {}
_titles: dict[str, str] = {}
_ending = threading.Event()


def sweep(name: str, title: str, *, every: int = 60) -> Callable[[Sweep], Sweep]:
    """Registers `function(now) -> Outcome` to run every `every` seconds; `title` says to people what it does."""

    def register(function: Sweep) -> Sweep:
        if name in _registry:
            raise ValueError(f"Two sweeps are called {name}")
        _registry[name], _titles[name] = (function, every), title
        return function

    return register


def one_by_one(ids: Iterable[int], handle: Callable[[int], int], *, what: str) -> Outcome:
    """Handles one record after the other, by id; one that fails is logged, left for the next run, and stops no other.

    `handle` gives what it did (a number, or True); `what` names the records in the log. When the process ends, what is
    not handled yet is left for the next run. Raises what `handle` raised when the database is gone, for all are left.
    """
    done = failed = 0
    for pk in ids:
        if _ending.is_set():
            break
        try:
            done += handle(pk)
        except Exception as problem:  # whatever is wrong with one record, the others have their deadlines
            gone = connection.connection is None or connection.connection.closed
            if gone and isinstance(problem, DatabaseError | InterfaceError):
                raise
            log.exception("left for the next run", what=what, id=pk)
            failed += 1
    return Outcome(done, failed)


def end_soon() -> None:
    """Let sweeps that run in this process end after the record in hand."""
    _ending.set()


def registered() -> dict[str, tuple[Sweep, int]]:
    """Every sweep by name with its period in seconds."""
    return dict(sorted(_registry.items()))


def title_of(name: str) -> str:
    """What a registered sweep does, for people."""
    return _titles[name]


def run(name: str, *, now: datetime) -> Outcome:
    """Runs one sweep and leaves its heartbeat. A failing sweep is logged and its error kept; it is tried again."""
    from cocommission.shared.models import Heartbeat

    function, _ = _registry[name]
    error = ""
    try:
        outcome = function(now)
    except Exception as problem:  # one broken sweep must not stop the others
        log.exception("sweep failed", sweep=name)
        outcome, error = Outcome(failed=1), type(problem).__name__
    with transaction.atomic():
        Heartbeat.objects.update_or_create(
            name=name,
            defaults={"ran_at": now, "done": outcome.done, "failed": outcome.failed, "error": error},
        )
    return outcome
