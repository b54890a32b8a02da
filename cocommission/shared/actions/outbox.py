"""Queueing and sending messages."""

import smtplib
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from cocommission.shared.actions.turns import only_one
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Message, Person
from cocommission.shared.models.outbox import MessageState
from cocommission.shared.rules.names import in_sentence

OUR_ID = "outbox@cocommission.invalid"
BACKOFF_MINUTES = (1, 5, 15, 60, *[240] * 18)
"""Between two tries: a message is given up after three days."""
TURN = 20.0
"""Seconds after which a turn of delivery begins no further message."""
AWAY = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)
"""Errors of the mail server as a whole, beside those of the network: not of one message."""
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


def messages_statement(select: str, at: str) -> str:
    """The statement that queues a message for every row of `select`; `at` is the placeholder of the moment.

    The columns of `select` are: key, person id, address, subject, text, about, link.
    """
    return f"""
        INSERT INTO shared_message ({COLUMNS})
        SELECT key, person_id, to_address, left(regexp_replace(subject, '\\s+', ' ', 'g'), 200), text, about,
               link, {at}, {at}
          FROM ({select}) AS news (key, person_id, to_address, subject, text, about, link)
            ON CONFLICT (key) DO NOTHING
    """  # noqa: S608


def post_messages_sql(select: str, params: Sequence[Any], *, now: datetime) -> int:
    """Queues a message for every row of `select`, in one statement; gives how many are new."""
    with connection.cursor() as cursor:
        cursor.execute(messages_statement(select, "%s"), [now, now, *params])
        return int(cursor.rowcount)


def body_of(message: Message) -> str:
    """The words of the message, and below them the address of the page that it is about."""
    if not message.link:
        return message.text
    return f"{message.text.rstrip()}\n\n{settings.SERVICE_URL}{message.link}\n"


def _send(message: Message) -> None:
    EmailMessage(
        subject=message.subject,
        body=body_of(message),
        to=[message.to_address],
        headers={
            "Message-ID": f"<{message.pk}.{OUR_ID}>",
            "Date": format_datetime(message.queued_at),
        },
    ).send()


def _is_away(problem: Exception) -> bool:
    """Whether the mail server as a whole does not answer, so that no other message would go through either."""
    return isinstance(problem, AWAY) or not isinstance(problem, smtplib.SMTPException | ValueError)


def _try_later(message: Message, error: str, now: datetime) -> None:
    message.last_error = error[:200]
    if message.attempts > len(BACKOFF_MINUTES):
        message.state = MessageState.FAILED
    else:
        message.due_at = now + timedelta(minutes=BACKOFF_MINUTES[message.attempts - 1])


def _refused(message: Message, code: int, words: str, now: datetime) -> None:
    """The server does not take this address: for good (5xx) it has bounced, for now (4xx) it is tried again."""
    if code >= 500:
        message.state, message.last_error = MessageState.BOUNCED, f"{code} {words}"[:200]
    else:
        _try_later(message, f"{code} {words}", now)


@transaction.atomic
def note_bounce(*, message_id: str, reason: str) -> Message | None:
    """A report that a message which was sent did not arrive: marks it as bounced and gives it.

    `message_id`: the Message-ID that `_send` gave it, with or without angle brackets. None when it is not one of ours,
    or when the message is not one that was sent (a report that comes twice changes nothing).
    """
    key, _, rest = message_id.strip().strip("<>").partition(".")
    if rest != OUR_ID or not key.isascii() or not key.isdecimal() or len(key) > 18:
        return None
    message = Message.objects.select_for_update(no_key=True).filter(pk=int(key), state=MessageState.SENT).first()
    if message is not None:
        message.state, message.last_error = MessageState.BOUNCED, " ".join(reason.split())[:200]
        message.save()
    return message


def deliver_due(*, now: datetime, limit: int = 500, seconds: float = TURN) -> tuple[int, int]:
    """Sends what is due, one transaction a message, and gives (sent, failed).

    One at a time: who finds another delivering gives (0, 0), so that a mail server that hangs holds up one sweep and
    no other. It ends after `limit` messages or `seconds`, and at once where the mail server is away. A crash between
    sending and noting it sends the message again under the same Message-ID, which mail programs take for one. What the
    mail server refuses for good has bounced and is not tried again by itself.
    """
    sent = failed = 0
    until = time.monotonic() + seconds
    with only_one("outbox.deliver") as mine:
        while mine and sent + failed < limit and time.monotonic() < until:
            went, problem = _deliver_next(now)
            sent, failed = sent + went, failed + (problem is not None)
            if not went and (problem is None or _is_away(problem)):
                break
    return sent, failed


@transaction.atomic
def deliver_now(pk: int, *, now: datetime) -> bool:
    """Sends one queued message past the others; whether it went."""
    return _deliver_next(now, pk=pk)[0]


@transaction.atomic
def _deliver_next(now: datetime, **which: int) -> tuple[bool, Exception | None]:
    """Sends the next message that is due: whether it was sent, and what was wrong. (False, None) when none is due."""
    message = (
        Message.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
        .filter(state=MessageState.QUEUED, due_at__lte=now, **which)
        .order_by("due_at", "pk")
        .first()
    )
    if message is None:
        return False, None
    with connection.cursor() as cursor:  # a mail server may take its time over each step; the row is held meanwhile
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    message.attempts += 1
    wrong: Exception | None = None
    try:
        _send(message)
    except smtplib.SMTPRecipientsRefused as problem:
        wrong = problem
        code, words = next(iter(problem.recipients.values()))
        _refused(message, code, words.decode("utf-8", "replace"), now)
    except (OSError, ValueError) as problem:  # smtplib's errors are OSErrors, a bad header is a ValueError
        wrong = problem
        _try_later(message, type(problem).__name__, now)
    else:
        message.state, message.sent_at, message.last_error = MessageState.SENT, now, ""
    message.save()
    return wrong is None, wrong


@transaction.atomic
def send_again(*, message: Message, now: datetime) -> Message:
    """Queues a failed or bounced message once more, to the address that its person has now.

    Raises Refused when it is queued already or was sent.
    """
    message = (
        Message.objects.select_for_update(of=("self",), no_key=True).select_related("to_person").get(pk=message.pk)
    )
    if message.state not in (MessageState.FAILED, MessageState.BOUNCED):
        raise Refused(
            f"This email is {in_sentence(message.get_state_display())}. You can only send failed or bounced ones again."
        )
    message.state, message.due_at, message.attempts = MessageState.QUEUED, now, 0
    if message.to_person is not None:
        message.to_address = message.to_person.email
    message.save()
    return message


def send_all_again(*, about: str, now: datetime) -> int:
    """Queues every failed or bounced message about `about` once more, as `send_again` does; gives how many.

    Raises Conflict when there is none.
    """
    lost = Message.objects.filter(about=about, state__in=(MessageState.FAILED, MessageState.BOUNCED))
    address = Person.objects.filter(pk=OuterRef("to_person")).values("email")
    number = lost.update(
        state=MessageState.QUEUED, due_at=now, attempts=0, to_address=Coalesce(Subquery(address), "to_address")
    )
    if not number:
        raise Conflict("No email here has failed or bounced. Another person may have sent them again.")
    return number
