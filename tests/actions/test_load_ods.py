"""Loading the small invented files: what is written, what is told, and what stays answerable."""

from datetime import date, datetime
from typing import Any

import pytest

from ccgs.actions.load_ods import LoadRefused, LoadReport, OdsFile, load_ods
from ccgs.models import CCG, ListSize, LocalTeam, MemberPractice, PracticeVersion, Region, Release
from ccgs.queries.members import ccg_list, members_at
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Person
from tests.factories.ccgs import as_csv, file_of, practice_row, release_files
from tests.factories.ccgs_people import steward

pytestmark = pytest.mark.django_db
JULY, FEBRUARY = date(2015, 7, 16), date(2016, 2, 1)
ZERO = {"created": 0, "updated": 0, "unchanged": 0, "closed": 0, "rejected": 0}


def load(which: str, as_at: date, now: datetime, **options: Any) -> LoadReport:
    return load_ods(files=release_files(which), as_at=as_at, by=options.pop("by", None), now=now, **options)


def figures(on: date) -> dict[str, tuple[int, int, int]]:
    return {row.code: (row.active, row.practices, row.patients) for row in ccg_list(on)}


def everything() -> list[Any]:
    """Every row that a load writes, history included."""
    models = (Region, LocalTeam, CCG, MemberPractice, PracticeVersion, ListSize)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return [*rows, *([model.history.count() for model in models]), Release.objects.count(), Entry.objects.count()]


def test_a_first_load(now: datetime) -> None:
    report = load("first", JULY, now)
    assert report.counts == {
        "regions": {**ZERO, "created": 5, "rejected": 2},
        "ccgs": {**ZERO, "created": 5},
        "practices": {**ZERO, "created": 14},
        "list_sizes": {**ZERO, "created": 9},
    }
    assert figures(JULY) == {"90A": (4, 3, 9500), "90B": (2, 2, 9999)}
    assert CCG.objects.get(code="92H").local_team is None
    assert PracticeVersion.objects.get(practice__code="W90001").ccg is None
    assert not report.refused


def test_every_row_has_a_fate(now: datetime) -> None:
    report = load("first", JULY, now)
    told = [(row.kind, row.line) for row in report.rows]
    assert len(told) == len(set(told)) == 7 + 5 + 14 + 9


def test_loading_twice_writes_nothing(now: datetime) -> None:
    load("first", JULY, now)
    before = everything()
    report = load("first", JULY, now)
    assert report.written == 0
    assert {name: count["unchanged"] for name, count in report.counts.items()} == {
        "regions": 5,
        "ccgs": 5,
        "practices": 14,
        "list_sizes": 9,
    }
    assert everything() == before


def test_a_dry_run_tells_the_same_and_writes_nothing(now: datetime) -> None:
    before = everything()
    dry = load("first", JULY, now, dry_run=True)
    assert everything() == before
    real = load("first", JULY, now)
    assert dry.rows == real.rows
    assert dry.written == real.written > 0


def test_a_later_release_changes_only_what_differs(now: datetime) -> None:
    load("first", JULY, now)
    report = load("second", FEBRUARY, now)
    assert report.counts["practices"] == {**ZERO, "created": 1, "updated": 3, "unchanged": 10, "closed": 1}
    fates = {row.code: (row.fate, row.says) for row in report.rows if row.kind == "practices"}
    assert fates["Z90001"] == ("updated", "name “THE SURGERY” → “THE NEW SURGERY”")
    assert "commissioner “90A” → “90B”" in fates["Z90002"][1]
    assert fates["Z90003"] == ("unchanged", "")  # only the "amended" column differs
    assert fates["Z90004"][0] == "closed"
    assert "status “D” → “C”" in fates["Z90004"][1]
    assert fates["Z90006"] == ("updated", "status “P” → “A”")
    assert figures(FEBRUARY) == {"90A": (4, 3, 7300), "90B": (4, 4, 17999)}
    assert figures(JULY) == {"90A": (4, 3, 9500), "90B": (2, 2, 9999)}
    assert figures(date(2016, 1, 31)) == figures(JULY)
    assert figures(date(2015, 7, 15)) == {"90A": (0, 0, 0), "90B": (0, 0, 0)}


def test_names_and_parents_are_those_of_the_day(now: datetime) -> None:
    load("first", JULY, now)
    load("second", FEBRUARY, now)
    amber = CCG.objects.get(code="90A")
    assert [member.name for member in members_at(amber, JULY)][:2] == ["THE SURGERY", "THE SURGERY"]
    assert [member.code for member in members_at(amber, JULY)] == ["Z90001", "Z90002", "Z90003"]
    assert [member.code for member in members_at(amber, FEBRUARY)] == ["Z90001", "Z90003", "Z90006"]
    assert MemberPractice.objects.get(code="Z90001").name == "THE NEW SURGERY"


def test_history_says_who_when_and_why(now: datetime) -> None:
    by = steward()
    load("first", JULY, now, by=by)
    load("second", FEBRUARY, now, by=by)
    version = PracticeVersion.objects.get(practice__code="Z90001", from_on=JULY)
    assert version.to_on == FEBRUARY
    last, first = version.history.all()
    assert [first.history_type, last.history_type] == ["+", "~"]
    assert (first.to_on, last.to_on) == (None, FEBRUARY)
    assert last.history_date == now
    assert (last.history_user_id, last.history_actor_id, last.history_actor_name) == (by.pk, by.pk, by.name)
    assert last.history_change_reason == "ODS practices as at 2016-02-01: practices_second.csv"
    assert MemberPractice.objects.get(code="Z90001").history.count() == 2
    for model in (CCG, MemberPractice, PracticeVersion, ListSize):
        assert set(model.objects.values_list("pk", flat=True)) == set(model.history.values_list("id", flat=True))


def test_one_ledger_entry_with_the_counts(now: datetime) -> None:
    report = load("first", JULY, now)
    [entry] = Entry.objects.filter(act="ods.loaded")
    assert entry.book.key == "NATIONAL"
    assert '"practices": {"closed": 0, "created": 14' in entry.body
    load("first", JULY, now)
    assert Entry.objects.filter(act="ods.loaded").count() == 1
    assert Release.objects.get(kind="practices").counts == report.counts["practices"]


def test_a_part_of_the_files_may_be_loaded_later(now: datetime) -> None:
    load_ods(files=release_files("first")[:3], as_at=JULY, by=None, now=now)
    assert figures(JULY) == {"90A": (4, 0, 0), "90B": (2, 0, 0)}
    report = load_ods(files=[file_of("list_sizes", "list_sizes_first")], as_at=JULY, by=None, now=now)
    assert report.counts["practices"] == ZERO
    assert figures(JULY) == {"90A": (4, 3, 9500), "90B": (2, 2, 9999)}


def test_a_practice_that_a_release_does_not_name_has_no_patients(now: datetime) -> None:
    load("first", JULY, now)
    file = file_of("list_sizes", "list_sizes_first")
    shorter = type(file)(file.kind, "shorter.csv", b"\n".join(file.content.split(b"\n")[:3]) + b"\n")
    load_ods(files=[shorter], as_at=FEBRUARY, by=None, now=now)
    assert figures(FEBRUARY)["90A"] == (4, 2, 7000)
    assert figures(FEBRUARY)["90B"] == (2, 0, 0)


def test_a_correction_of_the_same_day_is_kept_in_history(now: datetime) -> None:
    load("first", JULY, now)
    file = file_of("practices", "practices_first")
    corrected = type(file)(file.kind, "corrected.csv", file.content.replace(b"SOUTH ONE", b"SOUTH ONE SURGERY"))
    report = load_ods(files=[corrected], as_at=JULY, by=None, now=now)
    assert report.counts["practices"] == {**ZERO, "updated": 1, "unchanged": 13}
    version = PracticeVersion.objects.get(practice__code="Z90011")
    assert version.name == "SOUTH ONE SURGERY"
    assert [row.name for row in version.history.all()] == ["SOUTH ONE SURGERY", "SOUTH ONE"]


def test_ccgs_are_renamed_moved_and_closed_with_dates(now: datetime) -> None:
    load("first", JULY, now)
    file = file_of("ccgs", "ccgs")
    content = file.content.replace(b"AMBER VALE", b"AMBER HILLS").replace(
        b'INVENTON","","","ZZ1 1ZZ","20130401","","","C","","","","","","","","0","","","","",""\r\n"90C"',
        b'INVENTON","","","ZZ1 1ZZ","20130401","20160331","","C","","","","","","","","0","","","","",""\r\n"90C"',
    )
    report = load_ods(files=[type(file)("ccgs", "later.csv", content)], as_at=FEBRUARY, by=None, now=now)
    assert report.counts["ccgs"] == {**ZERO, "updated": 1, "closed": 1, "unchanged": 3}
    assert [row.name for row in ccg_list(JULY)][0] == "NHS AMBER VALE CCG"
    assert [row.name for row in ccg_list(FEBRUARY)][0] == "NHS AMBER HILLS CCG"
    assert [row.code for row in ccg_list(date(2016, 3, 31))] == ["90A", "90B"]
    assert [row.code for row in ccg_list(date(2016, 4, 1))] == ["90A"]


def test_a_confirmation_is_bound_to_what_was_shown(now: datetime) -> None:
    shown = load("first", JULY, now, dry_run=True)
    load("second", JULY, now)
    with pytest.raises(Conflict, match="changed after this dry run"):
        load("first", JULY, now, expected=shown.counts)


def test_no_file_is_refused(now: datetime) -> None:
    with pytest.raises(Refused, match="at least one file"):
        load_ods(files=[], as_at=JULY, by=None, now=now)


def test_a_cell_with_backslashes_and_tabs_arrives_as_it_is(now: datetime) -> None:
    load_ods(files=release_files("first")[:2], as_at=JULY, by=None, now=now)
    row = practice_row("Z1", r"A\N \. B	C")
    load_ods(files=[OdsFile("practices", "p.csv", as_csv(row))], as_at=JULY, by=None, now=now)
    assert MemberPractice.objects.get(code="Z1").name == r"A\N \. B	C"


def test_the_person_may_be_unknown(now: datetime) -> None:
    load("first", JULY, now)
    assert Release.objects.filter(loaded_by=None).count() == 4
    assert not Person.objects.filter(is_staff=True).exists()
    with pytest.raises(LoadRefused):
        load_ods(files=[file_of("practices", "ccgs")], as_at=JULY, by=None, now=now)
