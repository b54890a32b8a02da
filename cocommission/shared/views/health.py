"""Health for machines, and the answer when the database is away. For people there is /status/."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cocommission.shared.actions.late_sweeps import watch
from cocommission.shared.clock import read_clock
from cocommission.shared.queries.beats import late_sweeps
from cocommission.shared.queries.health import not_ready
from cocommission.shared.views import errors


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers at all; it asks nothing of the database."""
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when requests may be sent here, else 503 with the reason. Redis is not asked: no page needs it.

    `late` names the sweeps that stand still: pages are right without them, so requests may be sent here all the same.
    """
    reason, now = not_ready(), read_clock()
    late = [] if reason else [beat.name for beat in late_sweeps(now)]
    if late:
        watch.look(now)
    return JsonResponse({"ready": not reason, "reason": reason, "late": late}, status=503 if reason else 200)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: a database that is away is a 503 that passes, everything else our fault."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return errors.unavailable(request)
    return errors.server_error(request)
