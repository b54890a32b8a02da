"""The open data API, wired from each app's router. Reads only; anybody may ask, from any site."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
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

PROBLEM = {
    "type": "object",
    "required": ["detail"],
    "properties": {"detail": {"type": "string", "description": "What is wrong, in words"}},
}
PROBLEMS = {"path": ("404", "There is no such thing that is public"), "query": ("400", "A parameter cannot be read")}


class OpenData(NinjaAPI):
    """Describes the refusals too: what is asked for by address may not be there, a parameter may not be readable."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """As the library describes it, with the answers 400 and 404 of every operation that can give them."""
        schema = super().get_openapi_schema(**options)
        for operation in (one for methods in schema["paths"].values() for one in methods.values()):
            for place in {parameter["in"] for parameter in operation.get("parameters", [])}:
                status, words = PROBLEMS[place]
                known = {str(each) for each in operation["responses"]}
                if status not in known:
                    content = {"application/json": {"schema": PROBLEM}}
                    operation["responses"][status] = {"description": words, "content": content}
        return schema


api = OpenData(
    title="Co-commissioning open data",
    version="1",
    description="CCGs, their member practices and the models they hold as at any day; published ballots, registers, "
    "meetings and decisions.",
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


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api_page, name="api-page"),
    path("api/v1/", api.urls),
]
