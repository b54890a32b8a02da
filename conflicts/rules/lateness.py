"""When a declaration is late: the two 28-day clocks (COI-02, COI-03). Plain Python.

The Act counts from the day on which somebody became aware, the declaration form of 2016 from the day on which the
interest arose. The first is the limit, the second an early warning.
"""

from dataclasses import dataclass
from datetime import date

from cocommission.shared.rules.blockers import LOCAL, WARNS, Blocker
from conflicts.rules.periods import after
from conflicts.rules.values import value_on

DECLARANT = "Declarant"


@dataclass(frozen=True, slots=True)
class Lateness:
    """Both clocks in days; `due_on` is the last day in time, by the Act, `warn_on` the last by the form."""

    days_since_aware: int
    days_since_arose: int
    late: bool
    warned: bool
    due_on: date
    warn_on: date
    days_late: int = 0

    @property
    def late_words(self) -> str:
        """`Late by 3 days`; nothing when it is in time."""
        return f"Late by {days_words(self.days_late)}" if self.late else ""


def lateness(arose_on: date, aware_on: date, declared_on: date) -> Lateness:
    """How a declaration of `declared_on` stands by both clocks; the periods are those of the day it became known."""
    due_on = after(aware_on, value_on("declare_within", aware_on))
    warn_on = after(arose_on, value_on("arose_warning", arose_on))
    return Lateness(
        days_since_aware=(declared_on - aware_on).days,
        days_since_arose=(declared_on - arose_on).days,
        late=declared_on > due_on,
        warned=declared_on > warn_on,
        due_on=due_on,
        warn_on=warn_on,
        days_late=max(0, (declared_on - due_on).days),
    )


def days_words(days: int) -> str:
    """`the same day`, `1 day`, `40 days`."""
    return "the same day" if days == 0 else f"{days:,} day{'' if days == 1 else 's'}"


def lateness_blockers(found: Lateness, late_reason: str) -> list[Blocker]:
    """What a late declaration is told: warnings by both clocks, and a reason that the late one must give."""
    reasons = []
    if found.late:
        reasons.append(
            Blocker(
                "COI-02",
                f"Declared {days_words(found.days_since_aware)} after you became aware of it: late by "
                f"{days_words(found.days_late)}. The Conflicts of Interest Guardian is told.",
                "Guardian",
                "NHS Act 2006 s14O",
                WARNS,
                "aware_on",
            )
        )
        if not late_reason.strip():
            reasons.append(Blocker("COI-02", "Enter why it is declared late.", DECLARANT, LOCAL, field="late_reason"))
    elif found.warned:
        reasons.append(
            Blocker(
                "COI-03",
                f"Declared {days_words(found.days_since_arose)} after it arose. It is in time because you "
                f"became aware of it later. Check for new interests more often.",
                DECLARANT,
                "Annex A declaration form 2016",
                WARNS,
                "arose_on",
            )
        )
    return reasons
