"""When a CCG can leave delegation (APP-15): notice by 30 September for the next 1 April."""

from datetime import date


def exit_is_late(leaves_on: date, given_on: date) -> bool:
    """Whether notice given on `given_on` for `leaves_on` (a 1 April) comes after 30 September of the year before."""
    return given_on > date(leaves_on.year - 1, 9, 30)


def next_exit(given_on: date) -> date:
    """The first 1 April for which notice given on `given_on` is in time."""
    coming = date(given_on.year + 1, 4, 1)
    return date(coming.year + 1, 4, 1) if exit_is_late(coming, given_on) else coming
