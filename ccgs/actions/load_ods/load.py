"""The one door for public files."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ccgs.actions.load_ods.list_sizes import merge_list_sizes
from ccgs.actions.load_ods.practices import merge_practices
from ccgs.actions.load_ods.regions import merge_regions
from ccgs.actions.load_ods.report import LoadRefused, LoadReport
from ccgs.actions.load_ods.sql import Load
from ccgs.actions.load_ods.versions_of_ccgs import merge_ccgs
from ccgs.models import Release
from ccgs.rules.ods import Reading, read_ccgs, read_list_sizes, read_practices, read_regions
from ccgs.terms.organisations import ReleaseKind
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.turns import take_turn
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person


@dataclass(frozen=True, slots=True)
class OdsFile:
    """A public file: its kind (ReleaseKind), its name as the report shows it, its unmodified bytes."""

    kind: str
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash by which a release is known."""
        return hashlib.sha256(self.content).hexdigest()


READERS: dict[str, Callable[[OdsFile, date], Reading]] = {
    ReleaseKind.REGIONS: lambda file, as_at: read_regions(file.content, file.name),
    ReleaseKind.CCGS: lambda file, as_at: read_ccgs(file.content, file.name),
    ReleaseKind.PRACTICES: lambda file, as_at: read_practices(file.content, file.name, as_at=as_at),
    ReleaseKind.LIST_SIZES: lambda file, as_at: read_list_sizes(file.content, file.name),
}
MERGES: dict[str, Callable[[Load, Reading], None]] = {
    ReleaseKind.REGIONS: merge_regions,
    ReleaseKind.CCGS: merge_ccgs,
    ReleaseKind.PRACTICES: merge_practices,
    ReleaseKind.LIST_SIZES: merge_list_sizes,
}


def load_ods(
    *,
    files: Sequence[OdsFile],
    as_at: date,
    by: Person | None,
    now: datetime,
    dry_run: bool = False,
    expected: Mapping[str, Any] | None = None,
) -> LoadReport:
    """Loads any subset of the four files as what was so on `as_at`; with `dry_run` only says what it would do.

    The rows that a release states are in force from `as_at` until the next release of their kind, also when that
    one was loaded before. `expected`: the counts that a dry run showed; other counts raise Conflict. Raises
    LoadRefused with every fault and its line when any file is wrong: then nothing of any file is loaded (F-01).
    """
    if not files:
        raise Refused("Choose at least one file to load.", status=400)
    report = LoadReport(as_at.isoformat(), dry_run)
    ordered = sorted(files, key=lambda file: list(READERS).index(file.kind))
    readings = [(file, READERS[file.kind](file, as_at)) for file in ordered]
    if any(reading.refused for _, reading in readings):
        for file, reading in readings:
            report.take(file.kind, reading)
        raise LoadRefused(report)
    with transaction.atomic():
        take_turn("ccgs.load_ods")
        load = Load(report=report, as_at=as_at, by=by, now=now)
        for file, reading in readings:
            load.begin(file.kind, file.name)
            MERGES[file.kind](load, reading)
            report.take(file.kind, reading)
            if report.refused:
                raise LoadRefused(report)
        if expected is not None and any(expected.get(kind) != counts for kind, counts in report.counts.items()):
            raise Conflict("The data changed after this dry run. Upload the files again and look at the new report.")
        _remember(report, readings, as_at=as_at, by=by, now=now)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _remember(
    report: LoadReport,
    readings: Sequence[tuple[OdsFile, Reading]],
    *,
    as_at: date,
    by: Person | None,
    now: datetime,
) -> None:
    """Writes a record of each file and one ledger entry, unless the same files were loaded for the same day before."""
    new = []
    for file, reading in readings:
        known = Release.objects.filter(kind=file.kind, as_at=as_at, sha256=file.sha256).exists()
        if not known:
            counts = report.counts[file.kind]
            new.append(
                Release.objects.create(
                    kind=file.kind,
                    as_at=as_at,
                    file_name=file.name[-200:],
                    sha256=file.sha256,
                    rows=len(reading.rows),
                    counts=counts,
                    loaded_by=by,
                    loaded_at=now,
                )
            )
    if not new and not report.written:
        return
    facts = {
        "as_at": as_at.isoformat(),
        "files": [{"kind": file.kind, "name": file.name, "sha256": file.sha256} for file, _ in readings],
        "counts": {file.kind: report.counts[file.kind] for file, _ in readings},
    }
    subject = f"ccgs.Release:{new[0].pk}" if new else "ccgs.Release"
    enter(book="NATIONAL", act="ods.loaded", by=by, now=now, subject=subject, facts=facts)
    report.written += len(new) + 1
