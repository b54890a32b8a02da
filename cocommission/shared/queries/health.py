"""Is the product well: the database answers, its tables are those of this release, sweeps run when they should."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from cocommission.shared.models import Heartbeat
from cocommission.shared.sweeps import registered

GRACE = timedelta(seconds=60)  # beat's own unpunctuality


@dataclass(frozen=True, slots=True)
class Pulse:
    """One sweep: how often it should run, when it last did, and whether it is overdue."""

    name: str
    every: int
    ran_at: datetime | None
    done: int
    failed: int
    error: str
    overdue: bool


def pulses(now: datetime) -> list[Pulse]:
    """Every registered sweep, by name. Overdue: not run for three of its periods and a minute."""
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    found = []
    for name, (_, every) in registered().items():
        beat = beats.get(name)
        overdue = beat is None or now - beat.ran_at > 3 * timedelta(seconds=every) + GRACE
        found.append(
            Pulse(
                name,
                every,
                beat.ran_at if beat else None,
                beat.done if beat else 0,
                beat.failed if beat else 0,
                beat.error if beat else "",
                overdue,
            )
        )
    return found


def not_ready() -> str:
    """Why no request should be sent here, or an empty text."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "the database has not been migrated to this release"
    except (DatabaseError, InterfaceError):
        return "the database does not answer"
    return ""
