"""The ledger: numbered, chained, append-only, and provable against a head that was kept outside."""

import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from cocommission.shared.actions.ledger import enter, tie_books
from cocommission.shared.models import Book, Entry, Person
from cocommission.shared.queries.ledger import heads, verify
from tests.database import owners_cursor, triggers_silenced

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return Person.objects.create_user("officer@example.invalid", name="Olive Invented")


@pytest.fixture
def chain(officer, now):
    """Six acts in one book and one in another."""
    for n in range(6):
        enter(book="CCG 09W", act="ballot.opened", by=officer, now=now, subject=f"votes.Ballot:{n}", facts={"n": n})
    enter(book="CCG 00C", act="ballot.opened", by=None, now=now, subject="votes.Ballot:9")


def tamper(sql: str) -> None:
    """Changes rows as somebody with the server's own powers could."""
    with triggers_silenced(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_entries_are_numbered_per_book_and_say_who_and_when(chain, officer, now):
    rows = list(Entry.objects.filter(book__key="CCG 09W"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert (rows[0].actor_name, rows[0].act, rows[0].at) == ("Olive Invented", "ballot.opened", now)
    assert json.loads(rows[5].body)["facts"] == {"n": 5}
    assert Entry.objects.get(book__key="CCG 00C").number == 1


def test_a_whole_ledger_verifies(chain):
    verdict = verify()
    assert (verdict.rows, verdict.ok, verdict.first_bad) == (7, True, None)


def test_a_book_that_was_written_anew_is_not_the_one_that_was_tied(chain, officer, now):
    tie_books(now=now)
    assert verify().ok
    tamper(
        "DELETE FROM shared_entry WHERE book_id = (SELECT id FROM shared_book WHERE key = 'CCG 09W');"
        "UPDATE shared_book SET rows = 0, head = '' WHERE key = 'CCG 09W'"
    )
    for n in range(6):
        enter(book="CCG 09W", act="ballot.opened", by=officer, now=now, subject=f"votes.Ballot:{n}", facts={"n": 9})
    assert verify(only="CCG 09W").ok, "its own chain is whole"
    assert verify().first_bad.startswith("CCG 09W:6: not the entry that the national book holds")


@pytest.mark.parametrize(
    "statement", ["UPDATE shared_entry SET body = '{}'", "DELETE FROM shared_entry", "TRUNCATE shared_entry"]
)
def test_the_database_refuses_change(chain, statement):
    with pytest.raises(IntegrityError, match="append-only"), owners_cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")


def test_a_changed_row_is_found(chain):
    tamper("UPDATE shared_entry SET body = replace(body, 'Olive', 'Oscar') WHERE number = 3")
    assert verify().first_bad.startswith("CCG 09W:3:")


def test_a_deleted_row_is_found(chain):
    tamper("DELETE FROM shared_entry WHERE number = 2")
    assert verify().first_bad.startswith("CCG 09W:2:")


def test_two_swapped_rows_are_found(chain):
    tamper(
        "UPDATE shared_entry SET number = CASE number WHEN 4 THEN -4 ELSE -5 END WHERE number IN (4, 5);"
        "UPDATE shared_entry SET number = CASE number WHEN -4 THEN 5 ELSE 4 END WHERE number < 0"
    )
    assert verify().first_bad.startswith("CCG 09W:4:")


def test_a_cut_tail_is_found(chain):
    tamper("DELETE FROM shared_entry WHERE number = 6")
    assert verify().first_bad.startswith("CCG 09W:6:")


def test_a_cut_tail_with_the_head_put_back_is_found_against_an_exported_head(chain):
    exported = heads()
    tamper(
        "DELETE FROM shared_entry WHERE number = 6;"
        "UPDATE shared_book SET rows = 5, head = (SELECT hash FROM shared_entry WHERE number = 5) WHERE key = 'CCG 09W'"
    )
    assert verify().ok, "the book alone cannot tell"
    assert verify(exported).first_bad.startswith("CCG 09W:6:")


def test_a_rewritten_history_is_found_against_an_exported_head(chain, officer, now):
    exported = heads()
    tamper(
        "DELETE FROM shared_entry WHERE number = 6; UPDATE shared_book SET rows = 5, head = "
        "(SELECT hash FROM shared_entry WHERE number = 5) WHERE key = 'CCG 09W'"
    )
    enter(book="CCG 09W", act="ballot.voided", by=officer, now=now, subject="votes.Ballot:5")
    assert verify().ok
    assert verify(exported).first_bad.startswith("CCG 09W:6:")


def test_a_whole_book_that_vanished_is_found_against_an_exported_head(chain):
    exported = heads()
    tamper("DELETE FROM shared_entry WHERE body LIKE '%CCG 00C%'; DELETE FROM shared_book WHERE key = 'CCG 00C'")
    assert verify(exported).first_bad == "CCG 00C:1: the whole book is missing"


def test_books_are_tied_once_a_day(chain, now):
    assert tie_books(now=now)
    assert not tie_books(now=now)
    facts = json.loads(Entry.objects.get(book__key="NATIONAL").body)["facts"]
    assert set(facts["heads"]) == {"CCG 09W", "CCG 00C"}
    assert facts["heads"]["CCG 09W"]["rows"] == 6


def test_a_refused_act_leaves_no_entry(officer, now):
    with transaction.atomic():
        enter(book="CCG 09W", act="ballot.opened", by=officer, now=now, subject="votes.Ballot:1")
        transaction.set_rollback(True)
    assert not Book.objects.filter(key="CCG 09W").exists()


def test_the_command_says_whole_with_0_and_broken_with_1(chain, capsys, tmp_path):
    kept = tmp_path / "heads.json"
    call_command("verify_ledger", "--json", "--export", str(kept))
    assert json.loads(capsys.readouterr().out) == {"rows": 7, "head": verify().head, "ok": True, "first_bad": None}
    tamper("DELETE FROM shared_entry WHERE number = 6")
    with pytest.raises(SystemExit) as stop:
        call_command("verify_ledger", "--json", "--against", str(kept))
    assert stop.value.code == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False
