"""The app of models A, B and C: rounds, applications, readiness, decisions, go-live."""

from django.apps import AppConfig


class ModelsABCConfig(AppConfig):
    """Rounds, applications, what a CCG is ready for, and what committees may decide because of it."""

    name = "models_abc"
    verbose_name = "Models A, B and C"
    rules_title = "Models, applications and decisions"

    def ready(self) -> None:
        """Tells committees where agreements about functions are found."""
        from models_abc.queries import agreements  # noqa: F401  (registers itself by being imported)
