"""Merging list sizes: one release, in force from its day until the next one's."""

from pathlib import PurePath

from ccgs.actions.load_ods.report import CREATED, UNCHANGED, UPDATED
from ccgs.actions.load_ods.sql import Load, fetch, stage, table
from ccgs.models import ListSize, ListSizeRelease, MemberPractice
from ccgs.rules.ods import Reading

MOST_UNKNOWN = 20  # one code in twenty


def merge_list_sizes(load: Load, reading: Reading) -> None:
    """Leaves unknown practice codes out; refuses the file when more than one in twenty is unknown."""
    _check(load, reading)
    if reading.refused:
        return
    release = ListSizeRelease.objects.filter(from_on=load.as_at).first()
    if release is None:
        release = ListSizeRelease(from_on=load.as_at, label=PurePath(load.file).stem[:200])
        release.record(by=load.by, at=load.now, why=load.why)
        load.report.written += 2
    staged = ((row.line, row.code, row.patients) for row in reading.rows)
    stage("ods_list_sizes", "(line int, code varchar, patients int)", staged)
    sizes, practices = table(ListSize), table(MemberPractice)
    for line, code, old, new in fetch(
        f"SELECT s.line, s.code, l.patients, s.patients FROM ods_list_sizes s "  # noqa: S608
        f"JOIN {practices} p USING (code) "
        f"LEFT JOIN {sizes} l ON l.practice_id = p.id AND l.release_id = %(release)s ORDER BY s.line",
        {"release": release.pk},
    ):
        fate = CREATED if old is None else UNCHANGED if old == new else UPDATED
        load.fate(line, code, fate, f"{old} → {new} patients" if fate == UPDATED else "")
    load.change(
        ListSize,
        f"UPDATE {sizes} t SET patients = s.patients FROM ods_list_sizes s JOIN {practices} p USING (code) "  # noqa: S608
        f"WHERE t.release_id = %(release)s AND t.practice_id = p.id AND t.patients <> s.patients",
        "~",
        {"release": release.pk},
    )
    load.change(
        ListSize,
        f"INSERT INTO {sizes} AS t (release_id, practice_id, patients) "  # noqa: S608
        f"SELECT %(release)s, p.id, s.patients FROM ods_list_sizes s JOIN {practices} p USING (code) "
        f"WHERE NOT EXISTS (SELECT 1 FROM {sizes} x WHERE x.release_id = %(release)s AND x.practice_id = p.id) "
        f"ORDER BY s.line",
        "+",
        {"release": release.pk},
    )


def _check(load: Load, reading: Reading) -> None:
    parents = dict(
        fetch(
            "SELECT p.code, v.parent_code FROM ccgs_memberpractice p LEFT JOIN ccgs_practiceversion v "
            "ON v.practice_id = p.id AND v.from_on <= %(day)s AND (v.to_on IS NULL OR v.to_on > %(day)s)",
            {"day": load.as_at},
        )
    )
    known = [row for row in reading.rows if row.code in parents]
    unknown = [row for row in reading.rows if row.code not in parents]
    refuses = len(unknown) * MOST_UNKNOWN > len(reading.rows)
    advice = ": load the practices first" if refuses else ""
    for row in unknown:
        reading.reject(row.line, row.code, f"there is no practice with this code{advice}", refuses=refuses)
    reading.rows = known
    reading.note(
        "listed under another organisation than their commissioner: the commissioner is used",
        [row.line for row in known if row.patients and parents[row.code] != row.pco_code.removesuffix("00")],
    )
