"""The throw-away database behaves like the real one: append-only, with a clock that only tests can stop."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection

from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import read_clock
from cocommission.shared.models import Entry
from tests.database import owners_cursor


def referee_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_now()")
        return cursor.fetchone()[0]


def test_both_clocks_stop_at_the_moment_asked_for(travel):
    assert travel("2015-11-06T11:59:59Z") == referee_now() == read_clock()


def test_the_referee_reads_the_real_clock_when_nobody_stopped_it(db):
    assert abs((datetime.now(UTC) - referee_now()).total_seconds()) < 5  # noqa: TID251


@pytest.mark.django_db(transaction=True)
def test_a_stopped_clock_runs_again_after_a_transactional_test(database_clock):
    database_clock("2015-11-06 11:59:59")
    assert referee_now() == datetime(2015, 11, 6, 11, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "statement", ["UPDATE shared_entry SET body = ''", "DELETE FROM shared_entry", "TRUNCATE shared_entry"]
)
@pytest.mark.django_db(transaction=True)
def test_the_ledger_refuses_every_change(now, statement):
    enter(book="NATIONAL", act="test.act", by=None, now=now, subject="test:1")
    with pytest.raises(IntegrityError, match="append-only"), owners_cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1
