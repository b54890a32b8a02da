"""A sweep that handles one record after the other stops when its process ends or the database is gone."""

import os
import socket

import pytest
from django.db import OperationalError, connection

from cocommission.shared import sweeps

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def test_what_is_not_handled_when_the_process_ends_is_left(monkeypatch):
    monkeypatch.setattr(sweeps, "_ending", type(sweeps._ending)())
    handled = []

    def handle(pk):
        handled.append(pk)
        if pk == 2:
            sweeps.end_soon()
        return True

    assert sweeps.one_by_one([1, 2, 3, 4], handle, what="record") == sweeps.Outcome(done=2)
    assert handled == [1, 2]


def test_it_does_not_try_every_record_on_a_database_that_is_gone():
    tried = []

    def handle(pk):
        tried.append(pk)
        with connection.cursor() as cursor:
            if pk == 2:
                with socket.socket(fileno=os.dup(connection.connection.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)
            cursor.execute("SELECT 1")
        return True

    with pytest.raises(OperationalError):
        sweeps.one_by_one([1, 2, 3, 4], handle, what="record")
    assert tried == [1, 2]
    connection.close()


def test_a_record_that_fails_stops_no_other():
    def handle(pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0" if pk == 2 else "SELECT 1")
        return True

    assert sweeps.one_by_one([1, 2, 3], handle, what="record") == sweeps.Outcome(done=2, failed=1)


@pytest.mark.parametrize(
    "problem", [ValueError("a date"), KeyError("a name"), AttributeError("None"), RecursionError()]
)
def test_a_record_that_fails_in_any_way_stops_no_other(problem):
    def handle(pk):
        if pk == 2:
            raise problem
        return True

    assert sweeps.one_by_one([1, 2, 3], handle, what="record") == sweeps.Outcome(done=2, failed=1)
