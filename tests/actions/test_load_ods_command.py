"""The command: its JSON, its exit codes, its words."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ccgs.models import MemberPractice
from tests.factories.ccgs import DATA

pytestmark = pytest.mark.django_db
ALL = {
    "regions": DATA / "regions.csv",
    "ccgs": DATA / "ccgs.csv",
    "practices": DATA / "practices_first.csv",
    "list_sizes": DATA / "list_sizes_first.csv",
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command as a shell would: gives exit code, output and errors."""

    def call(*arguments: Any) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            call_command("load_ods", *map(str, arguments))
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


def options(**files: Path) -> list[Any]:
    return [part for name, path in files.items() for part in (f"--{name.replace('_', '-')}", path)]


def test_the_json_is_the_one_of_the_contract(run: Any) -> None:
    code, out, _ = run(*options(**ALL), "--as-at", "2015-07-16", "--json")
    report = json.loads(out)
    assert code == 0
    for kind in ALL:
        assert set(report[kind]) == {"created", "updated", "unchanged", "closed", "rejected"}
    assert report["practices"]["created"] == 14
    assert [(row["file"], row["line"], row["code"]) for row in report["rejected"]] == [
        ("regions.csv", 1, "A"),
        ("regions.csv", 5, "W00"),
    ]
    assert all(row["reason"] for row in report["rejected"])


def test_a_dry_run_says_so_and_writes_every_rows_fate(run: Any, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    code, out, _ = run(*options(**ALL), "--as-at", "2015-07-16", "--dry-run", "--rows", rows)
    assert code == 0
    assert "Dry run: nothing was written." in out
    assert "practices: 14 created" in out
    assert "in Wales" in out
    assert not MemberPractice.objects.exists()
    with rows.open(newline="") as file:
        told = list(csv.DictReader(file))
    assert len(told) == 35
    assert told[0] == {"file": "regions", "line": "6", "code": "Y91", "fate": "created", "what": ""}


def test_a_bad_file_is_exit_1_with_reasons(run: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b'"Z1","two columns"\r\n')
    code, out, _ = run(*options(**{**ALL, "practices": bad}), "--as-at", "2015-07-16", "--json")
    report = json.loads(out)
    assert code == 1
    assert report["refused"] is True
    assert ("bad.csv", 1, "Z1", "2 columns where 27 are expected") in [
        (row["file"], row["line"], row["code"], row["reason"]) for row in report["rejected"]
    ]
    code, out, _ = run(*options(practices=bad), "--as-at", "2015-07-16")
    assert code == 1
    assert "bad.csv, line 1, Z1: 2 columns" in out
    assert "Refused: nothing was loaded." in out


def test_wrong_use_is_exit_2(run: Any, tmp_path: Path) -> None:
    code, _, err = run("--as-at", "2015-07-16")
    assert (code, "name at least one file" in err) == (2, True)
    code, _, err = run(*options(ccgs=tmp_path / "absent.csv"), "--as-at", "2015-07-16")
    assert (code, "cannot be read" in err) == (2, True)
    with pytest.raises(CommandError, match="not a date"):  # argparse itself exits with 2 when run from a shell
        run(*options(ccgs=ALL["ccgs"]), "--as-at", "16/07/2015")
