"""The small country of the role matrix: built once for the module, every arrangement of it under a savepoint.

An arrangement is what the function of a row makes (a ballot that is open, an application that is ready). Rows with the
same arrangement share it; each case works on a copy of the Python objects, and its effects are rolled back.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from tests.browser import Browser
from tests.factories.world import World
from tests.sweeps.people import others_of, people_of

Arguments = Callable[[World], dict[str, Any]]


def sameness(maker: Any) -> Any:
    """Equal for two functions of the same text that hold the same things, as made by the same helper."""
    if not isinstance(maker, FunctionType):
        return repr(maker)
    held = tuple(sameness(cell.cell_contents) for cell in maker.__closure__ or ())
    return maker.__module__, maker.__code__, repr(maker.__defaults__), repr(maker.__kwdefaults__), held


class Country:
    """Lives inside one open transaction; `world` is the country before any arrangement."""

    def __init__(self, world: World):
        self.people = people_of(world)
        self._world = pickle.dumps(world)
        self.others = others_of(world)
        self._sessions = {column: self._sign_in(person) for column, person in self.people.items()}
        self._key: Any = None
        self._savepoint = transaction.savepoint()
        self._arranged = b""

    @staticmethod
    def _sign_in(person: Any) -> str:
        client = Browser()
        client.force_login(person)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, column: str) -> Browser:
        """A browser of its own for the column, signed in unless it is the public."""
        client = Browser(raise_request_exception=True)
        if column != "public":
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[column]
        return client

    @contextmanager
    def arranged(self, arguments: Arguments) -> Iterator[tuple[World, dict[str, Any]]]:
        """The world as `arguments` arranges it and what it gave; whatever happens inside is rolled back."""
        key = sameness(arguments)
        if key != self._key:
            self._arrange(arguments)
            self._key = key
        with transaction.atomic():
            yield pickle.loads(self._arranged)
            transaction.set_rollback(True)

    def _arrange(self, arguments: Arguments) -> None:
        self._key = None
        transaction.savepoint_rollback(self._savepoint)
        transaction.set_rollback(False)  # an arrangement that failed half-way is gone with the savepoint
        world = pickle.loads(self._world)
        given = arguments(world)
        connection.check_constraints()
        self._arranged = pickle.dumps((world, given))
