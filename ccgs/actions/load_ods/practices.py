"""Merging practices and every other prescribing code."""

from operator import attrgetter
from typing import Any

from ccgs.actions.load_ods.sql import Load, fetch, stage
from ccgs.actions.load_ods.versions import Versions, merge_versions
from ccgs.models import CCG, MemberPractice, PracticeVersion, Region
from ccgs.rules.ods import Note, PracticeRow, Reading
from ccgs.rules.ods.practices import WALES

COLUMNS = {
    "name": "name",
    "ccg_id": "",
    "parent_code": "commissioner",
    "provider_code": "provider",
    "grouping": "national grouping",
    "geography": "local team",
    "status": "status",
    "setting": "setting",
    "sub_type": "sub-type",
    "address": "address",
    "postcode": "postcode",
    "phone": "phone",
    "opened_on": "opened",
    "closed_on": "closed",
    "joined_on": "joined commissioner",
    "left_on": "left commissioner",
}
_THE_REST = attrgetter(*list(COLUMNS)[2:])
VERSIONS = Versions(
    head=MemberPractice,
    version=PracticeVersion,
    owner="practice_id",
    stage="ods_practices",
    labels=COLUMNS,
    closing="s.status = 'C' AND cur.status <> 'C'",
    head_columns=("name", "opened_on", "closed_on"),
)
STAGE = (
    "(line int, code varchar, name varchar, ccg_id bigint, parent_code varchar, provider_code varchar, "
    "grouping varchar, geography varchar, status varchar, setting smallint, sub_type varchar, address varchar, "
    "postcode varchar, phone varchar, opened_on date, closed_on date, joined_on date, left_on date)"
)


def merge_practices(load: Load, reading: Reading) -> None:
    """Refuses an active GP practice of an unknown CCG or region; keeps every other code; then merges."""
    ccgs = {ccg.code: ccg for ccg in CCG.objects.all()}
    _check(load, reading, ccgs)
    if reading.refused:
        return
    keys = {code: ccg.pk for code, ccg in ccgs.items()}
    stage(VERSIONS.stage, STAGE, (_cells(row, keys) for row in reading.rows))
    ((missing,),) = fetch(
        "SELECT count(*) FROM ccgs_memberpractice known WHERE NOT EXISTS "
        "(SELECT 1 FROM ods_practices s WHERE s.code = known.code)"
    )
    if missing:
        says = "practices known before are not in this file: left as they were"
        reading.notes.append(Note(load.file, says, missing))
    merge_versions(load, VERSIONS)


def _cells(row: PracticeRow, keys: dict[str, int]) -> tuple[Any, ...]:
    return (row.line, row.code, row.name, keys.get(row.parent_code), *_THE_REST(row))


def _check(load: Load, reading: Reading, ccgs: dict[str, CCG]) -> None:
    regions = set(Region.objects.values_list("code", flat=True))
    hubs, closed, elsewhere = [], [], []
    for row in reading.rows:
        parent = ccgs.get(row.parent_code)
        if row.active_gp_practice and row.grouping != WALES and not row.island:
            if parent is None and row.parent_code:
                reason = f"its commissioner “{row.parent_code}” is not a CCG that is loaded: load the CCGs first"
                reading.reject(row.line, row.code, reason)
            elif row.grouping not in regions:
                reading.reject(row.line, row.code, f"its region “{row.grouping}” is not loaded: load the regions first")
        if parent is None and row.parent_code and row.grouping != WALES:
            elsewhere.append(row.line)
        elif parent is not None and parent.is_hub:
            hubs.append(row.line)
        elif parent is not None and not parent.is_open(load.as_at):
            closed.append(row.line)
    reading.note("commissioned by a commissioning hub: never members", hubs)
    reading.note("commissioned by a CCG that is not open on the day of this release: not members", closed)
    reading.note("commissioned by an organisation that is neither CCG nor hub: never members", elsewhere)
