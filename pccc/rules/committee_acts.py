"""What can be done with a committee, in which state, and who may be appointed to it (F-40)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ccgs.terms import Permission
from cocommission.shared.clock import day, london
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker, blocking
from pccc.rules.composition import CHAIRLESS, RULE_BY_ID, SECRETARY, Composition
from pccc.terms.committees import CommitteeKind, CommitteeState, Office

LOCAL = "Local policy"
COI_05_SOURCE = "Guidance of June 2016; local policy"
WARNING_DAYS = (60, 30)
"""How many days before a membership ends somebody is told."""


def _b(missing: str, *, field: str = "", rule: str = "", level: str = "B", who: str = SECRETARY) -> Blocker:
    return Blocker(rule, missing, who, LOCAL if not rule else COI_05_SOURCE, level, field)


def _act(title: str, *states: str, otherwise: str, rule: str = "COM-01", **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.RUN_COMMITTEES,
        who="Governance officer or committee secretary",
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=rule,
        source=RULE_BY_ID[rule].source,
        **more,
    )


def _change(title: str, rule: str = "COM-01") -> Act:
    words = "The committee has ended. You can no longer change it."
    return _act(title, CommitteeState.DRAFT, CommitteeState.ACTIVE, otherwise=words, rule=rule)


EDIT = _change("Change the description")
TERMS = _change("Set the terms of reference", "PCC-09")
INVITE = _change("Record an invitation", "PCC-07")
SEAT = _change("Add a seat", "PCC-07")
SEAT_END = _change("Abolish the seat", "COM-02")
APPOINT = _change("Appoint", "COM-02")
MEMBERSHIP_END = _change("End the membership", "COM-02")
ACTIVATE = _act(
    "Activate the committee",
    CommitteeState.DRAFT,
    otherwise="You can activate a committee once, while it is being set up.",
)
END = _act(
    "End the committee",
    CommitteeState.ACTIVE,
    otherwise="You can end a committee only while it is active.",
    final="The committee takes no more decisions, and you cannot make it active again. Its records are kept.",
    destroys=True,
    leads_to=frozenset({CommitteeState.ENDED}),
)


def activation_blockers(state: str, composed: Composition, *, has_terms: bool) -> list[Blocker]:
    """What is missing before a committee can become active, and what to think about."""
    if against := ACTIVATE.blockers(state):
        return against
    found = [] if has_terms else [_b("There are no terms of reference in force today. Set them.", field="terms")]
    if composed.facts.kind != CommitteeKind.PCCC and not composed.facts.holding(Office.CHAIR):
        found.append(_b("There is no chair. Appoint a chair."))
    return [*found, *(blocker for blocker in composed.blockers if blocker.field != CHAIRLESS)]


def broken_by(before: Composition, after: Composition) -> list[Blocker]:
    """The rules of composition that an act would newly break."""
    kept = set(before.failing)
    return [blocker for blocker in blocking(after.blockers) if blocker.rule not in kept]


@dataclass(frozen=True, slots=True)
class Held:
    """A membership of the same committee, as far as an appointment minds it."""

    person_id: int
    person_name: str
    seat_id: int
    deputy: bool
    office: str
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody who is to hold a seat, or to stand in for its holder, from one moment until just before another."""

    person_id: int
    person_name: str
    seat_id: int
    seat_from: date
    seat_to: date | None
    deputy: bool
    office: str
    starts_at: datetime
    ends_at: datetime | None
    reason: str
    state: str
    others: tuple[Held, ...] = field(default=())

    def overlaps(self, held: Held) -> bool:
        """Whether the two hold at the same moment."""
        return (held.ends_at is None or self.starts_at < held.ends_at) and (
            self.ends_at is None or held.starts_at < self.ends_at
        )


def _times(wanted: Appointment) -> Iterator[Blocker]:
    first = london(wanted.starts_at).date()
    if wanted.ends_at is not None and wanted.ends_at <= wanted.starts_at:
        yield _b("The end must come after the start.", field="ends_at")
    if first < wanted.seat_from:
        yield _b(f"The seat exists from {day(wanted.seat_from)}. Start then or later.", field="starts_at")
    if wanted.seat_to is not None and first >= wanted.seat_to:
        yield _b(f"The seat was abolished on {day(wanted.seat_to)}.", field="starts_at")


def _others(wanted: Appointment) -> Iterator[Blocker]:
    for held in filter(wanted.overlaps, wanted.others):
        if held.seat_id == wanted.seat_id and not held.deputy and not wanted.deputy:
            until = f" until {day(held.ends_at)}" if held.ends_at else ""
            yield _b(f"{held.person_name} holds this seat{until}. End that membership first.", field="starts_at")
        if wanted.office and held.office == wanted.office:
            office = str(Office(wanted.office).label).lower()
            yield _b(f"{held.person_name} is {office} then. A committee can have only one at a time.", field="office")
        if held.person_id == wanted.person_id and not (held.deputy or wanted.deputy) and held.seat_id != wanted.seat_id:
            yield _b(f"{held.person_name} holds another seat of this committee then. A person can hold only one seat.")
        if held.person_id == wanted.person_id and held.seat_id == wanted.seat_id and held.deputy != wanted.deputy:
            yield _b("The holder of a seat cannot be its deputy as well.", field="deputy")
        if held.person_id == wanted.person_id and held.seat_id == wanted.seat_id and held.deputy and wanted.deputy:
            yield _b(f"{held.person_name} is a deputy for this seat then already.", field="person")


def appointment_blockers(wanted: Appointment) -> list[Blocker]:
    """Why the appointment cannot be made. Composition is asked separately, see `broken_by`."""
    found = APPOINT.blockers(wanted.state)
    if not wanted.reason.strip():
        found.append(_b("Enter how the appointment was made.", field="reason"))
    if wanted.deputy and wanted.office:
        found.append(_b("A deputy cannot hold an office.", field="office"))
    return [*found, *_times(wanted), *_others(wanted)]


def ends_within(ends_at: datetime | None, now: datetime) -> int | None:
    """Days until a membership ends where it is time to warn (60, then 30), else None. Whole days, rounded up."""
    if ends_at is None or ends_at <= now:
        return None
    days = (london(ends_at).date() - london(now).date()).days
    return days if days <= max(WARNING_DAYS) else None


def warning_step(days: int) -> int:
    """Which of the two warnings is due with so many days left: 60 or 30."""
    return min(step for step in WARNING_DAYS if days <= step)
