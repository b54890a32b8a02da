"""The conflicts app."""

from django.apps import AppConfig


class ConflictsConfig(AppConfig):
    """Registers of interests, gifts and hospitality, procurement decisions and breaches."""

    name = "conflicts"
    verbose_name = "Registers"
    rules_title = "Conflicts of interest and registers"
