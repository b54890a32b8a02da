"""The conflicts app."""

from importlib import import_module

from django.apps import AppConfig

PARTS: tuple[str, ...] = (
    "conflicts.navigation",
    "conflicts.tasks.interests",
    "conflicts.tasks.ties",
    "conflicts.tasks.breaches",
    "conflicts.todo.breaches",
    "conflicts.todo.certificates",
    "conflicts.todo.interests",
    "conflicts.todo.registers",
    "conflicts.todo.gifts",
)
"""Modules that add to people's tasks, to the CCG's home page and to the sweeps."""


class ConflictsConfig(AppConfig):
    """Registers of interests, gifts and hospitality, procurement decisions and breaches."""

    name = "conflicts"
    verbose_name = "Registers"

    def ready(self) -> None:
        """Registers what this app adds elsewhere."""
        for part in PARTS:
            import_module(part)
