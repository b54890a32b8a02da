"""The running product's role at work; its rights, table by table, are in tests/sweeps/test_rights.py."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from cocommission.shared.actions.ledger import enter
from cocommission.shared.models import Entry
from tests.factories import votes
from votes.models import VotingPaper
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db


def test_the_product_takes_a_vote_and_changes_no_roll(world, now, database_clock):
    database_clock(now)
    ballot = votes.opened(world, now=now, questions=[{"kind": QuestionKind.FREE, "text": "Shall we?"}])
    votes.cast(world, ballot, "G82001", "FOR", now=now)
    votes.cast(world, ballot, "G82001", "AGAINST", now=now)
    assert VotingPaper.objects.count() == 2
    for change, words in (("weight = 9", "permission denied"), ("id = id + 1000", "append-only")):
        refused = pytest.raises((ProgrammingError, IntegrityError), match=words)
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE votes_rollentry SET {change}")


def test_the_ledger_is_written_through_its_function_alone(now):
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
def test_it_can_neither_change_a_table_nor_stop_the_clock(statement):
    refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
