"""The pccc app."""

from importlib import import_module

from django.apps import AppConfig

PARTS: tuple[str, ...] = ()
"""Modules that add to people's tasks, to the CCG's home page and to the sweeps."""


class PcccConfig(AppConfig):
    """Committees and joint committees: seats, meetings, decisions."""

    name = "pccc"
    verbose_name = "Committees"

    def ready(self) -> None:
        """Registers what this app adds elsewhere."""
        for part in PARTS:
            import_module(part)
