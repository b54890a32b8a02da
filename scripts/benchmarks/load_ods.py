"""Loading the files of a whole country into an empty database, beside COPY + merge + history in SQL."""
# ruff: noqa: S608

import argparse
import io
from collections.abc import Iterator
from datetime import date

from django.db import connection, transaction

from ccgs.actions.load_ods import load_ods
from cocommission.shared.clock import read_clock
from scripts.benchmarks import world
from scripts.benchmarks.measure import Figure, at_most, pairs, seconds

ORGANISATIONS = (
    "ccgs_practiceversion", "ccgs_listsize", "ccgs_listsizerelease", "ccgs_ccgversion", "ccgs_contract",
    "ccgs_memberpractice", "ccgs_ccg", "ccgs_localteam", "ccgs_region", "ccgs_release",
)  # fmt: skip
STAGE = """
CREATE TEMPORARY TABLE raw ({}) ON COMMIT DROP
"""


def _emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in ORGANISATIONS:
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET LOCAL session_replication_role = origin")


def _rolled_back(work: object) -> float:
    with transaction.atomic():
        _emptied()
        took = seconds(work)  # type: ignore[arg-type]
        transaction.set_rollback(True)
    return took


def floor(files: list[world.OdsFile]) -> None:
    """The same rows by COPY into raw tables and four statements with their history rows; nothing is checked."""
    practices, sizes = files[2].content, files[3].content
    with connection.cursor() as cursor:
        cursor.execute(STAGE.format(", ".join(f"c{n} text" for n in range(1, 28))))
        cursor.copy_expert("COPY raw FROM STDIN CSV", io.BytesIO(practices))
        cursor.execute(STAGE.replace("raw", "raw_size").format(", ".join(f"c{n} text" for n in range(1, 27))))
        cursor.copy_expert("COPY raw_size FROM STDIN CSV HEADER", io.BytesIO(sizes))
        cursor.execute("ANALYZE raw; ANALYZE raw_size")
        cursor.execute(
            "CREATE TEMPORARY TABLE floor_practice (id bigserial primary key, code text unique, name text, on_ date) "
            "ON COMMIT DROP;"
            "CREATE TEMPORARY TABLE floor_version (id bigserial primary key, practice bigint REFERENCES "
            "floor_practice, name text, ccg text, status text, setting text, address text, from_on date, "
            "to_on date) ON COMMIT DROP;"
            "CREATE TEMPORARY TABLE floor_size (id bigserial primary key, practice bigint references floor_practice, "
            "patients int) ON COMMIT DROP;"
        )
        for table in ("floor_practice", "floor_version", "floor_size"):
            cursor.execute(
                f"CREATE TEMPORARY TABLE {table}_history ON COMMIT DROP AS "
                f"SELECT *, now() AS at, 'load' AS why, '+' AS kind FROM {table} LIMIT 0"
            )
        merges = {
            "floor_practice": "INSERT INTO floor_practice (code, name, on_) "
            "SELECT c1, c2, to_date(c11, 'YYYYMMDD') FROM raw",
            "floor_version": "INSERT INTO floor_version (practice, name, ccg, status, setting, address, from_on) "
            "SELECT p.id, c2, c15, c13, c26, concat_ws(', ', c5, c6, c7, c8, c9, c10), '2016-02-01' "
            "FROM raw JOIN floor_practice p ON p.code = c1",
            "floor_size": "INSERT INTO floor_size (practice, patients) SELECT p.id, "
            + " + ".join(f"c{n}::int" for n in range(9, 27))
            + " FROM raw_size JOIN floor_practice p ON p.code = c8",
        }
        for table, merge in merges.items():
            cursor.execute(
                f"WITH new AS ({merge} RETURNING *) INSERT INTO {table}_history SELECT *, now(), 'load', '+' FROM new"
            )


def run(options: argparse.Namespace) -> Iterator[Figure]:
    """The first load, and what the second one writes."""
    files, as_at, now = world.files(2016), date(2016, 2, 1), read_clock()
    measured = pairs(
        lambda: _rolled_back(lambda: load_ods(files=files, as_at=as_at, by=None, now=now)),
        lambda: _rolled_back(lambda: floor(files)),
        options.pairs,
    )
    with transaction.atomic():
        again = load_ods(files=files, as_at=as_at, by=None, now=now).written
        again = load_ods(files=files, as_at=as_at, by=None, now=now).written
        transaction.set_rollback(True)
    rows = len(files[2].content.splitlines())
    yield at_most(f"load_ods, {rows:,} practices", measured, 5.0, "s", f"second load writes {again} rows")
