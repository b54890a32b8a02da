"""Pages for what went wrong. 500 and 503 are drawn without the request, so without session and database."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from cocommission.shared.errors import Refused

TITLES = {
    400: "This cannot be used",
    403: "You may not do this",
    404: "Page not found",
    405: "You cannot open this page directly",
    409: "This cannot be done now",
    500: "Sorry, there is a problem with the service",
    503: "Sorry, the service is unavailable",
}
OLD = "This page was open for too long"


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer goes to a program: below /api/, or JSON asked for and HTML not."""
    accept = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("application/json" in accept and "text/html" not in accept)


def _page(request: HttpRequest, status: int, template: str = "", **context: Any) -> HttpResponse:
    context = {"title": TITLES[status], "status": status, **context}
    page = render_to_string(f"errors/{template or status}.jinja", context, request=request)
    return HttpResponse(page, status=status)


def _bare_page(request: HttpRequest, status: int) -> HttpResponse:
    """Drawn without the request; of it only the nonce is taken, which costs nothing."""
    context = {"title": TITLES[status], "status": status, "nonce": str(getattr(request, "csp_nonce", ""))}
    return HttpResponse(render_to_string(f"errors/{status}.jinja", context), status=status)


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The reasons of a refusal in its own status."""
    if wants_json(request):
        reasons = [
            {"rule": each.rule, "missing": each.missing, "who": each.who, "source": each.source}
            for each in refused.blockers
        ]
        return JsonResponse({"detail": "; ".join(refused.texts), "blockers": reasons}, status=refused.status)
    status = refused.status if refused.status in (400, 403, 404, 409) else 409
    return _page(request, status, blockers=refused.blockers)


def _short(request: HttpRequest, status: int) -> HttpResponse | None:
    return JsonResponse({"detail": TITLES[status]}, status=status) if wants_json(request) else None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: drawn without the request, which may be the thing that is wrong."""
    return _short(request, 400) or _bare_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403, with the words of PermissionDenied where it has any."""
    return _short(request, 403) or _page(request, 403, reason=str(exception or ""))


def old_page(request: HttpRequest, words: str, page: str) -> HttpResponse:
    """A form from a page that was open for too long: `words` say what to do, `page` is the address to load again."""
    return _short(request, 403) or _page(request, 403, "old_page", title=OLD, reason=words, page=page)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404: says nothing about what may exist for others."""
    return _short(request, 404) or _page(request, 404)


def without_its_button(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The page in place of an empty 405: the address of a button was opened, typed or loaded again."""
    page = _short(request, 405) or _page(request, 405)
    page["Allow"] = refused["Allow"]
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return _short(request, 500) or _bare_page(request, 500)


def busy(request: HttpRequest) -> HttpResponse:
    """When more forms arrive at once than are recorded at once: what was typed is still in the browser."""
    context = {"title": "Sorry, the service is busy", "status": 503, "nonce": ""}
    response = _short(request, 503) or HttpResponse(render_to_string("errors/busy.jinja", context), status=503)
    response["Retry-After"] = "5"
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """When the database does not answer."""
    response = _short(request, 503) or _bare_page(request, 503)
    response["Retry-After"] = "30"
    return response
