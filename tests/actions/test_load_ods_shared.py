"""The real public files: every count that is known of them. Skipped where the files are not."""

import csv
import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccgs.actions.load_ods import LoadReport, OdsFile, load_ods
from ccgs.models import CCG, MemberPractice, PracticeVersion
from ccgs.queries.members import ccg_list, members_at
from tests.browser import Browser

SHARED = Path(os.environ.get("COCOMMISSION_SHARED") or Path(__file__).parents[3] / "shared") / "data"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason=f"the public files are not at {SHARED} (COCOMMISSION_SHARED)"),
]
JULY, FEBRUARY = date(2015, 7, 16), date(2016, 2, 1)
BASE = {"regions": "first_run/eauth_2017_08.csv", "ccgs": "first_run/eccg_2016_02.csv"}
OLD = {"practices": "reimport/epraccur_2015_09.csv", "list_sizes": "reimport/Patient_List_Size_2015_04-06.csv"}
NEW = {"practices": "first_run/epraccur_2016_02.csv", "list_sizes": "first_run/Patient_List_Size_2016_01-03.csv"}


def load(which: dict[str, str], as_at: date, now: datetime, **options: Any) -> LoadReport:
    files = [OdsFile(kind, Path(name).name, (SHARED / name).read_bytes()) for kind, name in {**BASE, **which}.items()]
    return load_ods(files=files, as_at=as_at, by=None, now=now, **options)


def says(report: LoadReport) -> dict[str, int]:
    return {note.says: note.count for note in report.notes}


def test_the_first_run_files(now: datetime, client: Browser) -> None:
    report = load(NEW, FEBRUARY, now)
    assert report.counts["practices"]["created"] == 12_922
    assert report.counts["regions"] == {"created": 19, "updated": 0, "unchanged": 0, "closed": 0, "rejected": 12}
    assert [(row.line, row.code) for row in report.rejected if row.file.startswith("Patient")] == [
        (2286, "Y05286"),
        (2553, "Y05291"),
        (5462, "Y05248"),
    ]
    notes = says(report)
    assert notes["CCGs open on the day of this release"] == 209
    assert notes["CCGs that closed before it: kept, never listed for later days"] == 3
    assert notes["in Wales: kept as codes, never members"] == 704
    assert notes["without a commissioner: never members"] == 163
    assert notes["commissioner (column 15, which counts) and provider (column 24) differ"] == 1584
    assert notes["of these, active GP practices"] == 4

    rows = {row.code: row for row in ccg_list(FEBRUARY)}
    with (SHARED / "lists/ccg_expected_counts_2016_02_DERIVED.csv").open(newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == len(rows) == 209
    assert {
        row["ccg_code"]: (
            row["ccg_name"],
            row["region_code"],
            row["local_team_name"],
            int(row["active_gp_practices"]),
            int(row["of_which_with_patients"]),
            int(row["patients_via_epraccur_commissioner"]),
        )
        for row in expected
    } == {
        code: (row.name, row.region_code, row.team_name, row.active, row.practices, row.patients)
        for code, row in rows.items()
    }
    assert sum(row.active for row in rows.values()) == 7756
    assert sum(row.practices for row in rows.values()) == 7668
    assert sum(row.patients for row in rows.values()) == 57_521_994
    assert len({row.region_code for row in rows.values()}) == 4

    again = load(NEW, FEBRUARY, now)
    assert again.written == 0
    assert again.counts["practices"]["unchanged"] == 12_922

    page = json.loads(client.get("/api/v1/ccgs/", {"at": "2016-02-01"}).content)
    assert page["count"] == 209
    assert sum(item["practices"] for item in page["items"]) == 7668
    practices = json.loads(client.get("/api/v1/ccgs/09W/practices/", {"at": "2016-02-01"}).content)
    assert practices["count"] == 53

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/ccgs/", {"at": "2016-02-01"})
    assert response.status_code == 200
    assert "209 CCGs" in response.content.decode()
    assert len(queries) <= 6


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the older one last"])
def test_both_dates_stay_answerable(order: tuple[int, int], now: datetime) -> None:
    releases = ((OLD, JULY), (NEW, FEBRUARY))
    reports = [load(*releases[index], now) for index in order]
    if order == (0, 1):
        assert says(reports[0])["with no registered patients: never voting members"] == 1408
        assert reports[1].counts["practices"] == {
            "created": 118,
            "updated": 495,
            "unchanged": 12_180,
            "closed": 129,
            "rejected": 0,
        }
        told = [row.says for row in reports[1].rows if row.kind == "practices"]
        assert sum("name “" in text for text in told) == 127
        assert sum("commissioner “" in text.replace("joined commissioner", "") for text in told) == 18
    medway = CCG.objects.get(code="09W")
    for on, active, voting, members in ((JULY, 7795, 7733, 56), (date(2016, 1, 31), 7795, 7733, 56)):
        rows = ccg_list(on)
        assert (len(rows), sum(row.active for row in rows), sum(row.practices for row in rows)) == (209, active, voting)
        assert len(members_at(medway, on)) == members
    rows = ccg_list(FEBRUARY)
    assert (len(rows), sum(row.active for row in rows), sum(row.practices for row in rows)) == (209, 7756, 7668)
    assert len(members_at(medway, FEBRUARY)) == 53

    assert MemberPractice.objects.count() == 12_922
    ends = PracticeVersion.objects.filter(to_on=FEBRUARY)
    starts = {version.practice_id: version for version in PracticeVersion.objects.filter(from_on=FEBRUARY)}
    changed = [(version, starts[version.practice_id]) for version in ends]
    assert len(changed) == 495 + 129
    assert sum(old.name != new.name for old, new in changed) == 127
    assert sum(old.parent_code != new.parent_code for old, new in changed) == 18
    assert PracticeVersion.objects.count() == 12_804 + 118 + len(changed)
    assert PracticeVersion.objects.filter(to_on=None).count() == 12_922
    if order == (0, 1):
        assert load(OLD, JULY, now).written == 0
