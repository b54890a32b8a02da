"""Reading a file of practice representatives and saying the fate of every row (F-04)."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

COLUMNS = ("practice_code", "name", "email")
LONGEST_FILE = 200_000
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
CREATE, REPLACE, UNCHANGED, REJECT = "create", "replace", "unchanged", "reject"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file."""

    line: int
    practice_code: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Member:
    """A voting practice with the address of its representative now, if any."""

    code: str
    name: str
    representative_email: str = ""
    representative_name: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a line: create, replace, unchanged or reject, with the reason in words."""

    row: Row
    fate: str
    reason: str
    practice_name: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The fate of every line. ``problem`` is set when the file as a whole cannot be read."""

    fates: tuple[Fate, ...]
    problem: str = ""

    def count(self, fate: str) -> int:
        """How many lines have this fate."""
        return sum(each.fate == fate for each in self.fates)

    @property
    def refused(self) -> bool:
        """Whether nothing may be imported: all lines or none."""
        return bool(self.problem) or self.count(REJECT) > 0

    @property
    def changes(self) -> int:
        """How many lines would change something."""
        return self.count(CREATE) + self.count(REPLACE)


def read(text: str) -> tuple[list[Row], str]:
    """The rows of a CSV text with the header ``practice_code,name,email``, or the problem that makes it unreadable."""
    if len(text) > LONGEST_FILE:
        return [], "The file is larger than 200 kB. Is it the right one?"
    if "\x00" in text:
        return [], "The file contains characters that cannot be read (NUL). Save it as CSV again."
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = [cell.strip().lower() for cell in next(lines, [])]
        if sorted(header) != sorted(COLUMNS):
            named = ", ".join(header) or "nothing"
            return [], f"The first line must name the columns {', '.join(COLUMNS)}; it says: {named}."
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                return [], f"Line {lines.line_num} has {len(cells)} columns instead of {len(header)}."
            values = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=True)}
            rows.append(Row(lines.line_num, values["practice_code"].upper(), values["name"], values["email"].lower()))
    except csv.Error as error:
        return [], f"Line {lines.line_num} cannot be read: {error}."
    return (rows, "") if rows else ([], "The file has no lines below its header.")


def plan(text: str, members: Mapping[str, Member], known: Mapping[str, str]) -> Plan:
    """The fate of every line. ``members`` by code are the voting practices; ``known`` maps addresses to names."""
    rows, problem = read(text)
    seen: dict[str, int] = {}
    fates = []
    for row in rows:
        fates.append(_fate(row, members, known, seen))
        seen.setdefault(row.practice_code, row.line)
    return Plan(tuple(fates), problem)


def _fate(row: Row, members: Mapping[str, Member], known: Mapping[str, str], seen: Mapping[str, int]) -> Fate:
    member = members.get(row.practice_code)
    if member is None:
        return Fate(row, REJECT, f"{row.practice_code or 'No code'} is not a voting member of this CCG today.")
    if row.practice_code in seen:
        return Fate(
            row, REJECT, f"{row.practice_code} is already on line {seen[row.practice_code]} already.", member.name
        )
    if not EMAIL.fullmatch(row.email):
        return Fate(row, REJECT, f"“{row.email}” is not an e-mail address.", member.name)
    if not row.name and row.email not in known:
        return Fate(row, REJECT, "Enter a name for a new person.", member.name)
    who = known.get(row.email) or row.name
    if member.representative_email == row.email:
        return Fate(row, UNCHANGED, f"{who} represents the practice already.", member.name)
    new = "" if row.email in known else " They will be invited by e-mail."
    if member.representative_email:
        return Fate(row, REPLACE, f"{who} takes over from {member.representative_name}.{new}", member.name)
    return Fate(row, CREATE, f"{who} becomes the representative.{new}", member.name)
