"""The database's own checks are those of this release, and whatever is taken away from them is found by name."""

import random
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction

from cocommission.postgres import APP, OWNER
from cocommission.serving.production import refuse_changed_guards
from cocommission.shared.queries import health
from cocommission.shared.queries.fingerprint import changed_guards
from tests.database import as_owner

pytestmark = pytest.mark.django_db
SOME = 20
"""Of each kind so many are taken away, other ones when the list changes."""
TRIGGERS = """
SELECT tgrelid::regclass::text, format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass),
       format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname)
  FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'x', 'u', 'f') AND conrelid > 0
 ORDER BY 1, 2
"""
FUNCTIONS = """
SELECT proname || '()', replace(pg_get_functiondef(oid), 'RAISE EXCEPTION', 'RAISE NOTICE')
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc LIKE '%RAISE EXCEPTION%' ORDER BY 1
"""


def rows(query: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def found_after(statement: str) -> list[str]:
    """What is found when the owner ran the statement, which is then taken back."""
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(statement)
        found = changed_guards()
        transaction.set_rollback(True)
    return found


def missed(cases: list[tuple[str, ...]]) -> list[str]:
    some = random.Random(len(cases)).sample(cases, min(SOME, len(cases)))
    return [do for thing, *statements in some for do in statements if thing not in found_after(do)]


def test_nothing_has_changed():
    """When it has on purpose: `manage.py verify_database --write` on a freshly migrated database."""
    assert changed_guards() == []


@pytest.mark.parametrize("query", [TRIGGERS, CONSTRAINTS, FUNCTIONS], ids=["triggers", "constraints", "functions"])
def test_what_is_taken_away_or_hollowed_out_is_found_by_name(query):
    cases = rows(query)
    assert len(cases) >= SOME
    assert missed(cases) == []


@pytest.mark.parametrize(
    ("statement", "thing"),
    [
        (f"GRANT DELETE ON votes_vote TO {APP}", "votes_vote rights"),
        ("GRANT UPDATE ON votes_vote TO PUBLIC", "votes_vote"),
        (f"GRANT {OWNER} TO {APP}", "role rights"),
        ("CREATE RULE lost AS ON INSERT TO votes_vote DO INSTEAD NOTHING", "votes_vote"),
        ("ALTER TABLE shared_entry ENABLE ROW LEVEL SECURITY", "shared_entry"),
        ("ALTER TABLE votes_vote SET UNLOGGED", "votes_vote"),
        (f"GRANT UPDATE (hash) ON shared_entry TO {APP}", "shared_entry rights"),
        (f"REVOKE SELECT ON ccgs_ccg FROM {APP}", "ccgs_ccg rights"),
        ("ALTER TABLE ccgs_ccg ALTER COLUMN code DROP NOT NULL", "ccgs_ccg"),
        ("ALTER FUNCTION ledger_enter SECURITY INVOKER", "ledger_enter()"),
    ],
)
def test_rights_and_columns_are_looked_at(statement, thing):

    assert found_after(statement) == [thing]


def test_tables_of_others_are_no_matter():
    assert found_after("CREATE TABLE copy_of_last_week (id int PRIMARY KEY)") == []


def test_the_command_the_server_and_readyz_say_that_something_is_missing(client, monkeypatch):
    monkeypatch.setitem(health.ANSWER, "asked_at", -health.KEPT)
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE votes_vote DISABLE TRIGGER ALL")
        out = StringIO()
        with pytest.raises(SystemExit):
            call_command("verify_database", stdout=out)
        assert out.getvalue() == "Not as this release makes it: votes_vote\n"
        with pytest.raises(ImproperlyConfigured, match="votes_vote"):
            refuse_changed_guards()
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["reason"]) == (
            503, "the database's own checks are not those of this release",
        )  # fmt: skip
        transaction.set_rollback(True)
    assert client.get("/readyz").status_code == 200
    call_command("verify_database", stdout=StringIO())
