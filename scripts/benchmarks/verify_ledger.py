"""Proving a ledger of a million entries, beside a bare fetch of the same rows."""

import argparse
from collections.abc import Iterator

from django.db import connection, transaction

from cocommission.shared.queries.ledger import verify
from scripts.benchmarks.measure import Figure, at_least, pairs, seconds

BOOK, ROWS = "BENCH", 1_000_000
AT_ONCE = 500  # entries a transaction: each leaves a dead version of the book's head, which the next ones read past
FILL = """
SELECT count(*) FROM generate_series(1, %s) AS n CROSS JOIN LATERAL
       ledger_enter('BENCH', '2016-04-01T00:00:00.000000+00:00', 1, 'Bench', 'vote.cast', 'votes.VotingPaper:' || n, '',
                    '{"ballot": 12, "practice": "G82000"}')
"""


def _fetch() -> None:
    with transaction.atomic():
        connection.ensure_connection()
        with connection.connection.cursor(name="bare") as cursor:
            cursor.itersize = 20_000
            cursor.execute(
                "SELECT e.number, e.body, e.hash FROM shared_entry e JOIN shared_book b ON b.id = e.book_id "
                "WHERE b.key = %s ORDER BY e.number", [BOOK],
            )  # fmt: skip
            for _ in cursor:
                pass


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """Rows a second."""
    rows = ROWS // 20 if options.quick else ROWS
    with connection.cursor() as cursor:
        for _ in range(rows // AT_ONCE):
            cursor.execute(FILL, [AT_ONCE])
        cursor.execute("VACUUM ANALYZE shared_entry")
    assert verify(only=BOOK).ok
    measured = pairs(lambda: rows / seconds(lambda: verify(only=BOOK)), lambda: rows / seconds(_fetch), options.pairs)
    yield at_least(f"verify_ledger, {rows:,} entries", measured, 0.5, "/s", "floor: bare fetch of the rows")
