"""A file that is wrong is refused with its lines, and nothing of any file is loaded."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from ccgs.actions.load_ods import LoadRefused, OdsFile, load_ods
from ccgs.models import CCG, ListSize, MemberPractice, PracticeVersion, Region, Release
from cocommission.shared.models import Entry
from tests.factories.ccgs import as_csv, file_of, ods_row, practice_row, release_files

pytestmark = pytest.mark.django_db
JULY = date(2015, 7, 16)
MODELS = (Region, CCG, MemberPractice, PracticeVersion, ListSize, Release, Entry)
BREAK: dict[str, Callable[[bytes], bytes]] = {
    "columns": lambda content: content.replace(b',""\r\n', b"\r\n", 1).replace(b",0\n", b"\n", 1),
    "bom": lambda content: b"\xef\xbb\xbf" + content,
    "cp1252": lambda content: content.replace(b"INVENTON", b"INVENT\xd6N", 1).replace(b"NAME", b"N\xc4ME", 1),
    "nul": lambda content: content.replace(b"INVENT", b"INV\x00NT", 1),
    "quote": lambda content: content.replace(b"INVENT", b'"INVENT', 1),
    "200 kB": lambda content: content.replace(b"INVENT", b"X" * 200_000, 1),
    "empty": lambda content: b"",
}


def written() -> list[int]:
    return [model.objects.count() for model in MODELS]


def refused(files: list[OdsFile], now: datetime) -> LoadRefused:
    before = written()
    with pytest.raises(LoadRefused) as caught:
        load_ods(files=files, as_at=JULY, by=None, now=now)
    assert written() == before
    report = caught.value.report
    assert report.refused
    assert report.written == 0
    assert all(count == 0 for counts in report.counts.values() for fate, count in counts.items() if fate != "rejected")
    return caught.value


@pytest.mark.parametrize("kind", [0, 1, 2, 3], ids=["regions", "ccgs", "practices", "list_sizes"])
@pytest.mark.parametrize("how", BREAK)
def test_one_bad_file_refuses_all_four(how: str, kind: int, now: datetime) -> None:
    files = release_files("first")
    content = BREAK[how](files[kind].content)
    if how == "columns" and kind == 3:
        content = files[kind].content.replace(b"\n", b",1\n", 2)
    files[kind] = OdsFile(files[kind].kind, "broken.csv", content)
    refusal = refused(files, now)
    told = [row for row in refusal.report.rejected if row.refuses]
    assert told
    assert {row.file for row in told} == {"broken.csv"}
    assert all(row.line >= 1 and row.reason for row in told)
    assert refusal.texts[0].startswith("broken.csv, line ")
    assert refusal.status == 400


def with_base(now: datetime) -> None:
    load_ods(files=release_files("first"), as_at=JULY, by=None, now=now)


@pytest.mark.parametrize(
    ("kind", "row", "reason"),
    [
        ("practices", practice_row("Z1", ccg="99Z"), "commissioner “99Z” is not a CCG that is loaded"),
        ("practices", practice_row("Z1", c3="Y99"), "region “Y99” is not loaded"),
        ("ccgs", ods_row("90D", c3="Y99", c4="Q91", c14="C"), "region “Y99” is not loaded"),
        ("ccgs", ods_row("90D", c3="Y91", c4="Q99", c14="C"), "local team “Q99” is not loaded"),
        ("regions", ods_row("Q99", c3="Y99"), "region Y99 is neither in this file nor loaded"),
    ],
)
def test_unknown_codes_are_refused_with_their_line(kind: str, row: list[str], reason: str, now: datetime) -> None:
    with_base(now)
    good = file_of(kind, "practices_first" if kind == "practices" else kind).content
    refusal = refused([OdsFile(kind, "x.csv", good + as_csv(row))], now)
    [fault] = [row for row in refusal.report.rejected if row.refuses]
    assert reason in fault.reason
    assert (fault.line, fault.code) == (good.count(b"\n") + 1, row[0])


def test_unknown_codes_that_cannot_be_members_are_kept(now: datetime) -> None:
    with_base(now)
    rows = [
        practice_row("Z1", ccg="99Z", c26="9"),
        practice_row("Z2", ccg="99Z", c13="C"),
        practice_row("Z3", ccg="7A9", c3="W00"),
        practice_row("Z4", ccg=""),
    ]
    report = load_ods(files=[OdsFile("practices", "x.csv", as_csv(*rows))], as_at=JULY, by=None, now=now)
    assert report.counts["practices"]["created"] == 4
    assert "practices known before are not in this file: left as they were" in [note.says for note in report.notes]


def test_one_unknown_practice_among_many_list_sizes_is_left_out(now: datetime) -> None:
    with_base(now)
    header, *rows = file_of("list_sizes", "list_sizes_first").content.splitlines()
    many = [practice_row(f"Y{number:05d}") for number in range(30)]
    load_ods(files=[OdsFile("practices", "m.csv", as_csv(*many))], as_at=JULY, by=None, now=now)
    sizes = [rows[0].replace(b"Z90001", f"Y{number:05d}".encode()) for number in range(30)]
    unknown = rows[0].replace(b"Z90001", b"Q00000")
    content = b"\n".join([header, *rows, *sizes, unknown])
    report = load_ods(files=[OdsFile("list_sizes", "l.csv", content)], as_at=JULY, by=None, now=now)
    [row] = report.rejected
    assert (row.line, row.code, row.refuses) == (41, "Q00000", False)
    assert report.counts["list_sizes"]["rejected"] == 1
    assert report.counts["list_sizes"]["created"] == 30


def test_list_sizes_without_practices_are_refused(now: datetime) -> None:
    load_ods(files=release_files("first")[:2], as_at=JULY, by=None, now=now)
    refusal = refused([file_of("list_sizes", "list_sizes_first")], now)
    assert len(refusal.report.rejected) == 9
    assert "load the practices first" in refusal.texts[0]


def test_a_ccg_does_not_turn_into_a_hub(now: datetime) -> None:
    with_base(now)
    turned = OdsFile("ccgs", "x.csv", as_csv(ods_row("90A", c3="Y91", c4="Q91", c14="H")))
    assert "may not turn into a commissioning hub" in refused([turned], now).texts[0]
