"""The app of organisations, people's posts and constitutions."""

from importlib import import_module

from django.apps import AppConfig


class CCGsConfig(AppConfig):
    """Registers the to-do list, the lines of a CCG's home page and the sub-navigation when Django is ready."""

    name = "ccgs"
    verbose_name = "CCGs"

    def ready(self) -> None:
        """Imports the modules that register themselves."""
        import_module("ccgs.todo")
        import_module("ccgs.navigation")
