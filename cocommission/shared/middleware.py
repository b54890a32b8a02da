"""What every request gets: the moment it came in, and a page when an action says no."""

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from cocommission.shared.clock import read_clock
from cocommission.shared.database import referee
from cocommission.shared.database.referee import Waited, refusal_in
from cocommission.shared.forms.numbers import FIELD
from cocommission.shared.requests import Held, MomentRequest
from cocommission.shared.views.errors import busy, refused_page, without_its_button
from cocommission.shared.views.second_try import with_a_second_try
from cocommission.shared.views.sending import held_page, records_something, send_once, show_held_or_typed, takes_numbers
from cocommission.shared.views.typed import typed_again

Answer = Callable[[HttpRequest], HttpResponse]


class HeadMiddleware:
    """Takes the body off the answer to a HEAD; its length stays as a header.

    Web servers send what they are given. A body that nobody expects would be read on a kept-alive connection as the
    beginning of the next answer.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer as it is, or without its body."""
        response = self.get_response(request)
        if request.method != "HEAD":
            return response
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        elif isinstance(response, HttpResponse):
            response.content = b""
        return response


class WritersMiddleware:
    """Keeps threads free for those who read, and for health: only so many requests that may wait for a lock at once.

    `settings.WRITERS` of the threads of a process may be busy with requests other than GET and HEAD. Others wait for
    one of them to end. Where none has ended for `PATIENCE` seconds, or a wait for a lock has just been ended by its
    limit, they are stuck, and whoever would wait is told at once, with 503 and what to do; nothing of theirs is
    recorded.
    """

    PATIENCE, GLANCE = 2.0, 0.1
    STUCK = 6.0
    """Seconds after which a wait that was ended by its limit is forgotten: longer than that limit."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.free = threading.BoundedSemaphore(settings.WRITERS)
        self.moved_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or that those who record something are stuck."""
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        if not self._comes_through():
            return busy(request)
        try:
            return self.get_response(request)
        finally:
            self.moved_at = time.monotonic()
            self.free.release()

    def _comes_through(self) -> bool:
        while not self.free.acquire(timeout=self.GLANCE):
            now = time.monotonic()
            if now - self.moved_at > self.PATIENCE or now - referee.last_wait_ended() < self.STUCK:
                return False
        self.moved_at = time.monotonic()
        return True


class MomentMiddleware:
    """Reads the clock once: `request.now` is the moment for everything that this request does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets `request.now`."""
        cast(MomentRequest, request).now = read_clock()
        if "\x00" in request.path:
            return HttpResponseBadRequest("This address has a character that no address has. Check it.")
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal is answered with its status, and never with an empty page.

    A `Refused` that no view caught becomes a page, or JSON below /api/, with the same words and status. A page that
    shows a refused form again (see `views.submitting`) gets the status of the refusal.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, 400 or 409 where it shows a form that was refused."""
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return without_its_button(request, response)
        if response.status_code in (200, 400):
            response.status_code = getattr(request, "refused_with", response.status_code)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers a refusal; any other exception goes its way."""
        return answer_to(request, exception)


def answer_to(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page of a refusal; None for any other exception."""
    refused = refusal_in(exception)
    return None if refused is None else refused_page(request, refused)


class FormsMiddleware:
    """Every form that records something is recorded once, for what it contains; nothing that was typed is lost.

    Stands last, so that all other checks of a request come first.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers; the work is done once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Stands in for the view where a form is sent, and where one is shown again after signing in."""
        if not takes_numbers(request):
            return None
        if request.method == "GET":
            return typed_again(request, partial(view, request, *args, **kwargs))
        if request.method != "POST":
            return None
        ask = partial(view, request, *args, **kwargs)
        number = str(request.POST.get(FIELD, ""))
        once = partial(send_once, request, number, ask) if number and records_something(view) else ask
        try:
            return with_a_second_try(request, once)
        except Exception as problem:
            refused = refusal_in(problem)
            if refused is None:
                raise
            if not isinstance(refused, Waited) or once is ask:
                return refused_page(request, refused)
            held = Held(refused.texts[0], refused.status)
            if not hasattr(request, "asked_by"):  # a page that waits before it reads its form would wait once more
                return held_page(request, held)
            return show_held_or_typed(request, ask, held)
