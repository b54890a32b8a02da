"""Fixtures that every test may ask for.

now            the named moment of the test (1 October 2015, 9:00 in London); Python's clock stands still at it, so
               that views and tasks see it too. Another moment: @pytest.mark.parametrize("now", ["..."], indirect=True)
database_clock a function that stops the clock of the database's referee: database_clock("2015-11-06T11:59:59Z")
travel         a function that moves both clocks together: travel("2015-11-06 11:59:59") returns the moment
world          a small country: tests/factories/world.py
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import pytest_django
import pytest_socket
import time_machine
from django.core.cache import caches

from tests import database, slate
from tests.browser import Browser

THE_MOMENT = "2015-10-01 09:00"
# Files that take longest, by their address below tests/; all others follow.
LONGEST = ("journeys/test_new_ccg", "journeys/test_medway_2015", "sweeps/test_role_matrix", "journeys/", "faults/")
LOOPBACK = ["127.0.0.1", "::1", "localhost"]

slate.use()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers start with the longest files, so that none is left alone with one at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: [item.nodeid.startswith(f"tests/{start}") for start in (*LONGEST, "")].index(True))


def pytest_runtest_setup() -> None:
    """No test talks to the world: only loopback and Unix sockets are open."""
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


def pytest_unconfigure() -> None:
    database.throw_away()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Starts the throw-away server at the first test that needs a database; rules never wait for it."""
    server = database.start_server()
    database.prepare(server)
    yield
    server.release()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    """The database is there, migrated, also for fixtures of a whole module; Django is not to make it again."""
    with django_db_blocker.unblock():
        slate.remember()


@pytest.fixture(autouse=True)
def _counts_forgotten() -> None:
    """What one test kept in memory is nothing to another."""
    caches["counts"].clear()


@pytest.fixture
def counts_asked(settings: Any) -> None:
    """What waits for a reader is worked out on every page, for tests that compare statements."""
    settings.CACHES = {**settings.CACHES, "counts": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def client() -> Browser:
    """A browser without a screen, not signed in; CSRF is checked."""
    return Browser()


@pytest.fixture
def now(request: pytest.FixtureRequest) -> Iterator[datetime]:
    moment = database.london(getattr(request, "param", THE_MOMENT))
    with time_machine.travel(moment, tick=False):
        yield moment


@pytest.fixture
def database_clock(db: None) -> Iterator[Callable[[datetime | str], datetime]]:
    with database.replaceable_clock() as stop_at:
        yield stop_at


@pytest.fixture
def travel(database_clock: Callable[[datetime | str], datetime]) -> Iterator[Callable[[datetime | str], datetime]]:
    travellers: list[Any] = []

    def travel_to(moment: datetime | str) -> datetime:
        value = database_clock(moment)
        while travellers:
            travellers.pop().stop()
        traveller = time_machine.travel(value, tick=False)
        traveller.start()
        travellers.append(traveller)
        return value

    yield travel_to
    while travellers:
        travellers.pop().stop()


@pytest.fixture
def world(db: None, now: datetime) -> Any:
    from tests.factories.world import build_world

    return build_world(now)
