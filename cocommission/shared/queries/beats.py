"""What each sweep last did, and which have not run when they were due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cocommission.shared.models import Heartbeat
from cocommission.shared.sweeps import registered, title_of

GRACE = timedelta(minutes=2)
UNITS = ((3600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Beat:
    """One sweep: its title, how often it runs, what it last did, and whether it is late."""

    name: str
    title: str
    every: str
    ran_at: datetime | None
    done: int
    failed: int
    error: str
    late: bool


def how_often(seconds: int) -> str:
    """`10 seconds`, `1 minute`, `1 hour`."""
    number, unit = next((seconds // size, unit) for size, unit in UNITS if seconds % size == 0)
    return f"{number} {unit}{'' if number == 1 else 's'}"


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
                title_of(name),
                how_often(every),
                beat.ran_at if beat else None,
                beat.done if beat else 0,
                beat.failed if beat else 0,
                beat.error if beat else "",
                late,
            )
        )
    return rows


def late_sweeps(now: datetime) -> list[Beat]:
    """Those that are late."""
    return [beat for beat in beats(now) if beat.late]
