"""Constraints of rows that are in force from one day to another."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import BigIntegerField, CheckConstraint, DateField, F, Func, Q, Value


def one_at_a_time(owner: str, name: str) -> ExclusionConstraint:
    """No two rows of one `owner` (a foreign key's name) in force on the same day; to_on is the first day after."""
    same = Func(F(f"{owner}_id"), F(f"{owner}_id"), Value("[]"), function="int8range", output_field=BigIntegerField())
    days = Func(F("from_on"), F("to_on"), function="daterange", output_field=DateField())
    return ExclusionConstraint(
        name=name, expressions=[(same, RangeOperators.OVERLAPS), (days, RangeOperators.OVERLAPS)]
    )


def one_at_a_time_among_many(owner: str, name: str) -> ExclusionConstraint:
    """As `one_at_a_time`, for tables that are loaded by the thousand: its index takes half the time to write.

    The days of a row are a box in the plane of owners and days, a line from its first day to its last; boxes that share
    a point overlap. Days count from the year 2000; a row without an end goes on for more than two thousand years.
    """
    first = Func(F("from_on"), template="(%(expressions)s - DATE '2000-01-01')")
    last = Func(F("to_on"), template="COALESCE(%(expressions)s - DATE '2000-01-02', 1000000)")
    corners = (Func(F(f"{owner}_id"), day, function="point") for day in (first, last))
    box = Func(*corners, function="box", output_field=DateField())
    return ExclusionConstraint(name=name, expressions=[(box, RangeOperators.OVERLAPS)])


def ends_after_start(name: str) -> CheckConstraint:
    """A row is in force for at least a day."""
    return CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")), name=name)
