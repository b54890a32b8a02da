"""App of the shared kernel."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SharedConfig(AppConfig):
    """People, ledger, history, outbox, sweeps."""

    name = "cocommission.shared"
    label = "shared"

    def ready(self) -> None:
        """Registers the kernel's sweeps, and what comes before and after every migration."""
        from cocommission.shared import grants, tasks, upgrade  # noqa: F401

        pre_migrate.connect(upgrade.refuse_unknown, sender=self, dispatch_uid="upgrade")
        post_migrate.connect(grants.grant, sender=self, dispatch_uid="grants")
