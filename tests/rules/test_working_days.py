"""Working days of England: weekends and bank holidays do not count, also the odd ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.rules.working_days import is_working_day, working_days_between

DATES = st.dates(date(2013, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize(
    ("on", "working"),
    [
        (date(2015, 11, 6), True),  # Friday
        (date(2015, 11, 7), False),  # Saturday
        (date(2015, 11, 8), False),  # Sunday
        (date(2015, 4, 3), False),  # Good Friday
        (date(2015, 4, 6), False),  # Easter Monday
        (date(2015, 5, 4), False),  # early May bank holiday
        (date(2015, 5, 25), False),  # spring bank holiday
        (date(2015, 8, 31), False),  # summer bank holiday of England
        (date(2015, 8, 3), True),  # summer bank holiday of Scotland only
        (date(2015, 12, 25), False),
        (date(2015, 12, 26), False),  # Boxing Day on a Saturday ...
        (date(2015, 12, 28), False),  # ... so the Monday instead
        (date(2016, 1, 1), False),
        (date(2016, 12, 27), False),  # instead of Christmas Day on a Sunday
        (date(2017, 1, 2), False),  # instead of New Year's Day on a Sunday
        (date(2016, 11, 30), True),  # St Andrew's Day is no holiday of England
    ],
)
def test_days(on, working):
    assert is_working_day(on) is working


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2015, 12, 23), 1, date(2015, 12, 24)),
        (date(2015, 12, 23), 2, date(2015, 12, 29)),
        (date(2015, 12, 23), 5, date(2016, 1, 4)),
        (date(2016, 3, 24), 1, date(2016, 3, 29)),  # over Easter
        (date(2015, 10, 30), 5, date(2015, 11, 6)),
        (date(2015, 11, 6), 0, date(2015, 11, 6)),
    ],
)
def test_counting_from_the_day_after(start, days, end):
    assert working_days_between(start, end) == days


def test_fourteen_calendar_days_over_christmas_are_seven_working_days():
    assert working_days_between(date(2015, 12, 18), date(2016, 1, 1)) == 7


@given(DATES, st.integers(1, 90))
def test_one_day_more_counts_only_where_it_is_a_working_day(start, days):
    end = start + timedelta(days=days)
    before = working_days_between(start, end - timedelta(days=1))
    assert working_days_between(start, end) == before + is_working_day(end)


@given(DATES, st.integers(0, 90), st.integers(0, 90))
def test_windows_end_to_end_add_up(start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert working_days_between(start, end) == working_days_between(start, middle) + working_days_between(middle, end)


@given(DATES, st.integers(0, 60))
def test_no_window_ends_before_it_starts(start, back):
    assert working_days_between(start, start - timedelta(days=back)) == 0
