"""`load_demo --again`: an older demonstration makes way for one of today; nothing else ever does."""

import json
import os
import subprocess
import sys
from contextlib import closing

import psycopg2
import pytest

from cocommission import postgres
from cocommission.serving.service import sole_server
from tests import database
from tests.faults.servers import ROOT

pytestmark = pytest.mark.fault
SOMEBODY = (
    "INSERT INTO shared_person (email, name, password, is_active, is_staff, is_superuser) "
    "VALUES ('a@example.invalid', 'Ada', '', true, false, false) RETURNING id"
)


def manage(folder, *words):
    own = {"DATA_DIR": str(folder), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "cocommission.settings"}
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env={**os.environ, **own},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def ask(server, query):
    with closing(psycopg2.connect(server.url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()


def test_only_a_demonstration_makes_way(tmp_path):
    with postgres.start(tmp_path, settings=database.FAST) as server:
        assert manage(tmp_path, "migrate", "--verbosity=0").returncode == 0
        (person,) = ask(server, SOMEBODY)
        refused = manage(tmp_path, "load_demo", "--again")
        assert refused.returncode == 1
        assert "so nothing was changed" in refused.stderr
        assert ask(server, "SELECT count(*) FROM shared_person") == (1,)

        ask(server, f"INSERT INTO shared_demonstrationsignin VALUES ({person}, 1, 'Old', 'Old') RETURNING 1")
        with sole_server(tmp_path, "http://127.0.0.1:9"):
            served = manage(tmp_path, "load_demo", "--again")
        assert served.returncode == 1
        assert "Stop the service first" in served.stderr
        assert ask(server, "SELECT role FROM shared_demonstrationsignin") == ("Old",)

        loaded = manage(tmp_path, "load_demo", "--again", "--json")
        assert loaded.returncode == 0, loaded.stderr
        assert "Old" not in json.loads(loaded.stdout)["sign_ins"]
        assert ask(server, "SELECT has_table_privilege('cocommission_app', 'shared_person', 'SELECT')") == (True,)
        assert ask(server, "SELECT has_table_privilege('cocommission_app', 'votes_vote', 'UPDATE')") == (False,)
    postgres.remove(tmp_path)
