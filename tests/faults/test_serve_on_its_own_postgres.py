"""PostgreSQL restarted under the product: under `manage.py serve` that starts it itself, and under its parts apart."""

import signal
import socket
import subprocess
import sys
from contextlib import closing

import psycopg2
import pytest

from cocommission import postgres
from tests import database
from tests.faults import servers
from tests.faults.servers import ROOT, status, wait_for

pytestmark = [pytest.mark.fault, pytest.mark.django_db]  # the tables are copied from the test database
PAGES = ("", "ccgs/", "api/v1/ccgs/", "accounts/login/", "readyz")


@pytest.fixture
def served(data_dir):
    part = servers.serve(data_dir, DATABASE_URL="")
    yield part
    part.end()


def ask(data_dir, query):
    with postgres.start(data_dir) as server, closing(psycopg2.connect(server.url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0] if cursor.description else None


def queue(data_dir, key):
    ask(
        data_dir,
        "INSERT INTO shared_message (key, to_address, subject, text, about, queued_at, due_at) "
        f"VALUES ('{key}', 'reader@example.invalid', 'News', 'Text', 'NATIONAL', now(), now())",
    )


def is_sent(data_dir, key):
    return ask(data_dir, f"SELECT state = 'SENT' FROM shared_message WHERE key = '{key}'")


def beats(data_dir):
    return ask(data_dir, "SELECT extract(epoch FROM max(ran_at)) FROM shared_heartbeat") or 0


def test_everything_comes_back_after_postgres_was_restarted(data_dir, served):
    """Pages say 503 while it is away, never 500, and web, worker and beat go on without being started again."""
    assert {status(served.address + page) for page in PAGES} == {200}
    wait_for(lambda: beats(data_dir))
    queue(data_dir, "restart")
    postgres.stop(data_dir)
    meanwhile = [status(served.address + page) for page in PAGES for _ in range(4)]
    assert set(meanwhile) == {503}
    assert status(served.address + "healthz") == 200
    with postgres.start(data_dir):
        before = beats(data_dir)
        wait_for(lambda: {status(served.address + page) for page in PAGES} == {200})
        wait_for(lambda: beats(data_dir) > before)
        wait_for(lambda: is_sent(data_dir, "restart"))
        assert served.process.poll() is None


def test_a_killed_serve_leaves_its_data_whole_and_the_next_one_starts(data_dir, served):
    queue(data_dir, "killed")
    second = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", str(servers.free_port())],
        cwd=ROOT, env=served.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert second.returncode == 1
    assert f"already being served at {served.address}" in second.stderr
    served.kill()
    assert status(served.address + "healthz") == 0
    third = servers.serve(data_dir, DATABASE_URL="")
    try:
        assert status(third.address + "readyz") == 200
        wait_for(lambda: is_sent(data_dir, "killed"))
    finally:
        assert third.end() == 0


def test_a_worker_and_beat_of_their_own_go_on_after_postgres_was_restarted(data_dir, tmp_path, redis_server, started):
    """As composed: nobody starts them again, the watch does not end the worker, and what was due is done once."""
    with postgres.start(data_dir, settings=database.FAST) as server:
        where = {
            "DATABASE_URL": server.app_url,
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        }
        worker = servers.worker(tmp_path, redis_server.url, **where, WORKER_PATIENCE="10")
        beat = servers.beat(tmp_path, redis_server.url, **where)
        started += [worker, beat]
        before = beats(data_dir)
        wait_for(lambda: beats(data_dir) > before)
        queue(data_dir, "apart")
        postgres.stop(data_dir)
        failed = worker.said().count("OperationalError")
        wait_for(lambda: worker.said().count("OperationalError") > failed + 3)  # it tried, more than once
    with postgres.start(data_dir, settings=database.FAST):
        before = beats(data_dir)
        wait_for(lambda: beats(data_dir) > before)
        wait_for(lambda: is_sent(data_dir, "apart"))
        assert (worker.process.poll(), beat.process.poll()) == (None, None)
    assert len(list((tmp_path / "mail").glob("*"))) == 1


def test_the_development_server_starts_again_when_a_file_changes_and_runs_the_sweeps(data_dir, tmp_path):
    port = servers.free_port()
    before = beats(data_dir)
    part = servers.Part(tmp_path, "manage.py", "runserver", DATABASE_URL="", DEBUG="1", PORT=str(port),
                        DATA_DIR=str(data_dir), REDIS_URL="")  # fmt: skip
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(lambda: status(address) == 200 or part.process.poll() is not None)
        wait_for(lambda: beats(data_dir) > before)
        changed = ROOT / "cocommission" / "urls.py"  # what changes before the first look at all files goes unseen
        wait_for(lambda: changed.touch() or "urls.py changed, reloading" in part.said())
        wait_for(lambda: part.said().count(f"cocommission is at {address}") == 2)
        wait_for(lambda: status(address) == 200)
        part.process.send_signal(signal.SIGINT)
        assert part.process.wait(servers.SLOW) == 0
        assert "Traceback" not in part.said()
    finally:
        part.end()


def test_the_development_server_refuses_to_run_without_debugging(tmp_path):
    part = servers.Part(tmp_path, "manage.py", "runserver", DATABASE_URL="postgres:///x")
    assert part.process.wait(servers.SLOW) == 1
    assert "Start it with `make dev`" in part.said()
    part.end()


def test_the_development_server_asks_for_the_port_that_it_was_given(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for address, words in (
            (str(port), f"Port {port} of 127.0.0.1 cannot be used"),
            (f"[::ffff:127.0.0.1]:{port}", f"Port {port} of ::ffff:127.0.0.1 cannot be used (Address already in use)"),
            ("abc", "'abc' is not a port"),
            ("65536", "'65536' is not a port"),
        ):
            part = servers.Part(tmp_path, "manage.py", "runserver", address, DATABASE_URL="postgres:///x", DEBUG="1",
                                DATA_DIR=str(tmp_path), PORT=str(servers.free_port()))  # fmt: skip
            assert part.process.wait(servers.SLOW) == 1
            assert words in part.said()
            part.end()
