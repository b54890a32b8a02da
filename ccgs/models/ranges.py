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


def ends_after_start(name: str) -> CheckConstraint:
    """A row is in force for at least a day."""
    return CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")), name=name)
