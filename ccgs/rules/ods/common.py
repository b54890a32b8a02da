"""What the 27-column ODS files have in common."""

from collections.abc import Iterator
from datetime import date

from ccgs.rules.ods.faults import Reading
from ccgs.rules.ods.text import is_code, ods_date, split_rows

ODS_COLUMNS = 27
LONGEST_NAME = 200


def ods_rows(
    content: bytes, reading: Reading, *, columns: int
) -> Iterator[tuple[int, list[str], date | None, date | None]]:
    """Rows with a sound code, name and dates (opened, closed), each code once; the others go into `reading`."""
    lines: dict[str, int] = {}
    for line, cells in split_rows(content, reading, columns=columns):
        code = cells[0]
        try:
            opened_on, closed_on = ods_date(cells[10]), ods_date(cells[11])
        except ValueError as problem:
            reading.reject(line, code[:20], str(problem))
            continue
        reason = _fault(code, cells[1], opened_on, closed_on)
        if code in lines:
            reason = f"the code is already on line {lines[code]}"
        if reason:
            reading.reject(line, code[:20], reason)
            continue
        lines[code] = line
        yield line, cells, opened_on, closed_on


def _fault(code: str, name: str, opened_on: date | None, closed_on: date | None) -> str:
    if not is_code(code):
        return "column 1 is not an ODS code"
    if not name or len(name) > LONGEST_NAME:
        return f"column 2, the name, is {'empty' if not name else f'longer than {LONGEST_NAME} characters'}"
    if opened_on and closed_on and closed_on < opened_on:
        return "it closes before it opens"
    return ""
