"""When somebody is asked for their interests, and when they are reminded (COI-04, COI-05). Plain Python.

Asked on appointment, then again and again: every six months until 15 June 2017, every twelve from 16 June 2017.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cocommission.shared.clock import LONDON, london
from conflicts.rules.periods import after
from conflicts.rules.values import value_on
from conflicts.terms.interests import Occasion

LADDER = (28, 7, 0)
"""Reminders before a periodic confirmation falls due, in days; afterwards one every `CHASE_EVERY` days."""
CHASE_EVERY = 28
LAST_CHASE = 10
"""How many times somebody overdue is chased; from then on the officer has to speak to them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is asked of somebody: why, until when, and when they last answered (None: never)."""

    occasion: Occasion
    due_at: datetime
    last_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the last moment has passed without an answer."""
        return now > self.due_at

    def is_asked(self, now: datetime) -> bool:
        """Whether an answer is wanted now: on appointment at once, periodically from the first reminder on."""
        return self.occasion == Occasion.APPOINTMENT or now >= self.due_at - timedelta(days=LADDER[0])


def end_of(on: date) -> datetime:
    """The last minute of a day in London."""
    return datetime.combine(on, time(23, 59), LONDON)


def confirm_by(last: date) -> date:
    """The day by which somebody who answered on `last` confirms again (COI-04).

    The period is that of the day on which the confirmation falls due: whoever would have confirmed after 15 June 2017
    by the six-monthly rule has until a year after the last answer.
    """
    due = after(last, value_on("reconfirm_every", last))
    return after(last, value_on("reconfirm_every", due))


def asked_from(starts_at: datetime, added_at: datetime) -> datetime:
    """From when somebody in a position can be asked: its start, or when it became known, if that was later."""
    return max(starts_at, added_at)


def standing(starts_at: datetime, added_at: datetime, last_at: datetime | None) -> Standing:
    """What is asked of the holder of one position who last answered at `last_at`.

    An answer shortly before the position started (within the period of a declaration) is an answer on appointment.
    """
    asked = asked_from(starts_at, added_at)
    period = value_on("declare_within", london(asked).date())
    if last_at is None or last_at < starts_at - timedelta(days=period.value):
        return Standing(Occasion.APPOINTMENT, end_of(after(london(asked).date(), period)), last_at)
    return Standing(Occasion.PERIODIC, end_of(confirm_by(london(last_at).date())), last_at)


def earliest(found: Iterable[Standing]) -> Standing | None:
    """The one that is due first: somebody in several positions answers once for all of them."""
    return min(found, key=lambda one: one.due_at, default=None)


def reminder(one: Standing, now: datetime) -> str:
    """Which message is due now, as part of a key that is used once; empty for none.

    Only the nearest step: an outage leaves no pile of reminders behind.
    """
    if now > one.due_at:
        times = (now - one.due_at).days // CHASE_EVERY + 1
        return f"overdue:{min(times, LAST_CHASE)}"
    if one.occasion == Occasion.APPOINTMENT:
        near = now >= one.due_at - timedelta(days=LADDER[1])
        return "near" if near else "asked"
    steps = [days for days in LADDER if one.due_at - timedelta(days=days) <= now]
    return f"before:{min(steps)}" if steps else ""
