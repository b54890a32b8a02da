"""What people type travels as one object: the form gives it, the action takes it, the row is written from it.

The name of a field stands in the form, in the dataclass and in the model, and nowhere between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

Facts = TypeVar("Facts", bound=Any)


def gather(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` as an action takes it: the fields of the dataclass `kind` as one object under `facts`, the rest beside it.

    Raises TypeError where a field without a default is missing.
    """
    names = {field.name for field in fields(kind)}
    rest = {name: value for name, value in data.items() if name not in names}
    return {"facts": kind(**{name: value for name, value in data.items() if name in names}), **rest}


def facts_in(kind: type[Facts], row: Any) -> Facts:
    """The same fields as they are in a row now, for the form that changes it and the rule that judges it."""
    facts: Facts = kind(**{field.name: getattr(row, field.name) for field in fields(kind)})
    return facts


def values(facts: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, as a row takes them: text without blanks before and after it."""
    typed = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in typed.items()}
