"""What several fault tests start."""

import subprocess

import pytest

from cocommission import postgres
from tests import database
from tests.faults import servers


@pytest.fixture(scope="module")
def served(django_db_setup, tmp_path_factory):
    """`manage.py serve` on the test database, as the role of the running product; one for the whole module."""
    part = servers.serve(tmp_path_factory.mktemp("served"))
    yield part
    part.end()


@pytest.fixture(scope="module")
def data_dir(django_db_setup, tmp_path_factory):
    """A data folder whose own server holds this release's tables."""
    folder = tmp_path_factory.mktemp("own")
    with postgres.start(folder, settings=database.FAST) as server:
        dumped = subprocess.run(
            [postgres.programs() / "pg_dump", database.url(postgres.OWNER)], check=True, capture_output=True, text=True
        ).stdout
        subprocess.run(
            [postgres.programs() / "psql", "--quiet", "--set=ON_ERROR_STOP=1", server.url],
            check=True, input=dumped, capture_output=True, text=True,
        )  # fmt: skip
    yield folder
    postgres.remove(folder)


@pytest.fixture
def redis_server(tmp_path):
    folder = tmp_path / "redis"
    folder.mkdir()
    server = servers.Redis(folder)
    yield server
    server.stop()


@pytest.fixture
def started():
    """Parts that the test started; all are ended with it."""
    parts = []
    yield parts
    for part in parts:
        part.end()
