"""The app of models A, B and C: rounds, applications, readiness, decisions, go-live."""

from django.apps import AppConfig


class ModelsABCConfig(AppConfig):
    """Registers the to-do list and the CCG page panels of applications when Django is ready."""

    name = "models_abc"
    verbose_name = "Models A, B and C"

    def ready(self) -> None:
        from models_abc import navigation, tasks, todo  # noqa: F401  (register their sweeps and providers by being imported)
        from models_abc.queries import agreements  # noqa: F401  (tells committees of agreements about functions)
