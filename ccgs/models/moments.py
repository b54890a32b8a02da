"""Constraints of rows that are in force from one moment to another."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import BigIntegerField, DateTimeField, F, Func, Q, Value


def one_at_a_moment(
    owners: tuple[str, ...],
    name: str,
    *,
    words: str = "",
    start: str = "starts_at",
    end: str = "ends_at",
    condition: Q | None = None,
    refusal: str | None = None,
) -> ExclusionConstraint:
    """No two rows with the same ``owners`` (names of foreign keys) in force at the same moment.

    ``words`` names a text column that must be equal too. ``end`` is the first moment after. Equal keys are told by
    ranges of one number and equal texts by ranges of their hash, so that plain PostgreSQL is enough. ``refusal`` is
    what a person reads whom the database refuses.
    """
    expressions: list[tuple[Any, str]] = []
    for owner in owners:
        key = F(f"{owner}_id")
        same = Func(key, key, Value("[]"), function="int8range", output_field=BigIntegerField())
        expressions.append((same, RangeOperators.OVERLAPS))
    if words:
        number = Func(F(words), function="hashtext", output_field=BigIntegerField())
        same = Func(number, number, Value("[]"), function="int8range", output_field=BigIntegerField())
        expressions.append((same, RangeOperators.OVERLAPS))
    times = Func(F(start), F(end), function="tstzrange", output_field=DateTimeField())
    expressions.append((times, RangeOperators.OVERLAPS))
    return ExclusionConstraint(name=name, expressions=expressions, condition=condition, violation_error_message=refusal)
