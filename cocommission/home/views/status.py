"""How the service itself is doing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.views.access import Request
from cocommission.shared.models import Book, Heartbeat, Message
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.sweeps import registered, title_of

GRACE = timedelta(minutes=2)
UNITS = ((3600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Beat:
    """One sweep, by its title: how often it runs, what it last did, and whether it is late."""

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
    """Every registered sweep with its last run."""
    known = {beat.name: beat for beat in Heartbeat.objects.all()}
    rows = []
    for name, (_, every) in registered().items():
        beat = known.get(name)
        late = beat is None or beat.ran_at < now - 3 * timedelta(seconds=every) - GRACE
        rows.append(
            Beat(
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


@require_safe
def status(request: Request) -> HttpResponse:
    """Sweeps with their heartbeats, and what waits in the outbox. Counts only, so it is public."""
    queue = Message.objects.aggregate(
        queued=Count("pk", filter=Q(state=MessageState.QUEUED)),
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
        oldest=Min("due_at", filter=Q(state=MessageState.QUEUED, due_at__lte=request.now)),
    )
    rows = beats(request.now)
    context = {
        "beats": rows,
        "late": [beat.title for beat in rows if beat.late],
        "queue": queue,
        "books": Book.objects.count(),
        "now": request.now,
    }
    return render(request, "home/status.jinja", context)
