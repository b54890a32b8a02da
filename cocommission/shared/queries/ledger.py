"""Reading and proving the ledger."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from cocommission.shared.models import Book, Entry


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rows` checked, `head` of all books together, `first_bad` as `book:number` with why, or None."""

    rows: int
    head: str
    first_bad: str | None

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return self.first_bad is None


def heads() -> dict[str, dict[str, str | int]]:
    """The state of every book, to be kept outside: `{"CCG 09W": {"rows": 12, "head": "ab.."}}`."""
    return {book.key: {"rows": book.rows, "head": bytes(book.head).hex()} for book in Book.objects.order_by("key")}


def _rows(book: Book) -> Iterator[tuple[int, str, memoryview]]:
    table = Entry._meta.db_table
    connection.ensure_connection()
    with connection.connection.cursor(name="verify_ledger") as cursor:  # server-side: a book may not fit in memory
        cursor.itersize = 20_000
        cursor.execute(f"SELECT number, body, hash FROM {table} WHERE book_id = %s ORDER BY number", [book.pk])  # noqa: S608
        yield from cursor


NOT_AS_TIED = f"""
SELECT tied.key, tied.head ->> 'rows', entry.subject
  FROM {Entry._meta.db_table} entry JOIN {Book._meta.db_table} national ON national.id = entry.book_id,
       json_each(entry.body::json -> 'facts' -> 'heads') tied (key, head)
 WHERE national.key = 'NATIONAL' AND entry.act = 'ledger.tied' AND (tied.head ->> 'rows')::bigint > 0
   AND NOT EXISTS (
       SELECT FROM {Entry._meta.db_table} kept JOIN {Book._meta.db_table} book ON book.id = kept.book_id
        WHERE book.key = tied.key AND kept.number = (tied.head ->> 'rows')::bigint
          AND encode(kept.hash, 'hex') = tied.head ->> 'head')
 ORDER BY entry.number, tied.key LIMIT 1
"""  # noqa: S608  (the names of our tables)


def _not_as_tied() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(NOT_AS_TIED)
        found = cursor.fetchone()
    return f"{found[0]}:{found[1]}: not the entry that the national book holds ({found[2]})" if found else None


def verify(exported: Mapping[str, Mapping[str, str | int]] | None = None, *, only: str | None = None) -> Verdict:
    """Recomputes every hash. With `exported` (an earlier `heads()`) also finds a tail that was cut since then.

    Each head that was tied into the national book on a day must still be the hash of that entry: whoever writes a whole
    book anew has to write the national one anew as well. `only` limits the check to the book of that key.
    """
    total, bad, all_heads = 0, None, hashlib.sha256()
    exported = exported or {}
    with transaction.atomic():
        books = Book.objects.order_by("key")
        if only:
            books = books.filter(key=only)
        seen = set()
        for book in books:
            seen.add(book.key)
            expected, previous, kept = 0, b"", exported.get(book.key)
            for number, body, digest in _rows(book):
                expected += 1
                previous = hashlib.sha256(previous + body.encode()).digest()
                if bad is None and (number != expected or previous != bytes(digest)):
                    bad = f"{book.key}:{expected}: changed, missing or out of order"
                if kept and expected == kept["rows"] and previous.hex() != kept["head"] and bad is None:
                    bad = f"{book.key}:{expected}: not the entry that was exported"
            total += expected
            if bad is None and (book.rows != expected or bytes(book.head) != previous):
                bad = f"{book.key}:{expected + 1}: entries at the end are missing"
            if bad is None and kept and expected < int(kept["rows"]):
                bad = f"{book.key}:{expected + 1}: entries that the exported head counts are missing"
            all_heads.update(f"{book.key} {expected} {previous.hex()}\n".encode())
        for key in sorted(set(exported) - seen) if not only else []:
            bad = bad or f"{key}:1: the whole book is missing"
        bad = bad or (_not_as_tied() if not only else None)
    return Verdict(total, all_heads.hexdigest(), bad)
