"""Staging tables and changes that write their own history rows, all in SQL.

Table and column names come from the models, values are always parameters.
"""
# ruff: noqa: S608

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Model

from ccgs.actions.load_ods.report import LoadReport, RowFate
from cocommission.shared.models import Governed, Person


@dataclass(slots=True)
class Load:
    """One run: whose it is, which day it is about, and the report that grows."""

    report: LoadReport
    as_at: date
    by: Person | None
    now: datetime
    kind: str = ""
    file: str = ""

    def begin(self, kind: str, file: str) -> None:
        """The next file."""
        self.kind, self.file = kind, file

    @property
    def why(self) -> str:
        """The reason in the history rows."""
        return f"ODS {self.kind} as at {self.as_at.isoformat()}: {self.file}"[:500]

    def fate(self, line: int, code: str, fate: str, says: str = "") -> None:
        """Adds a row's fate to the report."""
        self.report.rows.append(RowFate(self.kind, line, code, fate, says))

    def change(self, model: type[Governed], sql: str, kind: str, params: Mapping[str, Any] | None = None) -> int:
        """Runs an INSERT or UPDATE of `model`'s table, aliased `t`, and writes its history rows (`kind` + or ~).

        Gives the number of rows; `params` are named.
        """
        history = model.history.model
        names = ", ".join(columns(model))
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH changed AS ({sql} RETURNING t.*) "
                f"INSERT INTO {table(history)} ({names}, history_date, history_type, history_change_reason, "
                f"history_user_id, history_actor_id, history_actor_name) "
                f"SELECT {names}, %(h_at)s, %(h_kind)s, %(h_why)s, %(h_by)s, %(h_by)s, %(h_name)s FROM changed",
                {
                    **(params or {}),
                    "h_at": self.now,
                    "h_kind": kind,
                    "h_why": self.why,
                    "h_by": self.by.pk if self.by else None,
                    "h_name": self.by.name if self.by else "",
                },
            )
            self.report.written += cursor.rowcount
            return int(cursor.rowcount)


def table(model: type[Model]) -> str:
    """The table's name."""
    return model._meta.db_table


def columns(model: type[Model]) -> list[str]:
    """The columns of a model's table, the key first."""
    return [str(field.column) for field in model._meta.concrete_fields]


def fetch(sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def execute(sql: str, params: Mapping[str, Any] | None = None) -> None:
    """Runs a statement on temporary tables."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def stage(name: str, definition: str, rows: Iterable[Sequence[Any]]) -> None:
    """Makes the temporary table `name` (gone at the end of the transaction) and copies `rows` into it."""
    nothing = uuid4().hex  # no cell of a public file can be taken for it
    lines = io.StringIO()
    csv.writer(lines).writerows([nothing if cell is None else cell for cell in row] for row in rows)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} {definition} ON COMMIT DROP")
        cursor.copy_expert(f"COPY {name} FROM STDIN (FORMAT csv, NULL '{nothing}')", lines)
        cursor.execute(f"ANALYZE {name}")
