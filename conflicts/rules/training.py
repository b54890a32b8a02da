"""Training in conflicts of interest: who needs module 1, what counts, who is due (GOV-05). Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ccgs.terms.roles import RoleCode
from cocommission.shared.rules.blockers import Blocker
from conflicts.rules.periods import after
from conflicts.rules.values import value_on
from conflicts.terms.breaches import TrainingModule

REMIND_BEFORE = timedelta(days=30)
SOURCE = "NHS England, training in conflicts of interest"


@dataclass(frozen=True, slots=True)
class NeededBy:
    """The roles that need a module from a day on (None: always) until the day before `until`."""

    module: str
    roles: frozenset[str]
    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


NEEDED: tuple[NeededBy, ...] = (
    NeededBy(
        TrainingModule.ONE,
        frozenset(
            {
                RoleCode.ACCOUNTABLE_OFFICER,
                RoleCode.AUDIT_CHAIR,
                RoleCode.FINANCE_OFFICER,
                RoleCode.GOVERNANCE_OFFICER,
                RoleCode.GOVERNING_BODY_MEMBER,
                RoleCode.GP_MEMBER,
                RoleCode.GUARDIAN,
                RoleCode.LAY_MEMBER,
                RoleCode.REGISTERED_NURSE,
                RoleCode.SECONDARY_CARE,
            }
        ),
    ),
)
"""Whose role alone asks for a module; everybody who takes decisions for the CCG needs module 1 as well."""


def roles_that_need(module: str, on: date) -> frozenset[str]:
    """The roles that need a module on a day."""
    return frozenset(role for row in NEEDED if row.module == module and row.holds(on) for role in row.roles)


def passed(score: int, on: date) -> bool:
    """Whether a score of that day is a pass (GOV-05)."""
    return score >= value_on("training_pass_mark", on).value


def valid_until(taken_on: date) -> date:
    """The first day on which a module taken that day no longer counts."""
    return after(taken_on, value_on("training_valid_for", taken_on))


def training_blockers(*, score: int, taken_on: date, today: date) -> list[Blocker]:
    """Why a record cannot be kept as it is. A failed test is kept too: it does not count, and says so."""
    found = []
    if not 0 <= score <= 100:
        found.append(Blocker("GOV-05", "A score is between 0 and 100 per cent.", "", SOURCE, field="score"))
    if taken_on > today:
        found.append(Blocker("GOV-05", "The day must be today or in the past.", "", SOURCE, field="taken_on"))
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """One module taken by somebody."""

    score: int
    taken_on: date
    valid_until_on: date

    def counts(self, on: date) -> bool:
        """Passed, and still valid on that day."""
        return self.taken_on <= on < self.valid_until_on and passed(self.score, self.taken_on)


def counts_until(taken: Iterable[Taken], on: date) -> date | None:
    """Until when somebody's training counts, seen from a day; None when it does not count on it."""
    return max((row.valid_until_on for row in taken if row.counts(on)), default=None)


def is_due(until: date | None, on: date) -> bool:
    """Whether somebody has to take the module: they have not, or it ends within a month."""
    return until is None or until - REMIND_BEFORE <= on


def share_met(trained: int, needed: int, on: date) -> bool:
    """Whether enough of those who need it have passed module 1."""
    return trained * 100 >= needed * value_on("training_share", on).value
