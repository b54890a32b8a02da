"""A database as the last release left it, filled, is migrated to this version, and what was in it is still there."""

import json
import lzma
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2
import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from cocommission import postgres
from cocommission.shared.models import Person
from cocommission.shared.queries.fingerprint import changed_guards
from tests import database
from tests.browser import Browser
from tests.database import ROOT
from tests.releases import BACKEND, last_release, rows_of_tables
from tests.sweeps import test_rights as rights

NAME = f"upgrade_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
COPY = f"{NAME}_copy"
SOME = 6
"""Each sixth page is opened, which takes seconds."""
BREAKS = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("ccgs", "NEWEST")]
    operations = [migrations.RunSQL("ALTER TABLE ccgs_post ADD COLUMN planted integer NOT NULL", "")]
"""


class Upgrade(NamedTuple):
    """How many rows each table had before, what the release kept beside them, and the database of other tests."""

    rows: dict[str, int]
    contents: dict[str, Any]
    usual: str


def program(name: str, *words: str, text: str | None = None) -> str:
    command = [postgres.programs() / name, *words]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def address_of(name: str) -> str:
    """DATABASE_URL of a database of this run, as its owner."""
    return postgres.url_of(Path(connection.settings_dict["HOST"]), postgres.OWNER, name)


def migrate(name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Migrates a database by the command that an operator runs."""
    surroundings = {**os.environ, "DATABASE_URL": address_of(name), "DJANGO_SETTINGS_MODULE": "cocommission.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    return subprocess.run(
        command, cwd=ROOT, env={**surroundings, **environment}, capture_output=True, text=True, check=False
    )


@contextmanager
def a_database(name: str, template: str = "template0") -> Iterator[None]:
    """A database that is gone afterwards."""
    with closing(psycopg2.connect(address_of("postgres"))) as admin:
        admin.autocommit = True
        cursor = admin.cursor()
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def restore(name: str, text: str) -> None:
    """Fills an empty database with what pg_dump wrote."""
    program("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={address_of(name)}", text=text)


@contextmanager
def working_on(name: str) -> Iterator[None]:
    """The product works on another database, with its own rights."""
    described, before = connection.settings_dict, connection.settings_dict["NAME"]

    def turn_to(wanted: str) -> None:
        connection.close()
        described["NAME"] = wanted
        ContentType.objects.clear_cache()

    turn_to(name)
    try:
        yield
    finally:
        turn_to(before)


@pytest.fixture(scope="module")
def upgrade(django_db_setup: None, django_db_blocker: Any) -> Iterator[Upgrade]:
    """The product works on the release's database, migrated."""
    contents = json.loads((last_release() / "contents.json").read_text("utf-8"))
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), a_database(NAME):
        restore(NAME, lzma.decompress((last_release() / "world.sql.xz").read_bytes()).decode())
        with working_on(NAME):
            before = rows_of_tables()
        done = migrate(NAME)
        assert done.returncode == 0, done.stderr
        with working_on(NAME):
            yield Upgrade(before, contents, usual)


def test_the_release_is_whole_and_filled(upgrade):
    assert upgrade.rows == upgrade.contents["rows"]
    assert sum(1 for number in upgrade.rows.values() if number) > 100


def test_every_row_is_still_there(upgrade):
    now = rows_of_tables()
    assert {table for table, number in upgrade.rows.items() if table in now and now[table] < number} == set()


def schema(name: str) -> list[str]:
    """What pg_dump says of a copy that was restored: PostgreSQL writes some conditions differently after that."""
    dump = ("pg_dump", "--schema-only")
    with a_database(COPY):
        restore(COPY, program(*dump, f"--dbname={address_of(name)}"))
        lines = program(*dump, f"--dbname={address_of(COPY)}").splitlines()
    return [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]


def test_the_schema_is_that_of_a_new_database(upgrade):
    """Fails too when somebody edits a migration that was released: leave it as it is and add another."""
    assert schema(NAME) == schema(upgrade.usual)


def test_the_checks_of_the_database_are_those_of_this_release(upgrade):
    assert changed_guards() == []


def test_rights_triggers_and_ledger_are_sound(upgrade):
    rights.test_the_role_has_exactly_the_rights_that_the_kind_of_each_table_says()
    rights.test_append_only_tables_and_no_others_refuse_every_change_of_a_row()
    call_command("verify_ledger", stdout=StringIO())


def test_pages_open(upgrade):
    clients: dict[str, Browser] = {}
    broken = []
    with time_machine.travel(datetime.fromisoformat(upgrade.contents["moment"]), tick=False):
        for email, address in upgrade.contents["pages"][::SOME]:
            if email not in clients:
                clients[email] = Browser()
                clients[email].force_login(Person.objects.get(email=email), backend=BACKEND)
            if clients[email].get(address).status_code != 200:
                broken.append((email, address))
    assert (broken, len(clients)) == ([], 2)


def test_a_migration_that_a_full_table_does_not_bear_is_found(upgrade, tmp_path):
    shutil.copytree(ROOT / "ccgs" / "migrations", tmp_path / "planted")
    newest = max((tmp_path / "planted").glob("0*.py")).stem
    (tmp_path / "planted" / "0099_planted.py").write_text(BREAKS.replace("NEWEST", newest))
    own = 'from cocommission.settings import *\nMIGRATION_MODULES = {"ccgs": "planted"}\n'
    (tmp_path / "planted_settings.py").write_text(own)
    more = {"DJANGO_SETTINGS_MODULE": "planted_settings", "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    with a_database(COPY, database.migrated()):
        done = migrate(COPY, **more)
        assert done.returncode == 0, done.stderr
    done = migrate(NAME, **more)
    assert done.returncode == 1
    assert 'column "planted" of relation "ccgs_post" contains null values' in done.stderr
