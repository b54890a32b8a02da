"""A backup taken while people work is of one moment: restored elsewhere, its ledger and its rows are in order."""

import os
import subprocess
import sys
import threading
from contextlib import closing

import psycopg2
import pytest

from cocommission import postgres
from cocommission.serving.backup import heads_beside
from tests import database
from tests.faults.servers import ROOT

pytestmark = [pytest.mark.fault, pytest.mark.django_db]
ENTER = "SELECT ledger_enter(%s, '2015-10-01T08:00:00+00:00', NULL, '', 'test.act', %s, '', '{}')"


def manage(data_dir, *arguments):
    """How a command of the product ended, and what it said."""
    own = {"DATABASE_URL": "", "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "cocommission.settings"}
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def acts(data_dir, stop, entered):
    """Enters one act after the other, in two books, until told to stop."""
    with postgres.start(data_dir) as server, closing(psycopg2.connect(server.url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            while not stop.is_set():
                cursor.execute(ENTER, [f"CCG 0{len(entered) % 2}A", f"test:{len(entered)}"])
                entered.append(1)


def test_a_backup_taken_while_people_work_restores_to_one_moment(data_dir, tmp_path):
    stop, entered = threading.Event(), []
    working = threading.Thread(target=acts, args=(data_dir, stop, entered))
    working.start()
    try:
        while len(entered) < 20:
            stop.wait(0.05)
        code, said = manage(data_dir, "backup", tmp_path / "night.dump")
        during = len(entered)
    finally:
        stop.set()
        working.join()
    assert code == 0, said
    assert (tmp_path / "night.dump").stat().st_mode & 0o077 == 0, "others of the machine can read it"
    restored = tmp_path / "restored"
    with postgres.start(restored, settings=database.FAST) as server:
        subprocess.run(
            [postgres.programs() / "pg_restore", "--exit-on-error", f"--dbname={server.url}", tmp_path / "night.dump"],
            check=True, capture_output=True,
        )  # fmt: skip
        assert manage(restored, "verify_ledger", "--against", heads_beside(tmp_path / "night.dump"))[0] == 0
        assert manage(restored, "verify_record")[0] == 0
    postgres.remove(restored)
    assert during > 20, "nobody worked meanwhile"


def test_a_backup_overwrites_none_and_leaves_no_half(data_dir, tmp_path):
    there = tmp_path / "night.dump"
    there.write_text("the backup of yesterday")
    code, said = manage(data_dir, "backup", there)
    assert (code, there.read_text()) == (1, "the backup of yesterday")
    assert "is there already" in said
    code, said = manage(data_dir, "backup", tmp_path / "no" / "night.dump")
    assert code == 1
    assert "There is no folder" in said
    assert [path.name for path in tmp_path.iterdir()] == ["night.dump"]
