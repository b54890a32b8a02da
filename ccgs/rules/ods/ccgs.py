"""The file of CCGs and commissioning hubs (eccg), 27 columns."""

from datetime import date
from typing import NamedTuple

from ccgs.rules.ods.common import ODS_COLUMNS, ods_rows
from ccgs.rules.ods.faults import Reading

CCG, HUB = "C", "H"


class CCGRow(NamedTuple):
    """A CCG, or a commissioning hub, which is the parent of services but has no member practices."""

    line: int
    code: str
    name: str
    region_code: str
    team_code: str
    is_hub: bool
    opened_on: date | None
    closed_on: date | None


def read_ccgs(content: bytes, file: str) -> Reading:
    """Reads CCGs (column 14 = C) and hubs (H); anything else there refuses the file."""
    reading = Reading(file)
    for line, cells, opened_on, closed_on in ods_rows(content, reading, columns=ODS_COLUMNS):
        code, kind = cells[0], cells[13]
        if kind not in (CCG, HUB):
            reading.reject(line, code, f"column 14 is “{kind[:20]}”, not C (CCG) or H (hub): is it the right file?")
            continue
        reading.rows.append(CCGRow(line, code, cells[1], cells[2], cells[3], kind == HUB, opened_on, closed_on))
    reading.note("commissioning hubs: kept as parents of services, never listed as CCGs", _lines(reading, hubs=True))
    return reading


def _lines(reading: Reading, *, hubs: bool) -> list[int]:
    return [row.line for row in reading.rows if row.is_hub == hubs]
