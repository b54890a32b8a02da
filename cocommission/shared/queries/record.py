"""Proving the record: every governed row is what its last history row says, and no row is without one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models

from cocommission.shared.models import Governed

PAGE = 100
"""So many rows of one table are named; the count is of all."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A table (`votes.ballot`), how many of its rows differ from their history, and the first of them with why."""

    table: str
    count: int
    named: tuple[str, ...]


def governed_models() -> list[type[Governed]]:
    """Every model that keeps a history, in the order of their tables."""
    found = [model for model in apps.get_models() if issubclass(model, Governed)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def not_as_recorded() -> Iterator[Differing]:
    """The tables in which a row was changed, added or taken away past its history. One statement for each table."""
    for model in governed_models():
        with connection.cursor() as cursor:
            cursor.execute(_statement(model))
            rows = cursor.fetchall()
        if rows:
            named = tuple(f"{key}: {what}" for key, what, _ in rows)
            yield Differing(model._meta.label_lower, rows[0][2], named)


def _statement(model: type[Governed]) -> str:
    """The last history row is the one that was written last, whatever day its act was on."""
    history: type[models.Model] = model.history.model
    kept = {field.column for field in history._meta.concrete_fields}
    key = model._meta.pk.column
    own = [field.column for field in model._meta.concrete_fields if field.column in kept and field.column != key]
    pairs = ", ".join(f"('{column}', live.{column} IS DISTINCT FROM last.{column})" for column in own)
    return f"""
WITH last AS (
    SELECT DISTINCT ON ({key}) * FROM {history._meta.db_table} ORDER BY {key}, history_id DESC
), compared AS (
    SELECT coalesce(live.{key}, last.{key}) AS key, CASE
        WHEN live.{key} IS NULL AND last.history_type = '-' THEN NULL
        WHEN live.{key} IS NULL THEN 'the row is missing'
        WHEN last.{key} IS NULL THEN 'it has no history'
        WHEN last.history_type = '-' THEN 'its history says that it was removed'
        ELSE (SELECT string_agg(name, ', ') FROM (VALUES {pairs}) each (name, differs) WHERE differs)
    END AS what
      FROM {model._meta.db_table} live FULL JOIN last ON last.{key} = live.{key}
)
SELECT key, what, count(*) OVER () FROM compared WHERE what IS NOT NULL ORDER BY key LIMIT {PAGE}
"""  # noqa: S608  (the names of our tables and columns)
