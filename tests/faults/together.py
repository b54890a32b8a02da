"""Doing things at the same time: threads with a database connection each, released by one barrier."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection


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
