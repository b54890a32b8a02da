"""Facts that several apps ask for at once: their SELECTs run as one statement, and each gets its rows back by name."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

Facts = dict[str, list[SimpleNamespace]]


def in_one_statement(selects: Mapping[str, str]) -> str:
    """The list of columns of a SELECT that answers all of `selects`, for `facts_in`."""
    return ", ".join(f"(SELECT json_agg(f) FROM ({select}) f)" for select in selects.values())  # noqa: S608


def facts_in(names: Iterable[str], answer: Iterable[Any]) -> Facts:
    """The rows of each SELECT by its name. Columns that end in `_at` become moments, in `_on` days."""
    return {name: [row_of(cells) for cells in rows or ()] for name, rows in zip(names, answer, strict=True)}


def row_of(cells: dict[str, Any]) -> SimpleNamespace:
    """One row, or one object nested in a row."""
    for name, cell in cells.items():
        if cell is not None and name.endswith("_at"):
            cells[name] = datetime.fromisoformat(cell)
        elif cell is not None and name.endswith("_on"):
            cells[name] = date.fromisoformat(cell)
    return SimpleNamespace(**cells)
