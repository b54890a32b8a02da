"""The outbox: each piece of news once, tried again when the mail server is away, visible all the time."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail

from cocommission.shared.actions.outbox import BACKOFF_MINUTES, deliver_due, post_message, post_messages_sql, send_again
from cocommission.shared.errors import Refused
from cocommission.shared.models import Message, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [Person.objects.create_user(f"p{n}@example.invalid", name=f"Person {n}") for n in range(3)]


def post(person, now, key="news-1"):
    return post_message(
        key=key, to=person, subject="A ballot is open", text="Vote by Friday.", now=now, about="CCG 09W"
    )


def test_the_same_news_is_queued_once(people, now):
    assert post(people[0], now) is not None
    assert post(people[0], now) is None
    assert Message.objects.count() == 1


def test_a_whole_roll_is_one_statement(people, now, django_assert_num_queries):
    select = "SELECT 'roll-' || id, id, email, 'Subject', 'Text', 'CCG 09W', '/vote/' FROM shared_person WHERE id >= %s"
    with django_assert_num_queries(1):
        assert post_messages_sql(select, [people[0].pk], now=now) == 3
    assert post_messages_sql(select, [people[0].pk], now=now) == 0


def test_due_messages_are_sent_once_with_a_fixed_id(people, now):
    message = post(people[0], now)
    assert deliver_due(now=now) == (1, 0)
    assert deliver_due(now=now) == (0, 0)
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{message.pk}.outbox@cocommission.invalid>"
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("SENT", now)


def test_a_mail_server_that_is_away_is_tried_again_later_and_then_given_up_visibly(people, now):
    message = post(people[0], now)
    at = now
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        for minutes in BACKOFF_MINUTES:
            assert deliver_due(now=at) == (0, 1)
            assert deliver_due(now=at) == (0, 0), "not before its time"
            at += timedelta(minutes=minutes)
        assert deliver_due(now=at) == (0, 1)
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("FAILED", "ConnectionRefusedError")
    send_again(message=message, now=at)
    assert deliver_due(now=at) == (1, 0)


def test_what_was_sent_is_not_sent_again_by_hand(people, now):
    message = post(people[0], now)
    deliver_due(now=now)
    with pytest.raises(Refused, match="only send failed or bounced"):
        send_again(message=message, now=now)


def test_a_line_break_in_a_title_ends_no_header_and_stops_nobody_else(people, now):
    post_message(key="a", to=people[0], subject="Evil\r\nBcc: x@example.invalid", text="T", now=now, about="CCG 09W")
    post(people[1], now)
    assert deliver_due(now=now) == (2, 0)
    assert mail.outbox[0].subject == "Evil Bcc: x@example.invalid"


def test_one_bad_message_fails_alone(people, now):
    bad = post(people[0], now, key="bad")
    Message.objects.filter(pk=bad.pk).update(subject="Two\nlines")
    post(people[1], now)
    assert deliver_due(now=now) == (1, 1)
