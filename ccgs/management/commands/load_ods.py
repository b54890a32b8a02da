"""`manage.py load_ods`: loads the public files of regions, CCGs, practices and list sizes."""

import csv
import json
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ccgs.actions.load_ods import LoadRefused, LoadReport, OdsFile, load_ods
from ccgs.terms.organisations import ReleaseKind
from cocommission.shared.clock import read_clock

OPTIONS = {
    ReleaseKind.REGIONS: "--regions",
    ReleaseKind.CCGS: "--ccgs",
    ReleaseKind.PRACTICES: "--practices",
    ReleaseKind.LIST_SIZES: "--list-sizes",
}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"{text} is not a date as YYYY-MM-DD") from problem


class Command(BaseCommand):
    """Exit 0 loaded (or would load), 1 refused with reasons, 2 wrong use."""

    help = "Loads ODS regions, CCGs, practices and list sizes: all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The four files (any of them), the day they speak about, --dry-run, --json, --rows."""
        for kind, option in OPTIONS.items():
            parser.add_argument(option, dest=kind.value, metavar="FILE", type=Path, help=kind.label)
        parser.add_argument("--as-at", required=True, type=_day, metavar="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--rows", metavar="FILE", type=Path, help="write every row's fate to FILE as CSV")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads the files, loads them and reports."""
        files = [self._file(kind, options[kind.value]) for kind in OPTIONS if options[kind.value]]
        if not files:
            self._wrong_use(f"name at least one file: {', '.join(OPTIONS.values())}")
        try:
            report = load_ods(
                files=files, as_at=options["as_at"], by=None, now=read_clock(), dry_run=options["dry_run"]
            )
        except LoadRefused as refusal:
            self._tell(refusal.report, options)
            raise SystemExit(1) from refusal
        self._tell(report, options)

    def _file(self, kind: ReleaseKind, path: Path) -> OdsFile:
        try:
            return OdsFile(kind.value, path.name, path.read_bytes())
        except OSError as problem:
            self._wrong_use(f"{path} cannot be read: {problem.strerror}")
            raise

    def _wrong_use(self, text: str) -> None:
        self.stderr.write(f"load_ods: {text}")
        raise SystemExit(2)

    def _tell(self, report: LoadReport, options: dict[str, Any]) -> None:
        if options["rows"]:
            with options["rows"].open("w", newline="") as out:
                rows = csv.writer(out)
                rows.writerow(["file", "line", "code", "fate", "what"])
                rows.writerows(row.to_json() for row in report.rows)
        if options["json"]:
            self.stdout.write(json.dumps(report.to_json()))
            return
        for kind, counts in report.counts.items():
            if any(counts.values()):
                self.stdout.write(f"{kind}: " + ", ".join(f"{count} {fate}" for fate, count in counts.items()))
        for note in report.notes:
            lines = ", ".join(map(str, note.lines[:5])) + (" …" if note.count > len(note.lines[:5]) else "")
            self.stdout.write(f"  {note.file}: {note.count} {note.says}" + (f" (line {lines})" if note.lines else ""))
        for row in report.rejected:
            self.stdout.write(f"  {row.file}, line {row.line}, {row.code or 'no code'}: {row.reason}")
        if report.refused:
            self.stdout.write("Refused: nothing was loaded.")
        elif report.dry_run:
            self.stdout.write("Dry run: nothing was written.")
        else:
            self.stdout.write(f"Loaded: {report.written} rows written.")
