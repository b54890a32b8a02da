"""Logs as data: one JSON object a line, with the request it belongs to and without anything about a person.

Every line, our own and the libraries', passes one chain of processors. Keys that could name somebody are struck
out there, so that a slip in one call cannot leak a name, an address or what was typed into a form.
"""

from collections.abc import MutableMapping
from typing import Any

import structlog

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


def strike_out_people(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replaces the value of every key that could name a person."""
    for key in PERSONAL.intersection(event):
        event[key] = STRUCK_OUT
    return event


SHARED_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    strike_out_people,
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
