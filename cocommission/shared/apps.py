"""App of the shared kernel."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """People, ledger, history, outbox, sweeps."""

    name = "cocommission.shared"
    label = "shared"

    def ready(self) -> None:
        """Registers the kernel's sweeps."""
        from cocommission.shared import tasks  # noqa: F401
