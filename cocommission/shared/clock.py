"""The one place that reads the system clock, and how a moment is written for people."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def read_clock() -> datetime:
    """The time now, aware, UTC. Only middleware, tasks and commands call it; all else is handed `now`."""
    return timezone.now()


def london(at: datetime) -> datetime:
    """`at` as the clock on the wall in England shows it."""
    return at.astimezone(LONDON)


def to_the_minute(at: datetime) -> datetime:
    """`at` without seconds, as people type a time: what a field holds before they do."""
    return at.replace(second=0, microsecond=0)


def day(on: date | datetime | None) -> str:
    """`6 November 2015`; an empty text for no date."""
    if on is None:
        return ""
    if isinstance(on, datetime):
        on = london(on).date()
    return f"{on.day} {on:%B %Y}"


def clock_time(at: datetime) -> str:
    """`9:30am`, `midday`, `11:59:59pm`; seconds only where there are any.

    In the hour that comes twice, when the clocks go back, it says which: `1:30am Greenwich Mean Time`.
    """
    local = london(at)
    if (local.minute, local.second) == (0, 0) and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    seconds = f":{local:%S}" if local.second else ""
    return f"{hour}:{local:%M}{seconds}{'am' if local.hour < 12 else 'pm'}{_which(local)}"


def _which(local: datetime) -> str:
    """Which of two moments with the same time this is; empty but for one hour of the year."""
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return ""
    return " British Summer Time" if local.dst() else " Greenwich Mean Time"


def moment(at: datetime | None) -> str:
    """`6 November 2015 at midday`; an empty text for no time."""
    return "" if at is None else f"{day(at)} at {clock_time(at)}"


def as_at(at: datetime | None) -> str:
    """How a record is dated: `the end of 6 November 2015` for the last second of a day, else as `moment` does."""
    local = None if at is None else london(at)
    is_end = local is not None and (local.hour, local.minute, local.second) == (23, 59, 59)
    return f"the end of {day(at)}" if is_end else moment(at)
