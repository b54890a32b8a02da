"""How the service itself is doing."""

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.views.access import Request
from cocommission.shared.models import Book, Message
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.queries.beats import beats


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
