"""Organisations for tests: invented regions, CCGs, practices and list sizes, and the small public-looking files."""

import csv
import io
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from ccgs.actions.load_ods import OdsFile
from ccgs.models import CCG, Contract, ListSize, ListSizeRelease, LocalTeam, MemberPractice, PracticeVersion, Region
from tests.factories.ccgs_people import LONG_AGO

WHY = "Made for a test"
DATA = Path(__file__).parent.parent / "data" / "ods"
_numbers = count(1)


def _kept(row: Any) -> Any:
    return row.record(by=None, at=LONG_AGO, why=WHY)


def region(code: str = "Y91", name: str = "Invented North Region") -> Region:
    """The region with this code; made when there is none."""
    return Region.objects.filter(code=code).first() or _kept(Region(code=code, name=name))


def local_team(code: str = "Q91", name: str = "Invented team", of: Region | None = None) -> LocalTeam:
    """A local team."""
    return _kept(LocalTeam(code=code, name=name, region=of or region()))


def ccg(code: str = "", name: str = "", of: Region | None = None, **fields: Any) -> CCG:
    """A CCG open since 2013; `fields` such as is_hub, closed_on."""
    number = next(_numbers)
    code = code or f"9{number:03d}"
    fields = {"opened_on": LONG_AGO.date(), **fields}
    return _kept(CCG(code=code, name=name or f"NHS Invented {number} CCG", region=of or region(), **fields))


def list_sizes(from_on: date | None = None, label: str = "Invented list sizes") -> ListSizeRelease:
    """The list-size release of that day (default: 1 April 2013); made when there is none."""
    from_on = from_on or LONG_AGO.date()
    found = ListSizeRelease.objects.filter(from_on=from_on).first()
    return found or _kept(ListSizeRelease(from_on=from_on, label=label))


def practice(
    of: CCG | None,
    patients: int | None = 1000,
    code: str = "",
    name: str = "",
    release: ListSizeRelease | None = None,
    **version: Any,
) -> MemberPractice:
    """A practice of `of`, active GP practice unless `version` says else (status, setting, from_on, to_on ...)."""
    number = next(_numbers)
    on = LONG_AGO.date()
    code, name = code or f"Z{number:05d}", name or f"Invented Practice {number}"
    row = _kept(MemberPractice(code=code, name=name, opened_on=on))
    facts = {"status": "A", "setting": 4, "opened_on": on, "from_on": on, "name": name, **version}
    _kept(PracticeVersion(practice=row, ccg=of, parent_code=of.code if of else "", **facts))
    if patients is not None:
        _kept(ListSize(release=release or list_sizes(), practice=row, patients=patients))
    return row


def contract(of: MemberPractice, kind: str = "GMS", status: str = "ACTIVE", from_on: date | None = None) -> Contract:
    """A contract of a practice, in force since 2013."""
    return _kept(Contract(practice=of, kind=kind, status=status, from_on=from_on or LONG_AGO.date()))


def file_of(kind: str, name: str) -> OdsFile:
    """One of the small files in tests/data/ods, for example file_of("practices", "practices_first")."""
    return OdsFile(kind, f"{name}.csv", (DATA / f"{name}.csv").read_bytes())


def release_files(which: str) -> list[OdsFile]:
    """The four small files of the "first" or "second" release."""
    return [
        file_of("regions", "regions"),
        file_of("ccgs", "ccgs"),
        file_of("practices", f"practices_{which}"),
        file_of("list_sizes", f"list_sizes_{which}"),
    ]


def ods_row(code: str, name: str = "INVENTED", **columns: str) -> list[str]:
    """A row of 27 columns; `columns` by number, for example c13="A"; dates and the rest have plain defaults."""
    row = [""] * 27
    row[0], row[1], row[10] = code, name, "20130401"
    for column, value in columns.items():
        row[int(column.removeprefix("c")) - 1] = value
    return row


def practice_row(code: str, name: str = "INVENTED", ccg: str = "90A", **columns: str) -> list[str]:
    """An active GP practice's row."""
    plain = {"c3": "Y91", "c4": "Q91", "c13": "A", "c14": "B", "c15": ccg, "c24": ccg, "c26": "4"}
    return ods_row(code, name, **{**plain, **columns})


def as_csv(*rows: list[str]) -> bytes:
    """Rows as the public files write them."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()
