"""`manage.py serve`: says where, refuses a second time, outlives broken database connections, ends in good order."""

import json
import signal
import socket
import subprocess
import sys

import pytest
from django.db import connection

from cocommission import postgres
from cocommission.shared.models import Heartbeat
from tests.faults import servers
from tests.faults.servers import ROOT, free_port, status, wait_for

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def served(tmp_path):
    part = servers.serve(tmp_path)
    yield part
    part.end()


def log_of(part):
    return "".join(path.read_text() for path in part.folder.glob("*.log"))


def again(part, *words, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", "serve", *words],
        cwd=ROOT,
        env={**part.environment, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_says_where_it_is_and_ends_in_good_order(served):
    wait_for(lambda: f"cocommission is at {served.address}" in log_of(served))
    assert status(served.address + "readyz") == 200
    assert status(served.address) == 200
    assert served.end() == 0
    assert "Ended." in log_of(served)
    assert "Traceback" not in log_of(served)


def test_a_second_one_on_the_same_data_says_so(served):
    second = again(served, "--port", str(free_port()))
    assert second.returncode == 1
    assert f"already being served at {served.address}" in second.stderr
    assert json.loads((served.folder / "serve.lock").read_text())["pid"] == served.process.pid


def test_a_port_that_is_taken_is_named(served, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    port = served.address.rstrip("/").rpartition(":")[2]
    second = again(served, "--port", port, DATA_DIR=str(other))
    assert second.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in second.stderr


def test_sweeps_run_and_pages_come_back_after_the_database_dropped_every_connection(served):
    beats = wait_for(lambda: Heartbeat.objects.filter(name="outbox.deliver").first())
    assert status(served.address + "ccgs/") == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE usename = %s AND datname = current_database()",
            [postgres.APP],
        )
        assert cursor.fetchone()[0] > 0
    wait_for(lambda: status(served.address + "ccgs/") == 200)
    wait_for(lambda: Heartbeat.objects.get(name="outbox.deliver").ran_at > beats.ran_at)


def test_ctrl_c_ends_it_with_zero(served):
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(30) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(served.address.rstrip("/").rpartition(":")[2]))) != 0
