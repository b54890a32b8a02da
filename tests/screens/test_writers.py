"""Threads stay free for those who read, also when forms that wait for a lock keep coming in, one after the other."""

import threading
import time
from collections import Counter

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from psycopg2 import errorcodes

from cocommission.shared.database import referee
from cocommission.shared.middleware import WritersMiddleware

WAIT = 0.4
"""Seconds after which the limit of these tests ends a wait."""


class EndedByItsLimit(Exception):
    pgcode = errorcodes.LOCK_NOT_AVAILABLE


@pytest.fixture
def middleware(settings, monkeypatch):
    settings.WRITERS = 4
    monkeypatch.setattr(WritersMiddleware, "PATIENCE", WAIT / 2)
    monkeypatch.setattr(WritersMiddleware, "STUCK", WAIT * 1.5)
    monkeypatch.setattr(WritersMiddleware, "GLANCE", 0.01)
    monkeypatch.setattr(referee, "_last_wait_ended", float("-inf"))


def sent(ask, number: int, every: float) -> tuple[Counter[int], int]:
    """`number` forms, one every so many seconds: their answers, and how many were on their way at once at most."""
    made, answers, inside, most = WritersMiddleware(ask), Counter(), [0], [0]

    def send() -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        answers[made(RequestFactory().post("/")).status_code] += 1
        inside[0] -= 1

    threads = [threading.Thread(target=send) for _ in range(number)]
    for thread in threads:
        thread.start()
        time.sleep(every)
    for thread in threads:
        thread.join()
    return answers, most[0]


def test_forms_that_are_stuck_take_no_more_threads_than_they_may(middleware):
    def waits(_request):
        time.sleep(WAIT)
        problem = OperationalError()
        problem.__cause__ = EndedByItsLimit()
        assert referee.waited(problem) is not None
        return HttpResponse(status=409)

    answers, most = sent(waits, 80, WAIT / 12)
    assert set(answers) == {409, 503}
    assert most <= 20, "those that wait beside the four that are stuck; without a limit it is fifty"
    assert answers[503] > answers[409]


def test_forms_that_only_come_in_large_numbers_are_all_recorded(middleware):
    def records(_request):
        time.sleep(0.01)
        return HttpResponse()

    assert sent(records, 100, 0)[0] == {200: 100}
