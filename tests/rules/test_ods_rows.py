"""What each row of the four files becomes, and what is told about it."""

from datetime import date
from pathlib import Path

import pytest

from ccgs.rules.ods import read_ccgs, read_list_sizes, read_practices, read_regions
from ccgs.rules.ods.faults import Reading
from ccgs.rules.ods.list_sizes import HEADER

DATA = Path(__file__).parent.parent / "data" / "ods"


def content(name: str) -> bytes:
    return (DATA / f"{name}.csv").read_bytes()


def notes(reading: Reading) -> dict[str, int]:
    return {note.says: note.count for note in reading.notes}


def test_regions_and_teams_are_taken_others_left_out_with_a_reason() -> None:
    reading = read_regions(content("regions"), "r.csv")
    assert [(row.code, row.region_code, row.closed_on) for row in reading.rows] == [
        ("Q91", "Y91", None),
        ("Q92", "Y92", None),
        ("Q93", "Y92", date(2015, 9, 30)),
        ("Y91", "", None),
        ("Y92", "", None),
    ]
    assert [(row.line, row.code, row.refuses) for row in reading.rejected] == [(1, "A", False), (5, "W00", False)]
    assert "government office" in reading.rejected[0].reason
    assert "Wales" in reading.rejected[1].reason


def test_a_team_without_a_region_refuses_the_file() -> None:
    reading = read_regions(content("regions").replace(b'"Y91","","1 HIGH', b'"W00","","1 HIGH'), "r.csv")
    assert reading.refused


def test_hubs_are_told_from_ccgs() -> None:
    reading = read_ccgs(content("ccgs"), "c.csv")
    assert [(row.code, row.is_hub) for row in reading.rows] == [
        ("90A", False),
        ("90B", False),
        ("90C", False),
        ("91H", True),
        ("92H", True),
    ]
    assert reading.rows[1].name == "NHS BIRCH, COPPER AND DUNE CCG"
    assert list(notes(reading).values()) == [2]


def test_practices_keep_every_column_that_says_something() -> None:
    reading = read_practices(content("practices_first"), "p.csv", as_at=date(2015, 7, 16))
    row = reading.rows[2]
    assert row.name == "O'INVENTED & PARTNERS, THE GREEN"
    assert (row.code, row.line, row.parent_code, row.provider_code) == ("Z90003", 3, "90A", "90A")
    assert (row.status, row.setting, row.grouping, row.geography) == ("A", 4, "Y91", "Q91")
    assert (row.address, row.postcode) == ("1 HIGH STREET\nINVENTON", "ZZ1 1ZZ")
    assert row.opened_on == row.joined_on == date(2013, 4, 1)
    assert row.active_gp_practice
    assert [row.code for row in reading.rows if row.island] == ["J90001"]
    assert not reading.rejected


def test_the_traps_of_the_practice_file_are_counted() -> None:
    reading = read_practices(content("practices_first"), "p.csv", as_at=date(2015, 7, 16))
    assert notes(reading) == {
        "in Wales: kept as codes, never members": 1,
        "on the Channel Islands: kept as codes, never members": 1,
        "without a commissioner: never members": 1,
        "not a GP practice by setting (column 26 is not 4)": 2,
        "closed (status C)": 1,
        "dormant (status D): no practitioner, not closed": 1,
        "proposed (status P): not open yet": 1,
        "opening after the day of this release": 1,
        "commissioner (column 15, which counts) and provider (column 24) differ": 2,
        "of these, active GP practices": 2,
        "active GP practices that share their name with another: told apart by code": 2,
    }


def test_list_sizes_are_the_sum_of_the_age_bands() -> None:
    reading = read_list_sizes(content("list_sizes_first"), "l.csv")
    assert {row.code: row.patients for row in reading.rows}["Z90012"] == 1999
    assert reading.rows[0].pco_code == "90A00"
    assert notes(reading) == {"with no registered patients: never voting members": 1}


def bands(code: str, *values: str) -> bytes:
    cells = ["", "", "", "", "", "90A00", "", code, *values, *["0"] * (18 - len(values))]
    return ",".join(cells).encode()


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ([bands("Z1", "-1")], 2, "column 9 is “-1”"),
        ([bands("Z1", "1.5")], 2, "column 9 is “1.5”"),
        ([bands("Z1", "1", "")], 2, "column 10 is “”"),
        ([bands("Z1", "12345678")], 2, "column 9"),
        ([bands("Z1", *["999999"] * 2)], 2, "more than 1000000 patients"),
        ([bands("z1")], 2, "column 8 is not a practice code"),
        ([bands("Z1"), bands("Z2"), bands("Z1")], 4, "already on line 2"),
        ([], 1, "a header and no rows"),
    ],
)
def test_list_sizes_that_cannot_be_are_refused(rows: list[bytes], line: int, reason: str) -> None:
    reading = read_list_sizes(b"\n".join([",".join(HEADER).encode(), *rows]), "l.csv")
    [fault] = reading.rejected
    assert (fault.line, fault.refuses) == (line, True)
    assert reason in fault.reason
