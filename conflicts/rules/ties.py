"""What is asked of a tie before it is recorded or ended (TIE-01, TIE-02). Plain Python."""

from collections.abc import Iterable
from datetime import date

from cocommission.shared.clock import day
from cocommission.shared.rules.blockers import Blocker
from conflicts.rules.catalogue.ties import TIE_01, TIE_02

KEEPER = "Governance officer"


def _b(missing: str, field: str, rule: str = "TIE-02") -> Blocker:
    source = TIE_01.source if rule == "TIE-01" else TIE_02.source
    return Blocker(rule=rule, missing=missing, who=KEEPER, source=source, field=field)


def period_blockers(from_on: date, to_on: date | None, source: str) -> list[Blocker]:
    """A tie has a source, and ends after it began."""
    found = []
    if not source.strip():
        found.append(_b("Enter how you know this.", "source"))
    if to_on is not None and to_on <= from_on:
        found.append(_b("The first day after it must be later than its first day.", "to_on"))
    return found


def overlap_blockers(from_on: date, to_on: date | None, others: Iterable[tuple[date, date | None]]) -> list[Blocker]:
    """The same tie is not recorded twice for the same days. `others`: the days of those that are recorded."""
    for start, end in others:
        if (end is None or from_on < end) and (to_on is None or start < to_on):
            until = f" until before {day(end)}" if end else ""
            return [_b(f"This is recorded already, from {day(start)}{until}. End that first.", "from_on")]
    return []


def ending_blockers(from_on: date, to_on: date, reason: str) -> list[Blocker]:
    """An end is later than the beginning and says why it is known."""
    found = []
    if to_on <= from_on:
        found.append(_b(f"It began on {day(from_on)}. The first day after it must be later.", "to_on"))
    if not reason.strip():
        found.append(_b("Enter how you know that it ended.", "reason"))
    return found


def link_blockers(holder: int, held: int) -> list[Blocker]:
    """An organisation holds no stake in itself."""
    if holder == held:
        return [_b("Choose another organisation. An organisation cannot have a stake in itself.", "other", "TIE-01")]
    return []


def joining_blockers(*, same: bool, both_coded: bool, reason: str) -> list[Blocker]:
    """Two entries are joined when they are one organisation; two ODS codes are two."""
    found = []
    if same:
        found.append(_b("These are already one entry.", "other"))
    if both_coded:
        found.append(_b("Both have an ODS code, so they are two organisations. Record a link between them.", "other"))
    if not reason.strip():
        found.append(_b("Enter how it is known that they are one organisation.", "reason"))
    return found
