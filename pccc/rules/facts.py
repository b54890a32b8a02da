"""What people type about committees, seats, agenda items and decisions, on the way from form to row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pccc.terms import Part, Remedy


@dataclass(frozen=True, slots=True)
class DescriptionFacts:
    """What a committee is and is called. `common_name` is shared by committees in common."""

    kind: str
    name: str
    common_name: str = ""
    meets_in_public: bool = True


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """A version of the terms of reference. `quorum` is a rule of `rules.quorum.language` as JSON.

    `remedies` are those of PCC-18; `audit_vice_reason` says why the Audit Chair is vice chair.
    """

    from_on: date
    quorum: Mapping[str, Any]
    text: str = ""
    remedies: Sequence[str] = (Remedy.DEFER, Remedy.REFER)
    casting_vote: bool = True
    lay_executive_quorum: bool = True
    notice_days: int = 7
    questions_days: int = 10
    audit_vice_reason: str = ""


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat: held as what, for whom, with a vote or without, from when, and the first day without it."""

    role: str
    organisation: str
    voting: bool
    from_on: date
    title: str = ""
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ListedItemFacts:
    """An item as it is put on an agenda. `late_reason` says why it comes after the agenda was published."""

    title: str
    kind: str
    summary: str = ""
    part: str = Part.PUBLIC
    private_reason: str = ""
    functions: Sequence[str] = ()
    affects_all_practices: bool = False
    moves_contract: bool = False
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class DecidedFacts:
    """What was decided at an item, and how.

    `votes` gives the Choice of every voting member in the room who was not ruled out (PCC-11), by person id;
    `consensus` instead of them: all agreed without a vote. `casting` is the chair's, for equal votes (PCC-17).
    """

    text: str = ""
    rationale: str = ""
    votes: Mapping[int, str] = field(default_factory=dict)
    consensus: bool = False
    casting: str = ""


@dataclass(frozen=True, slots=True)
class UrgentDecisionFacts:
    """What was decided between meetings. `conflicts`: which interests those who decided have, and how handled."""

    function: str
    title: str
    text: str
    urgent_reason: str
    conflicts: str
    rationale: str = ""
