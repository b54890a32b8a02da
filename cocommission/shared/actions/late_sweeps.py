"""When sweeps stand still the data stewards get an email, from whichever process notices it first."""

import threading
import time
from datetime import datetime

import structlog
from django.db import connection

from cocommission.shared.actions.outbox import deliver_now, post_message
from cocommission.shared.clock import london
from cocommission.shared.models import Message, Person
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.queries.beats import late_sweeps

log = structlog.get_logger(__name__)
BEGIN = 600.0
"""Seconds after its start in which a process warns of nothing: after an outage every sweep is late, then runs."""
AGAIN = 300.0
"""Seconds between two looks of a process."""
SUBJECT = "Automatic work has stopped in the co-commissioning service"
TEXT = """This automatic work has not run when it was due:

{names}

Pages and deadlines are right, but emails and records of what happened are late.

Ask the people who run the service to start its automatic work again. The page below shows when each part last ran.

We sent you this email because you are a national data steward.
"""


class Watch:
    """Looks now and then whether sweeps stand still; asked by what goes on when they do."""

    def __init__(self) -> None:
        self.next_at = time.monotonic() + BEGIN

    def look(self, now: datetime) -> threading.Thread | None:
        """Warns if it is time to look and sweeps are late; gives the thread that sends the emails, None where none.

        The emails are sent past the queue, which is emptied by a sweep.
        """
        if time.monotonic() < self.next_at:
            return None
        self.next_at = time.monotonic() + AGAIN
        messages = warn_of_late_sweeps(now=now)
        if not messages:
            return None
        sending = threading.Thread(target=_send, args=(messages, now), name="late sweeps", daemon=True)
        sending.start()
        return sending


def warn_of_late_sweeps(*, now: datetime) -> list[Message]:
    """Queues one email a day to each national data steward while sweeps are late; gives those of today not sent yet."""
    late = late_sweeps(now)
    if not late:
        return []
    log.error("sweeps are late", names=[beat.name for beat in late])
    today = f"sweeps:late:{london(now).date().isoformat()}:"
    for steward in Person.objects.filter(is_staff=True, is_active=True).order_by("pk"):
        post_message(
            key=f"{today}{steward.pk}",
            to=steward,
            subject=SUBJECT,
            text=TEXT.format(names="\n".join(f"- {beat.title}" for beat in late)),
            now=now,
            about="NATIONAL",
            link="/status/",
        )
    return [*Message.objects.filter(key__startswith=today, state=MessageState.QUEUED, due_at__lte=now).order_by("pk")]


def _send(messages: list[Message], now: datetime) -> None:
    try:
        for message in messages:
            deliver_now(message.pk, now=now)
    finally:
        connection.close()


watch = Watch()
"""The one of this process."""
