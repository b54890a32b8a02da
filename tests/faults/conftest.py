"""What several fault tests start."""

import pytest

from tests.faults import servers


@pytest.fixture(scope="module")
def served(django_db_setup, tmp_path_factory):
    """`manage.py serve` on the test database, as the role of the running product; one for the whole module."""
    part = servers.serve(tmp_path_factory.mktemp("served"))
    yield part
    part.end()
