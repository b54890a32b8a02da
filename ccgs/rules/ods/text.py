"""From bytes to rows with their line numbers. Whatever is wrong with the file is said with the line it is on."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ccgs.rules.ods.faults import Reading

BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
LONGEST_CELL = 1_000
LONGEST_LINE = 30_000
LARGEST_FILE = 50_000_000
MOST_FAULTS = 1_000


def split_rows(content: bytes, reading: Reading, *, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a comma-separated file as (line, cells), one by one; faults go into `reading`.

    The public files are plain ASCII, one row a line; UTF-8 is taken too. Nothing else is guessed at.
    """
    text = _text(content, reading)
    if text is None:
        return
    for line, cells, length in _cells(text, reading):
        if len(cells) != columns:
            reading.reject(line, cells[0][:20] if cells else "", f"{len(cells)} columns where {columns} are expected")
        elif length > LONGEST_CELL and len(max(cells, key=len)) > LONGEST_CELL:
            reading.reject(line, cells[0][:20], f"a cell is longer than {LONGEST_CELL} characters")
        else:
            yield line, [cell.strip() for cell in cells]


def _text(content: bytes, reading: Reading) -> str | None:
    if len(content) > LARGEST_FILE:
        reading.reject(1, "", f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
    elif content.startswith(BOMS):
        reading.reject(1, "", "the file starts with a byte order mark: save it as plain UTF-8 or ASCII without one")
    elif not content.strip():
        reading.reject(1, "", "the file is empty")
    elif b"\x00" in content:
        reading.reject(_line_of(content, content.index(b"\x00")), "", "there is a NUL byte: this is not a text file")
    else:
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as problem:
            line = _line_of(content, problem.start)
            reading.reject(line, "", f"byte 0x{content[problem.start]:02x} is not UTF-8: save the file as UTF-8")
    return None


def _line_of(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _cells(text: str, reading: Reading) -> Iterator[tuple[int, list[str], int]]:
    """Each line's cells and its length. A row may not run over lines, so an unclosed quote is found where it opens."""
    for number, line in enumerate(text.rstrip("\r\n").split("\n"), start=1):
        if len(reading.rejected) >= MOST_FAULTS:
            reading.reject(number, "", f"reading stopped after {MOST_FAULTS} faults")
            return
        line = line.removesuffix("\r")
        if not line:
            reading.reject(number, "", "the line is empty")
        elif "\r" in line:
            reading.reject(number, "", "there is a carriage return inside the row")
        elif len(line) > LONGEST_LINE:
            longest = max(map(len, line.split(",")))
            reading.reject(number, "", f"a cell has {longest} characters; the longest allowed is {LONGEST_CELL}")
        else:
            try:
                yield number, next(csv.reader([line], strict=True)), len(line)
            except csv.Error as problem:
                reading.reject(number, "", f"not a row of comma-separated values ({problem}): is a quote not closed?")


@lru_cache(maxsize=4096)  # a national file repeats a few hundred days fifty thousand times
def ods_date(text: str) -> date | None:
    """YYYYMMDD as a date, None for an empty cell. Raises ValueError for anything else."""
    if not text:
        return None
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise ValueError(f"“{text[:20]}” is not a date as YYYYMMDD")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as problem:
        raise ValueError(f"“{text}” is not a date as YYYYMMDD") from problem


def is_code(text: str) -> bool:
    """Whether it looks like an ODS code: 1 to 12 capital letters and digits."""
    return 1 <= len(text) <= 12 and text.isascii() and text.isalnum() and text == text.upper()
