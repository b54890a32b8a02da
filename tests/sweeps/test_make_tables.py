"""Tables made together are the tables that one CreateModel after the other makes."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from cocommission.shared.tables import MakeTables
from tests.database import as_owner

OWNER = migrations.CreateModel("Owner", [("id", models.BigAutoField(primary_key=True))])
THING = migrations.CreateModel(
    "Thing",
    [("id", models.BigAutoField(primary_key=True)), ("size", models.IntegerField())],
    options={"constraints": [models.CheckConstraint(condition=models.Q(size__gt=0), name="has_a_size")]},
)
OWNED = migrations.AddField(
    "thing", "owner", models.ForeignKey("trial.Owner", on_delete=models.PROTECT, related_name="+", default=None)
)


def shape(table: str) -> tuple[set[str], set[tuple[str, ...]]]:
    with as_owner(), connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        found = connection.introspection.get_constraints(cursor, table)
    return columns, {tuple(each["columns"]) for each in found.values()}


def apply(operations: list[migrations.operations.base.Operation]) -> list[tuple[object, ProjectState, ProjectState]]:
    state, done = ProjectState(), []
    with as_owner(), connection.schema_editor() as editor:
        for operation in operations:
            before, state = state, state.clone()
            operation.state_forwards("trial", state)
            operation.database_forwards("trial", editor, before, state)
            done.append((operation, before, state))
    return done


def take_back(done: list[tuple[object, ProjectState, ProjectState]]) -> None:
    with as_owner(), connection.schema_editor() as editor:
        for operation, before, after in reversed(done):
            operation.database_backwards("trial", editor, after, before)


@pytest.mark.django_db(transaction=True)
def test_the_same_tables_together_as_one_by_one():
    seen = []
    for operations in ([OWNER, THING, OWNED], [MakeTables([OWNER, THING, OWNED])]):
        done = apply(operations)
        seen.append([shape("trial_owner"), shape("trial_thing")])
        take_back(done)
        assert "trial_thing" not in connection.introspection.table_names()
    assert seen[0] == seen[1]
    assert "owner_id" in seen[0][1][0]


def test_it_makes_tables_and_nothing_else():
    with pytest.raises(ValueError, match="makes no table"):
        MakeTables([migrations.RunSQL("SELECT 1")])
    with pytest.raises(ValueError, match="not made here"):
        MakeTables([OWNED])
