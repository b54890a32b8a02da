"""Files that are not what they should be are refused with the line; good ones are read whole."""

from datetime import date
from pathlib import Path

import pytest

from ccgs.rules.ods import read_ccgs, read_list_sizes, read_practices, read_regions
from ccgs.rules.ods.faults import Reading
from ccgs.rules.ods.text import MOST_FAULTS, is_code, ods_date, split_rows

DATA = Path(__file__).parent.parent / "data" / "ods"
DAY = date(2015, 7, 16)
LINES = (DATA / "practices_first.csv").read_bytes().split(b"\r\n")[:-1]


def practices_with(line: int, content: bytes) -> Reading:
    """The first practices file with one line replaced."""
    lines = [*LINES]
    lines[line - 1] = content
    return read_practices(b"\r\n".join(lines) + b"\r\n", "p.csv", as_at=DAY)


def only_fault(reading: Reading) -> tuple[int, str]:
    """The one reason why the file is refused."""
    [row] = [row for row in reading.rejected if row.refuses]
    return row.line, row.reason


LONG = b'"Z90003","' + b"x" * 200_000 + b'"' + b',""' * 25
CASES = [
    ("too few columns", LINES[2].rsplit(b",", 1)[0], "26 columns where 27"),
    ("too many columns", LINES[2] + b',""', "28 columns where 27"),
    ("cp1252", LINES[2].replace(b"O'INVENTED", b"O\x92INVENTED"), "byte 0x92 is not UTF-8"),
    ("NUL", LINES[2].replace(b"GREEN", b"GR\x00EN"), "NUL byte"),
    ("unclosed quote", LINES[2].replace(b'GREEN"', b"GREEN"), "not a row of comma-separated values"),
    ("quote never closed", b'"Z90003,', "not a row of comma-separated values"),
    ("200 kB cell", LONG, "a cell has 200002 characters"),
    ("long cell", LINES[2].replace(b"INVENTON", b"N" * 1001), "longer than 1000"),
    ("empty line", b"", "the line is empty"),
    ("carriage return", LINES[2].replace(b"GREEN", b"GR\rEN"), "carriage return"),
    ("status", LINES[2].replace(b'"A","B"', b'"X","B"'), "column 13, the status, is “X”"),
    ("sub-type", LINES[2].replace(b'"A","B"', b'"A","Q"'), "column 14, the sub-type"),
    ("setting word", LINES[2].replace(b'"4",""', b'"four",""'), "column 26, the prescribing setting"),
    ("setting unknown", LINES[2].replace(b'"4",""', b'"77",""'), "which ODS does not know"),
    ("date", LINES[2].replace(b'"20130401","","A"', b'"20130431","","A"'), "“20130431” is not a date"),
    ("date with dashes", LINES[2].replace(b'"20130401","","A"', b'"2013-04-01","","A"'), "not a date as YYYYMMDD"),
    ("closes first", LINES[2].replace(b'"20130401","","A"', b'"20130401","20130331","A"'), "closes before it opens"),
    ("no name", LINES[2].replace(b'"O\'INVENTED & PARTNERS, THE GREEN"', b'""'), "the name, is empty"),
    ("code", LINES[2].replace(b"Z90003", b"Z 003"), "column 1 is not an ODS code"),
    ("duplicate", LINES[2].replace(b"Z90003", b"Z90001"), "already on line 1"),
]


@pytest.mark.parametrize(("content", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_fault_is_told_with_its_line(content: bytes, reason: str) -> None:
    line, told = only_fault(practices_with(3, content))
    assert (line, reason in told) == (3, True), told


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_is_refused_on_line_1(mark: bytes) -> None:
    line, told = only_fault(read_practices(mark + b"\r\n".join(LINES), "p.csv", as_at=DAY))
    assert line == 1
    assert "byte order mark" in told


@pytest.mark.parametrize("content", [b"", b"\r\n", b"  \n\n", b"\n" * 5000])
def test_an_empty_file_is_refused(content: bytes) -> None:
    for reading in (
        read_regions(content, "f"),
        read_ccgs(content, "f"),
        read_practices(content, "f", as_at=DAY),
        read_list_sizes(content, "f"),
    ):
        assert only_fault(reading) == (1, "the file is empty")


def test_reading_stops_when_everything_is_wrong() -> None:
    reading = read_practices(b"a,b\n" * 5000, "p.csv", as_at=DAY)
    assert len(reading.rejected) == MOST_FAULTS + 1
    assert "stopped" in reading.rejected[-1].reason


def test_line_ends_and_a_missing_last_one_do_not_matter() -> None:
    for end in (b"\n", b"\r\n"):
        for last in (b"", end, end + end):
            reading = Reading("f")
            rows = split_rows(b'"a","b,c"' + end + b'1,"d ""e"""' + last, reading, columns=2)
            assert list(rows) == [(1, ["a", "b,c"]), (2, ["1", 'd "e"'])]
            assert not reading.rejected


def test_utf_8_is_taken() -> None:
    reading = practices_with(3, LINES[2].replace(b"GREEN", "GRÜN".encode()))
    assert reading.rows[2].name.endswith("GRÜN")
    assert not reading.refused


def test_the_wrong_file_is_noticed() -> None:
    practices = (DATA / "practices_first.csv").read_bytes()
    sizes = (DATA / "list_sizes_first.csv").read_bytes()
    assert "right file?" in read_ccgs(practices, "f").rejected[0].reason
    assert "is it the right file?" in read_regions(practices, "f").rejected[-1].reason
    assert "right file?" in read_practices((DATA / "ccgs.csv").read_bytes(), "f", as_at=DAY).rejected[0].reason
    assert only_fault(read_list_sizes(sizes.split(b"\n", 1)[1], "f"))[1].startswith("the first line is not the header")


def test_dates_and_codes() -> None:
    assert ods_date("") is None
    assert ods_date("20160229") == date(2016, 2, 29)
    for text in ("2016022", "201602290", "20150229", "2016O229", "٢٠١٦٠٢٢٩"):
        with pytest.raises(ValueError, match="not a date"):
            ods_date(text)
    assert [is_code(text) for text in ("09W", "G82001", "", "g82001", "A 1", "X" * 13, "É1")] == [
        True,
        True,
        *[False] * 5,
    ]
