"""What several fault tests start."""

import pytest

from tests.faults import servers


@pytest.fixture(scope="module")
def served(django_db_setup, tmp_path_factory):
    """`manage.py serve` on the test database, as the role of the running product; one for the whole module."""
    part = servers.serve(tmp_path_factory.mktemp("served"))
    yield part
    part.end()


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
