"""Tests have the rights of the product, no more: what it is refused, a test is refused too."""

from pathlib import Path

import pytest
from django.db import connection

from cocommission.postgres import APP, OWNER
from tests import database
from tests.browser import Browser

TESTS = Path(__file__).resolve().parents[1]
OWNERS_WORDS = {"as_owner", "triggers_silenced", "OWNER"}
MAY = {
    "database.py": "makes the database, and holds the words themselves",
    "slate.py": "puts the database back after a transactional test",
    "factories/snapshot.py": "builds and copies the scene of the small country",
}
"""Files that act as the owner although they are no test of an intruder, and what for."""


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
