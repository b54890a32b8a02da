"""The pccc app."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig

PACKAGES = ("todo", "tasks")
"""Every module in them adds to people's tasks, to the CCG's home page or to the sweeps."""


class PcccConfig(AppConfig):
    """Committees and joint committees: seats, meetings, decisions."""

    name = "pccc"
    verbose_name = "Committees"

    def ready(self) -> None:
        """Registers what this app adds elsewhere."""
        for name in PACKAGES:
            package = import_module(f"{self.name}.{name}")
            for part in iter_modules(package.__path__):
                import_module(f"{package.__name__}.{part.name}")
        import_module(f"{self.name}.navigation")
