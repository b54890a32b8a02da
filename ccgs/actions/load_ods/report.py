"""What a load did, or a dry run would do, row by row."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ccgs.rules.ods import Note, Reading, Rejected
from ccgs.terms.organisations import ReleaseKind
from cocommission.shared.errors import Refused

CREATED, UPDATED, UNCHANGED, CLOSED, REJECTED = FATES = ("created", "updated", "unchanged", "closed", "rejected")
REASONS_TOLD = 20


class RowFate(NamedTuple):
    """One row of a file: its line, its code, what happens to it and, when it changes, what changes."""

    kind: str
    line: int
    code: str
    fate: str
    says: str = ""

    def to_json(self) -> list[Any]:
        """As compact as 13,000 of them should be."""
        return [self.kind, self.line, self.code, self.fate, self.says]


@dataclass(slots=True)
class LoadReport:
    """`rows`: every row's fate; `written`: records that were (or would be) written; `refused`: nothing was."""

    as_at: str
    dry_run: bool
    rows: list[RowFate] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    written: int = 0
    refused: bool = False

    def take(self, kind: str, reading: Reading) -> None:
        """Adds what a file's reader left out and remarked."""
        self.rejected += reading.rejected
        self.notes += reading.notes
        self.rows += [RowFate(kind, row.line, row.code, REJECTED, row.reason) for row in reading.rejected]
        self.refused = self.refused or reading.refused

    def refuse(self) -> None:
        """Nothing is loaded: only the rejected rows keep a fate."""
        self.refused, self.written = True, 0
        self.rows = [row for row in self.rows if row.fate == REJECTED]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Rows by kind of file and fate."""
        found = Counter((row.kind, row.fate) for row in self.rows)
        return {kind: {fate: found[kind, fate] for fate in FATES} for kind in ReleaseKind.values}

    def to_json(self) -> dict[str, Any]:
        """The report that the command prints and the upload page keeps."""
        return {
            **self.counts,
            "rejected": [row.to_json() for row in self.rejected],
            "notes": [note.to_json() for note in self.notes],
            "as_at": self.as_at,
            "dry_run": self.dry_run,
            "refused": self.refused,
            "written": self.written,
        }


class LoadRefused(Refused):
    """At least one file is wrong, so nothing of any file was loaded. `report` names every line."""

    def __init__(self, report: LoadReport) -> None:
        report.refuse()
        self.report = report
        told = [row for row in report.rejected if row.refuses][:REASONS_TOLD]
        super().__init__(*(f"{row.file}, line {row.line}: {row.reason}" for row in told), status=400)
