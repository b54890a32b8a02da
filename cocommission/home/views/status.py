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
from cocommission.shared.sweeps import registered

GRACE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Beat:
    """One sweep: what it last did, and whether it is late."""

    name: str
    every: int
    ran_at: datetime | None
    done: int
    failed: int
    error: str
    late: bool


def beats(now: datetime) -> list[Beat]:
    """Every registered sweep with its last run."""
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
        "late": [beat.name for beat in rows if beat.late],
        "queue": queue,
        "books": Book.objects.count(),
        "now": request.now,
    }
    return render(request, "home/status.jinja", context)
