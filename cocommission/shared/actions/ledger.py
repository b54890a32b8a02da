"""Writing the ledger. The database function locks the book's head, numbers, hashes and inserts in one statement."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from cocommission.shared.actions.turns import take_turn
from cocommission.shared.clock import london
from cocommission.shared.models import Book, Entry, Person


def enter(
    *,
    book: str,
    act: str,
    by: Person | None,
    now: datetime,
    subject: str,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> tuple[int, str]:
    """Writes one act into `book` and gives its number and hash (hex).

    `act` is `noun.verb`, `subject` is `app.Model:id`, `facts` is JSON without choices of voters or secrets.
    Must run in the transaction of the act itself (AUD-01).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, encode(hash, 'hex') FROM ledger_enter(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                book,
                now.astimezone(UTC).isoformat(timespec="microseconds"),
                by.pk if by else None,
                by.name if by else "",
                act,
                subject,
                reason,
                json.dumps(dict(facts or {}), sort_keys=True, default=str),
            ],
        )
        number, digest = cursor.fetchone()
    return number, digest


@transaction.atomic
def tie_books(*, now: datetime) -> bool:
    """Once a day writes the heads of all other books into the national one. True when it did."""
    today = london(now).date().isoformat()
    take_turn("ledger.tie")
    subject = f"ledger:{today}"
    if Entry.objects.filter(book__key="NATIONAL", subject=subject).exists():
        return False
    heads = {
        book.key: {"rows": book.rows, "head": bytes(book.head).hex()} for book in Book.objects.exclude(key="NATIONAL")
    }
    enter(book="NATIONAL", act="ledger.tied", by=None, now=now, subject=subject, facts={"heads": heads})
    return True
