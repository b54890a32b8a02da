"""What a reader gives back: the rows, the rows it left out and why, and remarks on rows that it took."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

LINES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is left out. `refuses`: the file is wrong, and nothing of any file may be loaded."""

    file: str
    line: int
    code: str
    reason: str
    refuses: bool = True

    def to_json(self) -> dict[str, Any]:
        """The row of the report."""
        return {
            "file": self.file,
            "line": self.line,
            "code": self.code,
            "reason": self.reason,
            "refuses": self.refuses,
        }


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing about rows that were taken: how many, and the lines of the first of them."""

    file: str
    says: str
    count: int
    lines: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The row of the report."""
        return {"file": self.file, "says": self.says, "count": self.count, "lines": list(self.lines)}


@dataclass(slots=True)
class Reading:
    """A file that was read: `rows` in the order of the file, `rejected` and `notes`."""

    file: str
    rows: list[Any] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def reject(self, line: int, code: str, reason: str, *, refuses: bool = True) -> None:
        """Leaves a row out."""
        self.rejected.append(Rejected(self.file, line, code, reason, refuses))

    def note(self, says: str, lines: Iterable[int]) -> None:
        """Adds a remark when there is any line that it is about."""
        found = list(lines)
        if found:
            self.notes.append(Note(self.file, says, len(found), tuple(found[:LINES_SHOWN])))

    @property
    def refused(self) -> bool:
        """Whether the file as a whole must not be loaded."""
        return any(row.refuses for row in self.rejected)
