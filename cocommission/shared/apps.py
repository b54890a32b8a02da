"""App of the shared kernel."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules

REGISTERING = ("navigation", "tasks", "todo")
"""Modules of every app that add pages to the sub-navigation, sweeps, and people's tasks and lines of home pages."""


class SharedConfig(AppConfig):
    """People, ledger, history, outbox, sweeps."""

    name = "cocommission.shared"
    label = "shared"
    rules_title = "Proof and records"

    def ready(self) -> None:
        """Reads what every app registers, and says what comes before and after every migration."""
        from cocommission.shared import grants, upgrade

        autodiscover_modules(*REGISTERING)

        pre_migrate.connect(upgrade.refuse_unknown, sender=self, dispatch_uid="upgrade")
        post_migrate.connect(grants.grant, sender=self, dispatch_uid="grants")
