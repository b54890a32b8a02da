"""A session that was left in the middle of something holds up nobody for long, and nobody else at all."""

import time
from contextlib import closing
from functools import partial

import psycopg2
import pytest
from django.conf import settings
from django.contrib.sessions.backends.cache import SessionStore
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory

from ccgs.models import CCG
from cocommission.postgres import OWNER
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import read_clock
from cocommission.shared.database.referee import BUSY, TOO_LONG, Waited
from cocommission.shared.views.second_try import with_a_second_try
from tests import database
from tests.factories.world import build_world
from tests.faults.browsers import Browser, together
from tests.faults.servers import status
from tests.faults.together import all_at_once
from votes.models import EngagementEvent

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
NEW = "/ccgs/09W/engagement/new/"
EVENT = {"kind": "WEBINAR", "title": "A webinar nobody forgets", "audience": "All", "held_at[day]": "8",
         "held_at[month]": "7", "held_at[year]": "2015", "held_at[time]": "19:00"}  # fmt: skip
AT_MOST = 5.0
"""Seconds after which a person who waits has an answer (issue 8)."""
SLACK = 4.0
"""Seconds more on a machine that is busy with other things."""


@pytest.fixture
def world():
    return build_world(read_clock())


@pytest.fixture
def left_open(world):
    """Another session that locked the CCG and the head of its ledger, and then did nothing more."""
    with closing(psycopg2.connect(database.url(OWNER))) as session, session.cursor() as cursor:
        enter(book=world.ccg.book, act="test.begun", by=None, now=read_clock(), subject=f"ccgs.CCG:{world.ccg.pk}")
        cursor.execute("SELECT 1 FROM ccgs_ccg WHERE id = %s FOR UPDATE", [world.ccg.pk])
        cursor.execute("SELECT 1 FROM shared_book WHERE key = %s FOR UPDATE", [world.ccg.book])
        yield
        session.rollback()


def timed(call):
    began = time.monotonic()
    answer = call()
    return answer, time.monotonic() - began


def test_who_waits_is_told_and_keeps_what_they_typed(served, world, left_open):
    browser = Browser(served.address).sign_in(world.officer)
    browser.open(NEW)
    (code, page), seconds = timed(partial(browser.answer, NEW, EVENT))
    assert code == 409
    assert BUSY in page
    assert 'value="A webinar nobody forgets"' in page
    assert seconds < AT_MOST + SLACK
    assert not EngagementEvent.objects.exists()


def test_other_pages_and_health_answer_while_more_wait_than_there_are_threads(served, world, left_open):
    waiting = []
    for _ in range(settings.WEB_THREADS + 6):
        browser = Browser(served.address).sign_in(world.officer)
        browser.open(NEW)
        waiting.append(partial(browser.send, NEW, EVENT))
    reader = Browser(served.address).sign_in(world.second_officer)
    pages = []

    def reads() -> int:
        time.sleep(0.5)
        for path in ("healthz", "", "ccgs/", "ccgs/09W/", "readyz"):
            pages.append((path, *timed(partial(status, f"{served.address}{path}"))))
        pages.append(("tasks", *timed(lambda: reader.open("/tasks/") and 200)))
        return 200

    answers = together([*waiting, reads])
    assert set(answers) == {200, 409, 503}
    assert answers[409] >= settings.WRITERS
    assert [(path, code) for path, code, _ in pages if code != 200] == []
    assert max(seconds for _, _, seconds in pages) < SLACK
    assert not EngagementEvent.objects.exists()


def test_of_two_that_hold_each_other_up_one_is_sent_again_and_both_go_through(world):
    rows = [world.ccg.pk, world.other_ccg.pk]
    tries = {0: 0, 1: 0}

    def send(me: int) -> str:
        tries[me] += 1
        with transaction.atomic():
            CCG.objects.select_for_update(no_key=True).get(pk=rows[me])
            time.sleep(0.3)  # long enough for the other to lock its own
            CCG.objects.select_for_update(no_key=True).get(pk=rows[1 - me])
        return f"sent {me}"

    def asked() -> object:
        request = RequestFactory().post(NEW)
        request.session = SessionStore()
        return request

    answers = all_at_once([lambda me=me: with_a_second_try(asked(), partial(send, me)) for me in (0, 1)])
    assert answers == ["sent 0", "sent 1"]
    assert sorted(tries.values()) == [1, 2]


@pytest.fixture
def limited(world, settings):
    """A fresh connection with short limits."""
    settings.DATABASE_LIMITS = {
        "lock_timeout": "100ms", "statement_timeout": "1s", "idle_in_transaction_session_timeout": "200ms",
    }  # fmt: skip
    connection.close()
    yield
    connection.close()


def test_a_statement_that_takes_too_long_is_stopped_in_words(limited):
    with pytest.raises(Waited, match=TOO_LONG), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


def test_a_wait_for_a_lock_ends_in_words(limited, left_open, world):
    with pytest.raises(Waited, match=BUSY), transaction.atomic():
        CCG.objects.select_for_update(no_key=True).get(pk=world.ccg.pk)


def test_a_session_of_ours_that_was_left_in_the_middle_is_ended(limited, world):
    transaction.set_autocommit(False)
    CCG.objects.select_for_update(no_key=True).get(pk=world.ccg.pk)
    time.sleep(0.6)
    with pytest.raises(OperationalError):
        CCG.objects.count()
    connection.close()
    assert CCG.objects.count() == 3
