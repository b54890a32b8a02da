"""The file of prescribing cost centres (epraccur), 27 columns: GP practices and everything else that prescribes."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from ccgs.rules.membership import is_active_gp_practice
from ccgs.rules.ods.common import ODS_COLUMNS, ods_rows
from ccgs.rules.ods.faults import Reading
from ccgs.rules.ods.text import ods_date
from ccgs.terms.organisations import GP_PRACTICE_SETTING, SETTINGS, PracticeStatus

WALES = "W00"
ISLANDS = {"G": "Guernsey and Alderney", "J": "Jersey"}
LONGEST_ADDRESS = 400
SUB_TYPES = ("", "B", "Z")


class PracticeRow(NamedTuple):
    """What the file says about one code. Column 22 (amended) says nothing about the practice and is not kept."""

    line: int
    code: str
    name: str
    grouping: str
    geography: str
    address: str
    postcode: str
    opened_on: date | None
    closed_on: date | None
    status: str
    sub_type: str
    parent_code: str
    joined_on: date | None
    left_on: date | None
    phone: str
    provider_code: str
    setting: int

    @property
    def active_gp_practice(self) -> bool:
        """Status A and setting 4."""
        return is_active_gp_practice(self.status, self.setting)

    @property
    def island(self) -> str:
        """The Channel Island that it is on, if any: their codes start with G or J and have no commissioner."""
        return "" if self.grouping or self.parent_code else ISLANDS.get(self.code[0], "")


STATUSES = frozenset(PracticeStatus.values)


def read_practices(content: bytes, file: str, *, as_at: date) -> Reading:
    """Reads every row; the notes count those that can never be members, and the traps of the file."""
    reading = Reading(file)
    for line, cells, opened_on, closed_on in ods_rows(content, reading, columns=ODS_COLUMNS):
        try:
            joined_on, left_on = ods_date(cells[15]), ods_date(cells[16])
        except ValueError as problem:
            reading.reject(line, cells[0], str(problem))
            continue
        reason = _fault(cells)
        if reason:
            reading.reject(line, cells[0], reason)
            continue
        reading.rows.append(
            PracticeRow(
                line=line,
                code=cells[0],
                name=cells[1],
                grouping=cells[2],
                geography=cells[3],
                address="\n".join(part for part in cells[4:9] if part),
                postcode=cells[9],
                opened_on=opened_on,
                closed_on=closed_on,
                status=cells[12],
                sub_type=cells[13],
                parent_code=cells[14],
                joined_on=joined_on,
                left_on=left_on,
                phone=cells[17],
                provider_code=cells[23],
                setting=int(cells[25]),
            )
        )
    _remark(reading, as_at)
    return reading


def _fault(cells: list[str]) -> str:
    if cells[12] not in STATUSES:
        return f"column 13, the status, is “{cells[12][:20]}”, not A, C, D or P: is it the right file?"
    if cells[13] not in SUB_TYPES:
        return f"column 14, the sub-type, is “{cells[13][:20]}”, not B or Z"
    setting = cells[25]
    if not (setting.isascii() and setting.isdigit() and int(setting) in SETTINGS):
        return f"column 26, the prescribing setting, is “{setting[:20]}”, which ODS does not know"
    for column, limit in ((3, 12), (4, 12), (10, 12), (15, 12), (18, 40), (24, 12)):
        if len(cells[column - 1]) > limit:
            return f"column {column} is longer than {limit} characters"
    if len("\n".join(cells[4:9])) >= LONGEST_ADDRESS:
        return f"columns 5 to 9, the address, are longer than {LONGEST_ADDRESS} characters"
    return ""


def _remark(reading: Reading, as_at: date) -> None:
    rows: list[PracticeRow] = reading.rows
    names = Counter(row.name for row in rows if row.active_gp_practice)
    differing = [row for row in rows if row.parent_code != row.provider_code]
    for says, lines in (
        ("in Wales: kept as codes, never members", [row.line for row in rows if row.grouping == WALES]),
        ("on the Channel Islands: kept as codes, never members", [row.line for row in rows if row.island]),
        ("without a commissioner: never members", [row.line for row in rows if not row.parent_code]),
        ("not a GP practice by setting (column 26 is not 4)", _lines(rows, other_setting=True)),
        ("closed (status C)", _lines(rows, status=PracticeStatus.CLOSED)),
        ("dormant (status D): no practitioner, not closed", _lines(rows, status=PracticeStatus.DORMANT)),
        ("proposed (status P): not open yet", _lines(rows, status=PracticeStatus.PROPOSED)),
        (
            "opening after the day of this release",
            [row.line for row in rows if row.opened_on and row.opened_on > as_at],
        ),
        (
            "closing after the day of this release",
            [row.line for row in rows if row.closed_on and row.closed_on > as_at],
        ),
        ("commissioner (column 15, which counts) and provider (column 24) differ", [row.line for row in differing]),
        ("of these, active GP practices", [row.line for row in differing if row.active_gp_practice]),
        (
            "active GP practices that share their name with another: told apart by code",
            [row.line for row in rows if row.active_gp_practice and names[row.name] > 1],
        ),
    ):
        reading.note(says, lines)


def _lines(rows: list[PracticeRow], *, status: str = "", other_setting: bool = False) -> list[int]:
    if other_setting:
        return [row.line for row in rows if row.setting != GP_PRACTICE_SETTING]
    return [row.line for row in rows if row.status == status]
