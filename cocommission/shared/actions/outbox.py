"""Queueing and sending messages."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db import connection, transaction

from cocommission.shared.errors import Refused
from cocommission.shared.models import Message, Person
from cocommission.shared.models.outbox import MessageState

BACKOFF_MINUTES = (1, 5, 15, 60, 240)
COLUMNS = "key, to_person_id, to_address, subject, text, about, link, queued_at, due_at"


def post_message(
    *, key: str, to: Person, subject: str, text: str, now: datetime, about: str, link: str = ""
) -> Message | None:
    """Queues one message to `to`. `key` says what the news is: the same key again queues nothing and gives None."""
    subject = " ".join(subject.split())[:200]  # one line: a line break would end the header
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO shared_message ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) "  # noqa: S608
            "ON CONFLICT (key) DO NOTHING RETURNING id",
            [key, to.pk, to.email, subject, text, about, link, now, now],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return Message(
        id=row[0],
        key=key,
        to_person=to,
        to_address=to.email,
        subject=subject,
        text=text,
        about=about,
        link=link,
        queued_at=now,
        due_at=now,
    )


def post_messages_sql(select: str, params: Sequence[Any], *, now: datetime) -> int:
    """Queues a message for every row of `select`, in one statement; gives how many are new.

    The columns are: key, person id, address, subject, text, about, link.
    """
    statement = f"""
        INSERT INTO shared_message ({COLUMNS})
        SELECT key, person_id, to_address, left(regexp_replace(subject, '\\s+', ' ', 'g'), 200), text, about,
               link, %s, %s
          FROM ({select}) AS news (key, person_id, to_address, subject, text, about, link)
            ON CONFLICT (key) DO NOTHING
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, now, *params])
        return cursor.rowcount


def _send(message: Message) -> None:
    EmailMessage(
        subject=message.subject,
        body=message.text,
        to=[message.to_address],
        headers={
            "Message-ID": f"<{message.pk}.outbox@cocommission.invalid>",
            "Date": format_datetime(message.queued_at),
        },
    ).send()


def deliver_due(*, now: datetime, limit: int = 500) -> tuple[int, int]:
    """Sends what is due, one transaction a message, and gives (sent, failed).

    Several may run at once: rows are claimed with SKIP LOCKED. A crash between sending and noting it sends the
    message again under the same Message-ID, which mail programs take for one.
    """
    sent = failed = 0
    for _ in range(limit):
        with transaction.atomic():
            message = (
                Message.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(state=MessageState.QUEUED, due_at__lte=now)
                .order_by("due_at", "pk")
                .first()
            )
            if message is None:
                break
            message.attempts += 1
            try:
                _send(message)
            except (OSError, ValueError) as problem:  # smtplib's errors are OSErrors, a bad header is a ValueError
                failed += 1
                message.last_error = type(problem).__name__
                if message.attempts > len(BACKOFF_MINUTES):
                    message.state = MessageState.FAILED
                else:
                    message.due_at = now + timedelta(minutes=BACKOFF_MINUTES[message.attempts - 1])
            else:
                sent += 1
                message.state, message.sent_at, message.last_error = MessageState.SENT, now, ""
            message.save()
    return sent, failed


@transaction.atomic
def send_again(*, message: Message, now: datetime) -> Message:
    """Queues a failed or bounced message once more. Raises Refused when it is queued already or was sent."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state not in (MessageState.FAILED, MessageState.BOUNCED):
        raise Refused(
            f"This message is {message.get_state_display().lower()}; only failed or bounced ones are sent again."
        )
    message.state, message.due_at, message.attempts = MessageState.QUEUED, now, 0
    message.save()
    return message
