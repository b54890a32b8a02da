"""Which forms were sent: a number is claimed by the first who sends it, in the transaction of the act (decision 19)."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection

from cocommission.shared.models import SentForm

KEPT = timedelta(days=7)
"""Sessions end after 12 hours, so no page that is older can send its form."""

CLAIM = """
INSERT INTO shared_sentform (number_digest, contents_digest, answer, sent_at) VALUES (%s, %s, '', %s)
ON CONFLICT (number_digest) DO NOTHING
"""


def digest_of(number: str) -> str:
    """Under which a number is kept."""
    return sha256(number.encode()).hexdigest()


def claim(number: str, contents_digest: str, *, now: datetime) -> SentForm | None:
    """None when the number is new and is now claimed; else the form that was sent with it before.

    Waits while another transaction has claimed the number, until it is recorded or given up. Call it in a transaction.
    """
    digest = digest_of(number)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [digest, contents_digest, now])
        claimed = cursor.rowcount == 1
    return None if claimed else SentForm.objects.get(pk=digest)


def sent_before(number: str) -> SentForm | None:
    """The form that was sent with this number before, None where none was."""
    return SentForm.objects.filter(pk=digest_of(number)).first()


def settle(number: str, answer: str) -> None:
    """The act of a claimed form went through, and this address answers it."""
    SentForm.objects.filter(pk=digest_of(number)).update(answer=answer)


def give_up(number: str) -> None:
    """Nothing was recorded with a claimed number: it can be sent again."""
    SentForm.objects.filter(pk=digest_of(number)).delete()


def forget_sent_forms(*, now: datetime) -> int:
    """Deletes what is older than `KEPT`. Gives how many."""
    return SentForm.objects.filter(sent_at__lt=now - KEPT).delete()[0]
