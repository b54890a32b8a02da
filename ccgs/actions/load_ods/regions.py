"""Merging regions and local teams: a handful of rows, one by one."""

from typing import Any

from ccgs.actions.load_ods.report import CLOSED, CREATED, UNCHANGED, UPDATED
from ccgs.actions.load_ods.sql import Load
from ccgs.models import LocalTeam, Region, Release
from ccgs.rules.ods import Reading, RegionRow


def merge_regions(load: Load, reading: Reading) -> None:
    """Writes the rows that differ. A release older than one that is loaded adds what is unknown and changes nothing."""
    later = Release.objects.filter(kind=load.kind, as_at__gt=load.as_at).exists()
    regions = {region.code: region for region in Region.objects.all()}
    teams = {team.code: team for team in LocalTeam.objects.all()}
    for row in sorted(reading.rows, key=lambda row: bool(row.region_code)):
        facts: dict[str, Any] = {"name": row.name, "opened_on": row.opened_on, "closed_on": row.closed_on}
        if not row.region_code:
            regions[row.code] = _merge(load, row, regions.get(row.code) or Region(code=row.code), facts, later)
            continue
        region = regions.get(row.region_code)
        if region is None:
            reading.reject(row.line, row.code, f"its region {row.region_code} is neither in this file nor loaded")
            continue
        facts["region_id"] = region.pk
        _merge(load, row, teams.get(row.code) or LocalTeam(code=row.code), facts, later)


def _merge(load: Load, row: RegionRow, found: Any, facts: dict[str, Any], later: bool) -> Any:
    changes = [name for name, value in facts.items() if getattr(found, name) != value]
    if found.pk is None:
        fate = CREATED
    elif later or not changes:
        fate = UNCHANGED
    else:
        fate = CLOSED if row.closed_on and not found.closed_on else UPDATED
    says = "; ".join(f"{name} “{getattr(found, name)}” → “{facts[name]}”" for name in changes) if found.pk else ""
    load.fate(row.line, row.code, fate, "" if fate == UNCHANGED else says)
    if fate != UNCHANGED:
        for name, value in facts.items():
            setattr(found, name, value)
        found.record(by=load.by, at=load.now, why=load.why)
        load.report.written += 2
    return found
