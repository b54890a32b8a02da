"""Tests have the rights of the product, no more: what it is refused, a test is refused too."""

import ast
from pathlib import Path

import pytest
from django.db import connection

from cocommission.postgres import APP, OWNER
from tests import database
from tests.browser import Browser

TESTS = Path(__file__).resolve().parents[1]
OWNERS_WORDS = ("as_owner", "owners_cursor", "triggers_silenced", "postgres.OWNER")
MAY = {
    "database.py": "makes the database, and holds the words themselves",
    "slate.py": "puts the database back after a transactional test",
    "factories/scenes.py": "builds and copies scenes",
    "factories/consultations.py": "builds a scene: an answer as it was stored before a rule changed",
    "sweeps/matrix_pccc_decisions.py": "builds a scene: a sitting that began an hour ago",
    "screens/test_demonstration.py": "loads the demonstration, as the owner's command does",
    "screens/test_health.py": "lists the demonstration's people, as its loader does",
    "screens/test_shell_sign_in.py": "lists the demonstration's people, as its loader does",
    "screens/test_tasks_by_rule.py": "builds decisions without their meetings, to compare a query with its rule",
    "screens/test_shell_records.py": "tampers with the ledger, to see the page that says so",
    "actions/test_applications.py": "asks the referee as the owner: it refuses whoever asks",
    "actions/test_record.py": "changes rows past their history, as an intruder with the server's powers",
    "actions/test_ledger.py": "tampers with the ledger as an intruder with the server's powers",
    "actions/test_load_ods_order.py": "forgets practices between the examples of one property",
    "actions/test_prepared.py": "changes a table under a prepared statement, as a migration does",
    "faults/test_production_parts.py": "lists the demonstration's people, as its loader does",
    "sweeps/test_fingerprint.py": "takes checks of the database away, as an intruder with the server's powers",
    "faults/conftest.py": "copies the tables into a data folder of their own, as the owner",
    "sweeps/test_make_tables.py": "makes tables, as migrations do",
    "sweeps/test_migrations.py": "migrates",
    "sweeps/test_referee_meetings.py": "asks the referee as the owner: it refuses whoever asks",
    "sweeps/test_referee_posts_and_rounds.py": "asks the referee as the owner: it refuses whoever asks",
    "sweeps/test_referee_states.py": "asks the referee as the owner: it refuses whoever asks",
    "sweeps/test_rights.py": "grants and takes rights away, to see the sweep of rights fail",
    "sweeps/test_rights_of_tests.py": "this file",
    "sweeps/test_slate.py": "changes what the migrations wrote, to see it put back",
    "sweeps/test_upgrade.py": "restores and migrates the database of a release",
    "sweeps/test_scenes.py": "compares every row of a copied scene, also of tables that the product may not read",
}
"""Files of tests that use the owner's rights for more than one refused statement, and what for."""


def uses_the_owner(path: Path) -> bool:
    """Whether a file acts as the owner other than to see a statement refused (`with pytest.raises(...), ...`)."""
    tree = ast.parse(path.read_text("utf-8"))
    excused = {
        id(part)
        for each in ast.walk(tree)
        if isinstance(each, ast.With) and "pytest.raises" in ast.unparse(each.items[0])
        for item in each.items
        for part in ast.walk(item)
    }
    named = (each for each in ast.walk(tree) if isinstance(each, ast.Name | ast.Attribute) and id(each) not in excused)
    return any(ast.unparse(each).endswith(OWNERS_WORDS) for each in named)


def who_am_i() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def test_a_test_runs_as_the_product(db):
    assert who_am_i() == APP
    with database.as_owner():
        assert who_am_i() == OWNER
    assert who_am_i() == APP


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_runs_as_the_product():
    assert who_am_i() == APP


def test_what_a_test_starts_signs_in_as_the_product(db):
    assert f"//{APP}@" in database.url()


def test_the_rights_come_back_after_a_failure_too(db):
    with pytest.raises(ZeroDivisionError), database.as_owner():
        raise ZeroDivisionError
    assert who_am_i() == APP


def test_the_client_of_a_test_checks_csrf(client):
    assert isinstance(client, Browser)
    assert client.handler.enforce_csrf_checks
    assert Browser(sends_token=False).post("/accounts/login/", {}).status_code == 403


def test_only_these_files_act_as_the_owner():
    found = {str(path.relative_to(TESTS)) for path in TESTS.rglob("*.py") if uses_the_owner(path)}
    assert sorted(found - set(MAY)) == []
    assert sorted(set(MAY) - found) == []
