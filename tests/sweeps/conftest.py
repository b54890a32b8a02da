"""Fixtures of the role matrix, made once for a module.

country  the small country and its people: tests/sweeps/country.py
sender   sends the forms of its pages: tests/sweeps/sending.py
"""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests import database
from tests.conftest import THE_MOMENT
from tests.factories.world import build_world
from tests.sweeps.country import Country
from tests.sweeps.sending import Sender


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[Country]:
    moment = database.london(THE_MOMENT)
    with django_db_blocker.unblock(), time_machine.travel(moment, tick=False), transaction.atomic():
        yield Country(build_world(moment))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sender() -> Sender:
    return Sender()
