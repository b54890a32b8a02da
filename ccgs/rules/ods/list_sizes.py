"""The file of registered patients by practice, sex and age band: 26 columns, a header, no total column."""

import re
from typing import NamedTuple

from ccgs.rules.ods.faults import Reading
from ccgs.rules.ods.text import is_code, split_rows

AGES = ("0-4", "5-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+")
HEADER = (
    "Regional Office Name",
    "Regional Office Code",
    "Area Team Name",
    "Area Team Code",
    "PCO Name",
    "PCO Code",
    "Practice Name",
    "Practice Code",
    *(f"{sex} {age}" for age in AGES for sex in ("Male", "Female")),
)
MOST_PATIENTS = 1_000_000
BANDS = re.compile(r"[0-9]{1,7}(\n[0-9]{1,7})*")  # no cell has a line break


class ListSizeRow(NamedTuple):
    """The registered patients of a practice: the sum of its eighteen age bands. PCO names are not to be trusted."""

    line: int
    code: str
    pco_code: str
    patients: int


def read_list_sizes(content: bytes, file: str) -> Reading:
    """Reads the sums; a practice twice, or a band that is not a whole number, refuses the file."""
    reading = Reading(file)
    rows = split_rows(content, reading, columns=len(HEADER))
    line, header = next(rows, (0, []))
    if not header:
        return reading
    if [cell.lower() for cell in header] != [name.lower() for name in HEADER]:
        reading.reject(line, "", "the first line is not the header of the list-size file: is it the right file?")
        return reading
    lines: dict[str, int] = {}
    for line, cells in rows:
        code = cells[7]
        patients, reason = _sum(cells[8:])
        if not is_code(code):
            reason = "column 8 is not a practice code"
        if code in lines:
            reason = f"the practice is already on line {lines[code]}"
        if reason:
            reading.reject(line, code[:20], reason)
            continue
        lines[code] = line
        reading.rows.append(ListSizeRow(line, code, cells[5], patients))
    if not lines and not reading.rejected:
        reading.reject(line, "", "the file has a header and no rows")
    reading.note(
        "with no registered patients: never voting members", [row.line for row in reading.rows if not row.patients]
    )
    return reading


def _sum(bands: list[str]) -> tuple[int, str]:
    """The patients of all bands; else why they have no sum."""
    if not BANDS.fullmatch("\n".join(bands)):
        number, band = next((n, band) for n, band in enumerate(bands, start=9) if not BANDS.fullmatch(band))
        return 0, f"column {number} is “{band[:20]}”, not a number of patients"
    patients = sum(map(int, bands))
    return patients, f"more than {MOST_PATIENTS} patients" if patients > MOST_PATIENTS else ""
