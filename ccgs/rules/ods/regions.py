"""The file of regions and local teams (eauth), 27 columns."""

import re
from datetime import date
from typing import NamedTuple

from ccgs.rules.ods.common import ODS_COLUMNS, ods_rows
from ccgs.rules.ods.faults import Reading

REGION = re.compile(r"Y\d\d")
TEAM = re.compile(r"Q\d\d")


class RegionRow(NamedTuple):
    """A commissioning region, or (with `region_code`) a local team of one."""

    line: int
    code: str
    name: str
    region_code: str
    opened_on: date | None
    closed_on: date | None


def read_regions(content: bytes, file: str) -> Reading:
    """Reads the regions (Y54 ...) and their local teams (Q70 ...); other authorities are left out with a reason."""
    reading = Reading(file)
    for line, cells, opened_on, closed_on in ods_rows(content, reading, columns=ODS_COLUMNS):
        code, name, parent = cells[0], cells[1], cells[2]
        if REGION.fullmatch(code) and not parent:
            reading.rows.append(RegionRow(line, code, name, "", opened_on, closed_on))
        elif TEAM.fullmatch(code) and REGION.fullmatch(parent):
            reading.rows.append(RegionRow(line, code, name, parent, opened_on, closed_on))
        elif TEAM.fullmatch(code) or REGION.fullmatch(code):
            reading.reject(line, code, f"its parent “{parent}” is not a commissioning region of NHS England")
        else:
            reading.reject(line, code, _why_not(code, name), refuses=False)
    if not reading.refused and not reading.rows:
        reading.reject(1, "", "no region (Y..) and no local team (Q..) is in this file: is it the right file?")
    return reading


def _why_not(code: str, name: str) -> str:
    if code.startswith("W"):
        return "an authority in Wales, outside NHS England"
    if "GOVERNMENT OFFICE" in name:
        return "a government office region, not a region of NHS England"
    return "neither a region (Y..) nor a local team (Q..) of NHS England"
