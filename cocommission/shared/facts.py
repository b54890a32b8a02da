"""Facts that several apps ask for at once: their SELECTs run as one statement, and each gets its rows back by name."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.db import connection

from cocommission.shared.rules.names import PublishedName

Facts = dict[str, list[SimpleNamespace]]


def in_one_statement(selects: Mapping[str, str]) -> str:
    """The list of columns of a SELECT that answers all of `selects`, for `facts_in`."""
    return ", ".join(f"(SELECT json_agg(f) FROM ({select}) f)" for select in selects.values())  # noqa: S608


def read_facts(selects: Mapping[str, str], values: Mapping[str, Any]) -> Facts:
    """Runs `selects` with `values` as one statement and gives the rows of each by its name."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {in_one_statement(selects)}", values)
        return facts_in(selects, cursor.fetchone())


def facts_in(names: Iterable[str], answer: Iterable[Any]) -> Facts:
    """The rows of each SELECT by its name. Columns in `_at` become moments, in `_on` days, `name`s are readable."""
    return {name: [row_of(cells) for cells in rows or ()] for name, rows in zip(names, answer, strict=True)}


def row_of(cells: dict[str, Any]) -> SimpleNamespace:
    """One row, or one object nested in a row."""
    for name, cell in cells.items():
        if cell is not None and name.endswith("_at"):
            cells[name] = datetime.fromisoformat(cell)
        elif cell is not None and name.endswith("_on"):
            cells[name] = date.fromisoformat(cell)
        elif cell is not None and (name == "name" or name.endswith("_name")):
            cells[name] = PublishedName(cell)
    return SimpleNamespace(**cells)
