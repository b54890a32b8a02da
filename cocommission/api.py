"""The open data API, wired from each app's router. Reads only; anybody may ask, from any site."""

from collections.abc import Callable
from importlib import import_module

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import ValidationError

ROUTERS = {
    "/ccgs/": "ccgs.api",
    "/ccgs/{code}/registers/": "conflicts.api",
    "/ccgs/{code}/meetings/": "pccc.api.meetings",
    "/ccgs/{code}/decisions/": "pccc.api.decisions",
    "/ballots/": "votes.api",
    "": "models_abc.api",
}
READS = ("GET", "HEAD", "OPTIONS")

api = NinjaAPI(
    title="Co-commissioning open data",
    version="1",
    description="CCGs, their member practices, the models they hold, and published ballots, as at any day.",
    urls_namespace="api",
    docs_url=None,
)


@api.exception_handler(ValidationError)
def say_why(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """A parameter that cannot be read: 400, in words."""
    words = "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in problem.errors)
    return api.create_response(request, {"detail": words}, status=400)


for prefix, module in ROUTERS.items():
    api.add_router(prefix, import_module(module).router)


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """What the API offers, for people."""
    operations = [
        {
            "path": address,
            "says": operation.get("summary", ""),
            "more": operation.get("description", ""),
            "parameters": operation.get("parameters", []),
        }
        for address, methods in api.get_openapi_schema()["paths"].items()
        for operation in methods.values()
    ]
    return render(request, "ccgs/api.jinja", {"operations": operations})


class OpenDataMiddleware:
    """Below /api/v1/: reads only, an ETag and 304 for what has not changed, and readable from any site.

    An answer to somebody who is signed in is for that person alone; others may be kept for a minute by anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the question before the question (OPTIONS) itself."""
        if not request.path.startswith("/api/v1/"):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        elif request.method in READS:
            response = self.get_response(request)
        else:
            response = HttpResponseNotAllowed(READS)
        if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.streaming:
            somebody = request.user.is_authenticated
            response.setdefault("Cache-Control", "private, no-cache" if somebody else "public, max-age=60")
            set_response_etag(response)
            response = get_conditional_response(request, etag=response["ETag"], response=response) or response
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = ", ".join(READS)
        response["Access-Control-Allow-Headers"] = "If-None-Match"
        response["Access-Control-Expose-Headers"] = "ETag"
        return response


urlpatterns: list[URLPattern] = [
    path("api/", api_page, name="api-page"),
    path("api/v1/", api.urls),  # type: ignore[list-item]
]
