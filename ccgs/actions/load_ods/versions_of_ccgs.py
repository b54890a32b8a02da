"""Merging CCGs and hubs."""

from ccgs.actions.load_ods.sql import Load, stage
from ccgs.actions.load_ods.versions import Versions, merge_versions
from ccgs.models import CCG, CCGVersion, LocalTeam, Region
from ccgs.rules.ods import CCGRow, Reading

COLUMNS = {
    "name": "name",
    "region_id": "",
    "local_team_id": "",
    "team_code": "local team",
    "opened_on": "opened",
    "closed_on": "last day",
}
VERSIONS = Versions(
    head=CCG,
    version=CCGVersion,
    owner="ccg_id",
    stage="ods_ccgs",
    labels=COLUMNS,
    closing="s.closed_on IS NOT NULL AND cur.closed_on IS NULL",
    head_columns=("name", "region_id", "local_team_id", "opened_on", "closed_on"),
    head_only=("is_hub",),
)
STAGE = (
    "(line int, code varchar, name varchar, region_id bigint, local_team_id bigint, team_code varchar, "
    "opened_on date, closed_on date, is_hub boolean)"
)


def merge_ccgs(load: Load, reading: Reading) -> None:
    """Refuses unknown regions, and unknown teams of organisations without a last day; then merges."""
    regions = dict(Region.objects.values_list("code", "id"))
    teams = dict(LocalTeam.objects.values_list("code", "id"))
    hubs = dict(CCG.objects.values_list("code", "is_hub"))
    old_teams = []
    for row in reading.rows:
        first = "is not loaded: load the regions first"
        if row.region_code not in regions:
            reading.reject(row.line, row.code, f"its region “{row.region_code}” {first}")
        elif row.team_code not in teams and row.closed_on is None:
            reading.reject(row.line, row.code, f"its local team “{row.team_code}” {first}")
        elif hubs.get(row.code, row.is_hub) != row.is_hub:
            reading.reject(row.line, row.code, "a CCG may not turn into a commissioning hub, nor a hub into a CCG")
        elif row.team_code not in teams:
            old_teams.append(row.line)
    reading.note("with a last day, under a local team that no longer exists: kept without a team", old_teams)
    _remark(load, reading)
    if reading.refused:
        return
    stage(VERSIONS.stage, STAGE, ((*_cells(row, regions, teams), row.is_hub) for row in reading.rows))
    merge_versions(load, VERSIONS)


def _cells(row: CCGRow, regions: dict[str, int], teams: dict[str, int]) -> tuple[object, ...]:
    team = teams.get(row.team_code)
    region = regions[row.region_code]
    return row.line, row.code, row.name, region, team, row.team_code, row.opened_on, row.closed_on


def _remark(load: Load, reading: Reading) -> None:
    ccgs = [row for row in reading.rows if not row.is_hub]
    closed = [row.line for row in ccgs if row.closed_on and row.closed_on < load.as_at]
    future = [row.line for row in ccgs if row.opened_on and row.opened_on > load.as_at]
    reading.note("CCGs open on the day of this release", sorted({row.line for row in ccgs} - {*closed, *future}))
    reading.note("CCGs that closed before it: kept, never listed for later days", closed)
    reading.note("CCGs that open after it", future)
