"""The column of an organisation's name."""

from typing import TYPE_CHECKING, Any

from django.db import models

from cocommission.shared.rules.names import PublishedName

if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField


class NameField(Text):
    """A name as published; read from the database it shows itself readably (cocommission.shared.rules.names)."""

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        """Called by Django for each value that it reads."""
        return PublishedName(value) if value else value

    def deconstruct(self) -> Any:
        """For migrations it is the text column that it always was."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options
