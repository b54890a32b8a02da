"""A migration operation that makes many tables at once.

Django renders every related model anew for each `CreateModel` that follows a rendered state; with some 180 tables that
all reach the same people and CCGs, that took most of a minute on a new database. Here the state is put together first
and rendered once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

PARTS = (CreateModel, AddField, AddConstraint, AddIndex)


class MakeTables(Operation):
    """Makes the tables of `operations`: CreateModel, and what is added to those same models afterwards.

    Each table is made once, in its last form. Raises ValueError for any other operation or for an older model.
    """

    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)
        made = {part.name_lower for part in self.operations if isinstance(part, CreateModel)}
        for part in self.operations:
            if not isinstance(part, PARTS):
                raise ValueError(f"{type(part).__name__} makes no table")
            if not isinstance(part, CreateModel) and part.model_name_lower not in made:
                raise ValueError(f"{part.model_name_lower} is not made here")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Django writes it down."""
        return (type(self).__name__, [self.operations], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Puts the models together; what was rendered before is rendered anew when somebody asks."""
        state.__dict__.pop("apps", None)
        for part in self.operations:
            part.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Makes every table as it is at the end."""
        for model in self._models(app_label, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drops them, the last first."""
        for model in reversed(self._models(app_label, from_state)):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        """For the plan of `migrate`."""
        return f"Make {len(self._names())} tables"

    def _names(self) -> list[str]:
        return [part.name for part in self.operations if isinstance(part, CreateModel)]

    def _models(self, app_label: str, state: Any) -> list[Any]:
        return [state.apps.get_model(app_label, name) for name in self._names()]
