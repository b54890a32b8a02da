"""Due facts as a calendar file (RFC 5545): plain values in, bytes out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

PRODUCT = "-//Co-commissioning//Deadlines//EN"


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline. `url` is a path of this service; the same `key` is the same event when its time moves."""

    key: str
    title: str
    text: str
    url: str
    due_at: datetime


def uid(due: Due) -> str:
    """The event's lasting name, so that a calendar program moves an event instead of adding one."""
    return f"{hashlib.sha256(due.key.encode()).hexdigest()[:32]}@cocommission"


def calendar_file(name: str, dues: Iterable[Due], *, base: str, now: datetime) -> bytes:
    """A calendar called `name`; `base` is the address of this service, without a slash at its end."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT1H")
    for due in dues:
        event = Event()
        event.add("uid", uid(due))
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", due.due_at.astimezone(UTC))
        event.add("summary", due.title)
        event.add("description", f"{due.text}\n{base}{due.url}".strip())
        event.add("url", f"{base}{due.url}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
