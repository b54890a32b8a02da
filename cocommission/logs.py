"""Logs as data: one JSON object a line, with the request it belongs to and without anything about a person.

Every line, our own and the libraries', passes one chain of processors. Keys that could name somebody are struck
out there, so that a slip in one call cannot leak a name, an address or what was typed into a form.
"""

import re
import time
import uuid
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PERSONAL = frozenset(
    {
        "address",
        "by",
        "cookie",
        "cookies",
        "data",
        "email",
        "form",
        "ip",
        "name",
        "password",
        "person",
        "recipient",
        "remote_addr",
        "request",
        "to",
        "to_address",
        "user",
        "username",
    }
)
STRUCK_OUT = "[struck out]"
SECRET_PATHS = re.compile(r"(/calendar/|/password/reset/key/|/confirm-email/)[^/\s<]+")
ADDRESS = re.compile(r"[^\s@<>\"'(]+@[^\s@<>\"')]+")


def strike_out_people(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replaces the value of every key that could name a person, and every e-mail address in the words."""
    for key in PERSONAL.intersection(event):
        event[key] = STRUCK_OUT
    event["event"] = ADDRESS.sub(STRUCK_OUT, str(event.get("event", "")))
    return event


def strike_out_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Says which page was asked for instead of its address, in lines of Django that name the address of a request.

    Some addresses are keys: a calendar feed, a link that sets a new password. An address that is no page may be a
    mistyped key, so only its first part stays.
    """
    request = getattr(event.get("_record"), "request", None)
    path = getattr(request, "path", "").encode("unicode_escape").decode("ascii")  # as Django writes it
    if len(path) > 1 and path in event["event"]:
        match = getattr(request, "resolver_match", None)
        known = f"/{match.route}" if match else f"/{path.split('/')[1]}/..."
        event["event"] = event["event"].replace(path, known)
    event["event"] = SECRET_PATHS.sub(rf"\1{STRUCK_OUT}", event["event"])
    return event


def shorten_exceptions(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keeps the first line of what an exception says: PostgreSQL puts the values of the row on the next ones."""
    for problem in event.get("exception", ()):
        problem["exc_value"] = ADDRESS.sub(STRUCK_OUT, str(problem["exc_value"]).partition("\n")[0])
    return event


SHARED_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    strike_out_people,
    strike_out_secrets,
]


def configure(level: str) -> dict[str, Any]:
    """Sets structlog up and gives Django's LOGGING."""
    structlog.configure(
        processors=[*SHARED_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.ExceptionRenderer(
                        structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
                    ),
                    shorten_exceptions,
                    structlog.processors.JSONRenderer(),
                ],
                "foreign_pre_chain": SHARED_STEPS,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "waitress.queue": {"level": "ERROR"},
            "kombu.connection": {"level": "ERROR"},  # it warns that memory:// has no host
        },
    }


class RequestLogMiddleware:
    """One line per request, and a request id on every line that is written meanwhile. No query, no form, no person."""

    def __init__(self, get_response: Callable[["HttpRequest"], "HttpResponse"]) -> None:
        self.get_response = get_response
        self.log = structlog.get_logger("cocommission.requests")

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        """Binds, answers, logs; the id goes back in a header so that a complaint can be found in the log."""
        request_id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id, method=request.method)
        began = time.perf_counter()
        response = self.get_response(request)
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        match = request.resolver_match
        self.log.info("answered", page=match.view_name if match else "", status=response.status_code, ms=milliseconds)
        response["X-Request-ID"] = request_id
        return response
