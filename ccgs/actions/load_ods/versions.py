"""Merging what a release states into the dated versions of organisations: one algorithm for CCGs and practices.

A release as at day D is compared with the version in force on D. Where it differs, that version ends on D and a new
one starts, until the next release that is already loaded (a release says nothing about the time after the next one)
or the next version. So the order in which releases are loaded does not matter.

Table and column names come from the models, values are always parameters.
"""
# ruff: noqa: S608

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min

from ccgs.actions.load_ods.report import CLOSED, CREATED, UNCHANGED, UPDATED
from ccgs.actions.load_ods.sql import Load, columns, execute, fetch, table
from ccgs.models import Release
from cocommission.shared.models import Governed

NAMES_TOLD = 60


@dataclass(frozen=True, slots=True)
class Versions:
    """What to merge: `head` the organisations, `version` their dated states, `owner` the column that ties them.

    `stage`: the staging table, whose columns are `line`, `code`, `ccg_is_hub` and so on, and every column of
    `labels`, which are the columns of a version by their words for people. `closing`: SQL that is true when a row
    closes its organisation (`s` staged, `cur` in force). `head_columns`: columns of the head kept at the latest
    version's value; `head_only`: further columns of the head, written when it is made.
    """

    head: type[Governed]
    version: type[Governed]
    owner: str
    stage: str
    labels: Mapping[str, str]
    closing: str
    head_columns: tuple[str, ...]
    head_only: tuple[str, ...] = ()


def merge_versions(load: Load, what: Versions) -> None:
    """Makes unknown organisations, changes versions, brings the heads up to date and reports each row's fate."""
    _make_heads(load, what)
    following = Release.objects.filter(kind=load.kind, as_at__gt=load.as_at).aggregate(day=Min("as_at"))["day"]
    _plan(load, what)
    _report(load, what)
    _write(load, what, following)
    _refresh_heads(load, what)


def _make_heads(load: Load, what: Versions) -> None:
    head = table(what.head)
    execute("DROP TABLE IF EXISTS pg_temp.ods_new")
    execute(
        f"CREATE TEMPORARY TABLE ods_new ON COMMIT DROP AS SELECT s.code FROM {what.stage} s "
        f"WHERE NOT EXISTS (SELECT 1 FROM {head} h WHERE h.code = s.code)"
    )
    names = ", ".join(("code", *what.head_columns, *what.head_only))
    load.change(
        what.head,
        f"INSERT INTO {head} AS t ({names}) SELECT {names} FROM {what.stage} JOIN ods_new USING (code) ORDER BY line",
        "+",
    )


def _plan(load: Load, what: Versions) -> None:
    version, owner = table(what.version), what.owner
    mine, current, later = (", ".join(f"{alias}.{name}" for name in what.labels) for alias in ("s", "cur", "nxt"))
    execute("DROP TABLE IF EXISTS pg_temp.ods_plan")
    execute(
        f"""CREATE TEMPORARY TABLE ods_plan ON COMMIT DROP AS
        SELECT s.line, s.code, h.id AS head_id, new.code IS NOT NULL AS is_new,
               cur.id AS cur_id, cur.from_on AS cur_from, cur.to_on AS cur_to,
               nxt.id AS nxt_id, nxt.from_on AS nxt_from,
               cur.id IS NOT NULL AND ({current}) IS NOT DISTINCT FROM ({mine}) AS same,
               nxt.id IS NOT NULL AND ({later}) IS NOT DISTINCT FROM ({mine}) AS same_next,
               cur.id IS NOT NULL AND {what.closing} AS closing
        FROM {what.stage} s
        JOIN {table(what.head)} h ON h.code = s.code
        LEFT JOIN ods_new new ON new.code = s.code
        LEFT JOIN {version} cur ON cur.{owner} = h.id AND cur.from_on <= %(day)s
             AND (cur.to_on IS NULL OR cur.to_on > %(day)s)
        LEFT JOIN LATERAL (SELECT v.* FROM {version} v WHERE v.{owner} = h.id AND v.from_on > %(day)s
             ORDER BY v.from_on LIMIT 1) nxt ON true""",
        {"day": load.as_at},
    )
    execute("ANALYZE ods_plan")


def _report(load: Load, what: Versions) -> None:
    both = ", ".join(f"{alias}.{name}" for alias in ("cur", "s") for name in what.labels)
    changed = {}
    for line, *values in fetch(
        f"SELECT p.line, {both} FROM ods_plan p JOIN {what.stage} s USING (line) "
        f"JOIN {table(what.version)} cur ON cur.id = p.cur_id WHERE NOT p.same"
    ):
        half = len(what.labels)
        pairs = zip(what.labels.values(), values[:half], values[half:], strict=True)
        told = [f"{label} {_told(old)} → {_told(new)}" for label, old, new in pairs if label and old != new]
        changed[line] = "; ".join(told)
    for line, code, is_new, same, closing in fetch(
        "SELECT line, code, is_new, same, closing FROM ods_plan ORDER BY line"
    ):
        fate = CREATED if is_new else UNCHANGED if same else CLOSED if closing else UPDATED
        load.fate(line, code, fate, changed.get(line, ""))


def _told(value: Any) -> str:
    if value in (None, ""):
        return "nothing"
    text = value.isoformat() if isinstance(value, date) else str(value).replace("\n", ", ")
    return f"“{text[:NAMES_TOLD]}{'…' if len(text) > NAMES_TOLD else ''}”"


def _write(load: Load, what: Versions, following: date | None) -> None:
    version, owner = table(what.version), what.owner
    names = list(what.labels)
    listed = ", ".join(names)
    day = {"day": load.as_at, "next": following}
    differs = "NOT p.same"
    corrected = f"{differs} AND p.cur_from = %(day)s::date"
    extended = (
        f"{differs} AND p.same_next AND (p.cur_id IS NULL OR (p.cur_from < %(day)s::date AND p.cur_to = p.nxt_from "
        "AND (%(next)s::date IS NULL OR %(next)s::date >= p.nxt_from)))"
    )
    others = [name for name in columns(what.version) if name not in ("id", "from_on")]
    execute("DROP TABLE IF EXISTS pg_temp.ods_rest")
    execute(
        f"CREATE TEMPORARY TABLE ods_rest ON COMMIT DROP AS SELECT {', '.join(f'cur.{name}' for name in others)} "
        f"FROM ods_plan p JOIN {version} cur ON cur.id = p.cur_id "
        f"WHERE {differs} AND %(next)s::date < COALESCE(p.cur_to, 'infinity'::date)",
        day,
    )
    steps = (
        # the version in force ends
        (
            "~",
            f"UPDATE {version} t SET to_on = %(day)s FROM ods_plan p "
            f"WHERE t.id = p.cur_id AND {differs} AND p.cur_from < %(day)s::date",
        ),
        # the same day was loaded before, now corrected
        (
            "~",
            f"UPDATE {version} t SET {', '.join(f'{name} = s.{name}' for name in names)}, "
            f"to_on = LEAST(p.cur_to, %(next)s::date) "
            f"FROM ods_plan p JOIN {what.stage} s USING (line) WHERE t.id = p.cur_id AND {corrected}",
        ),
        # the next version said the same: it began earlier than was known
        (
            "~",
            f"UPDATE {version} t SET from_on = %(day)s FROM ods_plan p WHERE t.id = p.nxt_id AND {extended}",
        ),
        # a new version
        (
            "+",
            f"INSERT INTO {version} AS t ({owner}, {listed}, from_on, to_on) "
            f"SELECT p.head_id, {', '.join(f's.{name}' for name in names)}, %(day)s, "
            f"LEAST(p.nxt_from, p.cur_to, CASE WHEN p.cur_id IS NOT NULL THEN %(next)s::date END) "
            f"FROM ods_plan p JOIN {what.stage} s USING (line) "
            f"WHERE {differs} AND NOT COALESCE({corrected}, false) AND NOT COALESCE({extended}, false) ORDER BY p.line",
        ),
        # what a later release had said stays so
        (
            "+",
            f"INSERT INTO {version} AS t ({', '.join(others)}, from_on) "
            f"SELECT {', '.join(others)}, %(next)s FROM ods_rest",
        ),
    )
    for kind, sql in steps:
        load.change(what.version, sql, kind, day)


def _refresh_heads(load: Load, what: Versions) -> None:
    head, version = table(what.head), table(what.version)
    setting = ", ".join(f"{name} = v.{name}" for name in what.head_columns)
    old, new = (", ".join(f"{alias}.{name}" for name in what.head_columns) for alias in ("t", "v"))
    load.change(
        what.head,
        f"""UPDATE {head} t SET {setting} FROM ods_plan p
        CROSS JOIN LATERAL (SELECT * FROM {version} x WHERE x.{what.owner} = p.head_id
            ORDER BY x.from_on DESC LIMIT 1) v
        WHERE t.id = p.head_id AND NOT p.same AND NOT p.is_new AND ({old}) IS DISTINCT FROM ({new})""",
        "~",
    )
