"""What every request gets: the moment it came in, and a page when an action says no."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Refused
from cocommission.shared.views.errors import refused_page

Answer = Callable[[HttpRequest], HttpResponse]


class MomentMiddleware:
    """Reads the clock once: `request.now` is the moment for everything that this request does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets `request.now`."""
        request.now = read_clock()  # type: ignore[attr-defined]
        if "\x00" in request.path:
            return HttpResponseBadRequest("This address has a character that no address has. Check it.")
        return self.get_response(request)


class RefusalMiddleware:
    """A `Refused` that no view caught becomes a page, or JSON below /api/, with the same words and status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers a refusal; any other exception goes its way."""
        return refused_page(request, exception) if isinstance(exception, Refused) else None
