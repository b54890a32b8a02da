"""Health for machines (/healthz, /readyz) and for people (/sweeps/), and the page when the database is away."""

import sys

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cocommission.shared.queries.health import not_ready, pulses
from cocommission.shared.views import errors


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers at all; it asks nothing of the database."""
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when requests may be sent here, else 503 with the reason. Redis is not asked: no page needs it."""
    reason = not_ready()
    return JsonResponse({"ready": not reason, "reason": reason}, status=503 if reason else 200)


@require_safe
@login_required
def sweeps(request: HttpRequest) -> HttpResponse:
    """When each sweep last ran, for the people who run the service."""
    if not request.user.is_staff:  # type: ignore[union-attr]
        raise PermissionDenied("Only the people who run this service see its sweeps.")
    return render(request, "shared/sweeps.jinja", {"pulses": pulses(request.now)})  # type: ignore[attr-defined]


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: a database that is away is a 503 that passes, everything else our fault."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return errors.unavailable(request)
    return errors.server_error(request)
