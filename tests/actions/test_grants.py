"""The running product's role: what PostgreSQL lets it do, table by table."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from cocommission.postgres import APP
from cocommission.shared.actions.ledger import enter
from cocommission.shared.grants import history_tables
from cocommission.shared.models import Entry
from cocommission.shared.models.governed import AppendOnly
from tests.factories import votes
from votes.models import VotingPaper
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_product(db):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")


def may(table, right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [APP, table, right])
        return cursor.fetchone()[0]


def append_only_tables():
    return sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, AppendOnly))


def test_it_only_adds_to_append_only_tables_and_to_history():
    for table in [*append_only_tables(), *history_tables()]:
        rights = [right for right in ("SELECT", "UPDATE", "DELETE", "TRUNCATE") if may(table, right)]
        assert (table, rights) == (table, ["SELECT"])


def test_it_reads_every_table_and_truncates_none():
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        assert (table, may(table, "SELECT"), may(table, "TRUNCATE")) == (table, True, False)


def test_the_product_takes_a_vote_and_changes_no_roll(world, now, database_clock):
    database_clock(now)
    ballot = votes.opened(world, now=now, questions=[{"kind": QuestionKind.FREE, "text": "Shall we?"}])
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")
    votes.cast(world, ballot, "G82001", "FOR", now=now)
    votes.cast(world, ballot, "G82001", "AGAINST", now=now)
    assert VotingPaper.objects.count() == 2
    for change, words in (("weight = 9", "permission denied"), ("id = id + 1000", "append-only")):
        refused = pytest.raises((ProgrammingError, IntegrityError), match=words)
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE votes_rollentry SET {change}")


def test_the_ledger_is_written_through_its_function_alone(as_product, now):
    enter(book="NATIONAL", act="test.act", by=None, now=now, subject="test:1")
    assert Entry.objects.count() == 1
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Entry.objects.create(book=Entry.objects.get().book, number=2, body="{}", hash=b"")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE own (id int)",
        "ALTER TABLE shared_entry DISABLE TRIGGER ALL",
        "DROP TABLE shared_message",
        "CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT clock_timestamp()'",
        "SET session_replication_role = replica",
        "UPDATE shared_book SET rows = 0",
    ],
)
def test_it_can_neither_change_a_table_nor_stop_the_clock(as_product, statement):
    refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_append_only_model_has_its_trigger():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = 'refuse_change'::regproc")
        guarded = {table for (table,) in cursor.fetchall()}
    assert set(append_only_tables()) - guarded == set()
