"""Adding the calendar months and years in which the guidance counts."""

from calendar import monthrange
from datetime import date, timedelta

from conflicts.rules.values import DatedValue


def add_months(on: date, months: int) -> date:
    """The same day `months` later (earlier when negative), or the last day of a month that is shorter.

    Beyond the calendar it is the calendar's last day: a register with a far end in it still opens.
    """
    years, month = divmod(on.month - 1 + months, 12)
    year = on.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def after(on: date, period: DatedValue) -> date:
    """The day that lies one `period` of days, months or years after `on`."""
    if period.unit == "days":
        return on + timedelta(days=period.value)
    return add_months(on, period.value * (12 if period.unit == "years" else 1))
