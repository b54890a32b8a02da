"""A database is only migrated by a version that knows everything in it."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader

WORDS = (
    "You cannot migrate this database with this version. It has {count} migrations that this version does not have, "
    "among them {first}. "
    "If a newer version made it, install that version. If it is from before version 0.1, make a new database and load "
    "it again (docs/running.md says how)."
)


def refuse_unknown(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Asked before every migration. Raises CommandError for a database with migrations of ours that have no file."""
    ours = {config.label for config in apps.get_app_configs() if _is_ours(config.path)}
    loader = MigrationLoader(connections[using])
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.graph.nodes
    )
    if unknown:
        raise CommandError(WORDS.format(count=len(unknown), first=unknown[0]))


def _is_ours(path: str) -> bool:
    """Whether an app lies in this project, not in a library."""
    return path.startswith(str(settings.BASE_DIR)) and "site-packages" not in path
