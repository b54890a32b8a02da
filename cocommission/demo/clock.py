"""The clock of the past: while the demonstration is being written, the database's referee lives in that time.

The referee's function is replaced inside the loader's own transaction and put back before it ends, so no other
session ever sees the false clock, and a failure leaves nothing behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction

from cocommission.shared.clock import LONDON
from cocommission.shared.sql import NOW_FUNCTION

FALSE_NOW = (
    "CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS "
    "'SELECT current_setting(''demonstration.now'')::timestamptz'"
)


class Clock:
    """Tells the referee which moment it is; hands the same moment back for the `now` of an action."""

    def at(self, moment: datetime) -> datetime:
        """From now on it is `moment` (aware)."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('demonstration.now', %s, true)", [moment.isoformat()])
        return moment


@contextmanager
def false_clock(start: datetime) -> Iterator[Clock]:
    """A clock that can be set, beginning at `start`. Must run inside a transaction; the owner role is needed."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The false clock only runs inside a transaction.")
    clock = Clock()
    clock.at(start)
    with connection.cursor() as cursor:
        cursor.execute(FALSE_NOW)
    yield clock
    with connection.cursor() as cursor:
        cursor.execute(NOW_FUNCTION)


def london(on: date, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment on the clock on the wall in England."""
    return datetime.combine(on, time(hour, minute, second), tzinfo=LONDON)


def day(year: int, month: int, number: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment of the past, London time."""
    return datetime(year, month, number, hour, minute, second, tzinfo=LONDON)


def later(moment: datetime, days: float, hour: int | None = None, minute: int = 0) -> datetime:
    """`moment` moved by days, at another time of day if one is named."""
    moved = moment + timedelta(days=days)
    return moved if hour is None else london(moved.astimezone(LONDON).date(), hour, minute)
