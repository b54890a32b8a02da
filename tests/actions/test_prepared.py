"""Statements that are prepared once for each connection, and kept connections that are checked without a statement."""

from contextlib import closing
from datetime import timedelta

import psycopg2
import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from cocommission import postgres
from cocommission.shared.clock import read_clock
from cocommission.shared.database.prepared import Prepared
from cocommission.shared.sessions import SessionStore
from tests import database
from tests.faults.servers import wait_for

ADD = Prepared("test_add", "SELECT %(a)s::int + %(b)s::int + %(a)s::int, 7 %% 4")


def add(a, b):
    with connection.cursor() as cursor:
        ADD.execute(cursor, {"a": a, "b": b})
        return cursor.fetchone()


def prepared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name = 'test_add'")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_it_is_prepared_once_for_each_connection_also_where_a_transaction_is_undone(django_assert_num_queries):
    with transaction.atomic():
        add(1, 2)
        transaction.set_rollback(True)
    with django_assert_num_queries(2):
        assert (add(1, 2), add(10, 1)) == ((4, 3), (21, 3))
    assert prepared() == 1
    connection.close()
    assert add(1, 2) == (4, 3)
    assert prepared() == 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_seen_before_it_is_used():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (mine,) = cursor.fetchone()
    assert connection.is_usable()
    with closing(psycopg2.connect(database.url(postgres.OWNER))) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [mine])
    wait_for(lambda: not connection.is_usable(), 20)
    connection.close()
    assert add(1, 2) == (4, 3)


@pytest.mark.django_db
def test_a_session_is_read_until_it_expires_and_never_under_another_key():
    kept = SessionStore()
    kept["colour"] = "blue"
    kept.save()
    assert SessionStore(kept.session_key)["colour"] == "blue"
    assert SessionStore("x" * 32).get("colour") is None
    Session.objects.filter(pk=kept.session_key).update(expire_date=read_clock() - timedelta(seconds=1))
    late = SessionStore(kept.session_key)
    assert late.get("colour") is None
    assert late.session_key is None
