"""App of the shared kernel."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SharedConfig(AppConfig):
    """People, ledger, history, outbox, sweeps."""

    name = "cocommission.shared"
    label = "shared"

    def ready(self) -> None:
        """Registers the kernel's sweeps, and the grants that follow every migration."""
        from cocommission.shared import grants, tasks  # noqa: F401

        post_migrate.connect(grants.grant, sender=self, dispatch_uid="grants")
