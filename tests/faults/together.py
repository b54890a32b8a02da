"""Doing things at the same time: threads with a database connection each, released by one barrier."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models, transaction

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
PATIENCE = 20.0


def all_at_once(calls: Iterable[Callable[[], Any]]) -> list[Any]:
    """Runs every call in a thread of its own, all let go together; gives results and exceptions in their order."""
    calls = list(calls)
    barrier = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(index: int, call: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            answers[index] = call()
        except BaseException as problem:  # noqa: BLE001  (the test looks at it)
            answers[index] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def while_it_waits(call: Callable[[], Any], row: models.Model, change: Callable[[], Any]) -> Any:
    """What `call` gives, or its exception: it waits for the lock on `row` until `change` is done and committed."""
    answers: list[Any] = []
    waiting = threading.Thread(target=lambda: answers.extend(all_at_once([call])))
    with transaction.atomic():
        type(row)._default_manager.select_for_update().get(pk=row.pk)
        waiting.start()
        _wait_for_a_lock(waiting)
        change()
    waiting.join()
    return answers[0]


def _wait_for_a_lock(waiting: threading.Thread) -> None:
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            assert waiting.is_alive(), "it went through without the lock"
            time.sleep(0.02)
    raise AssertionError("it never asked for the lock")
