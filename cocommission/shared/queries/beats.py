"""What each sweep last did, and which have not run when they were due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cocommission.shared.models import Heartbeat
from cocommission.shared.sweeps import registered

GRACE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Beat:
    """One sweep: its period in seconds, what it last did, and whether it is late."""

    name: str
    every: int
    ran_at: datetime | None
    done: int
    failed: int
    error: str
    late: bool


def beats(now: datetime) -> list[Beat]:
    """Every registered sweep with its last run; late is one that missed three turns and two minutes."""
    known = {beat.name: beat for beat in Heartbeat.objects.all()}
    rows = []
    for name, (_, every) in registered().items():
        beat = known.get(name)
        late = beat is None or beat.ran_at < now - 3 * timedelta(seconds=every) - GRACE
        rows.append(
            Beat(
                name,
                every,
                beat.ran_at if beat else None,
                beat.done if beat else 0,
                beat.failed if beat else 0,
                beat.error if beat else "",
                late,
            )
        )
    return rows


def late_sweeps(now: datetime) -> list[str]:
    """The names of those that are late."""
    return [beat.name for beat in beats(now) if beat.late]
