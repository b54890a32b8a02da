"""A mail server that hangs, is slow or is away: delivery stops, keeps to its time, and goes on for three days."""

import smtplib
import socket
import threading
import time
from contextlib import closing, suppress
from datetime import timedelta
from unittest import mock

import psycopg2
import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from cocommission.postgres import OWNER
from cocommission.shared.actions.outbox import BACKOFF_MINUTES, deliver_due, post_message
from cocommission.shared.models import Message, Person
from tests import database

pytestmark = pytest.mark.django_db
SILENCE = 0.5
"""Seconds that these tests wait for a mail server."""


@pytest.fixture
def messages(now):
    person = Person.objects.create_user("p@example.invalid", name="Petra Post")
    return [
        post_message(key=f"news-{n}", to=person, subject="News", text="Text", now=now, about="CCG 09W")
        for n in range(5)
    ]


@pytest.fixture
def silent(settings):
    """A mail server that takes every call and says nothing; gives the calls that it took."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen():
            with suppress(OSError):
                while True:
                    calls.append(server.accept()[0])

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = SILENCE
        yield calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    for call in calls:
        call.close()


def test_a_mail_server_that_hangs_is_asked_once_in_a_turn(messages, silent, now):
    began = time.monotonic()
    assert deliver_due(now=now) == (0, 1)
    assert time.monotonic() - began < 3 * SILENCE
    assert len(silent) == 1
    assert Message.objects.filter(attempts=0, due_at=now).count() == 4


@pytest.mark.parametrize("away", [ConnectionRefusedError(), smtplib.SMTPServerDisconnected("gone"),
                                  smtplib.SMTPConnectError(421, b"busy"), TimeoutError()])  # fmt: skip
def test_a_mail_server_that_is_away_is_asked_once_in_a_turn(messages, now, away):
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=away):
        assert deliver_due(now=now) == (0, 1)
    assert Message.objects.filter(attempts=1).count() == 1


class Slow(EmailBackend):
    """A mail server that takes its time over each message."""

    def send_messages(self, messages):
        time.sleep(0.3)
        return super().send_messages(messages)


def test_a_slow_mail_server_does_not_take_more_than_the_time_of_a_turn(messages, now, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    sent, failed = deliver_due(now=now, seconds=0.5)
    assert (sent, failed) == (2, 0)
    assert deliver_due(now=now) == (3, 0)


def test_only_one_delivers_at_a_time(messages, now):
    with closing(psycopg2.connect(database.url(OWNER))) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", ["outbox.deliver"])
        assert deliver_due(now=now) == (0, 0)
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", ["outbox.deliver"])
    assert deliver_due(now=now) == (5, 0)


def test_a_message_is_tried_for_three_days():
    assert timedelta(hours=72) <= timedelta(minutes=sum(BACKOFF_MINUTES)) < timedelta(hours=77)
    assert max(BACKOFF_MINUTES) <= 240


@pytest.mark.django_db(transaction=True)
def test_a_message_that_takes_longer_than_a_session_may_idle_is_sent_once(messages, now, settings):
    settings.DATABASE_LIMITS = {**settings.DATABASE_LIMITS, "idle_in_transaction_session_timeout": "100ms"}
    connection.close()
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    assert deliver_due(now=now, limit=1) == (1, 0)
    assert Message.objects.filter(state="SENT").count() == 1
    connection.close()
