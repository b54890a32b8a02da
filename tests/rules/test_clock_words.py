"""How moments are written, and working days of England."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cocommission.shared.clock import as_at, day, moment
from cocommission.shared.forms.fields import MomentField
from cocommission.shared.forms.widgets import Parts
from cocommission.shared.rules.working_days import is_working_day, working_days_between


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2015, 11, 6, 12, tzinfo=UTC), "6 November 2015 at midday"),
        (datetime(2015, 11, 6, 11, 59, 59, tzinfo=UTC), "6 November 2015 at 11:59:59am"),
        (datetime(2015, 7, 16, 8, 30, tzinfo=UTC), "16 July 2015 at 9:30am"),
        (datetime(2015, 7, 16, 23, tzinfo=UTC), "17 July 2015 at midnight"),
        (datetime(2016, 1, 1, 12, 5, tzinfo=UTC), "1 January 2016 at 12:05pm"),
        (datetime(2015, 10, 25, 0, 30, tzinfo=UTC), "25 October 2015 at 1:30am British Summer Time"),
        (datetime(2015, 10, 25, 1, 30, tzinfo=UTC), "25 October 2015 at 1:30am Greenwich Mean Time"),
        (datetime(2015, 10, 25, 2, 0, tzinfo=UTC), "25 October 2015 at 2:00am"),
        (datetime(2015, 10, 24, 23, 59, tzinfo=UTC), "25 October 2015 at 12:59am"),
        (datetime(2015, 3, 29, 1, 0, tzinfo=UTC), "29 March 2015 at 2:00am"),
        (None, ""),
    ],
)
def test_moment(at, words):
    assert moment(at) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2015, 7, 16, 22, 59, 59, tzinfo=UTC), "the end of 16 July 2015"),
        (datetime(2015, 7, 16, 23, 59, 59, tzinfo=UTC), "17 July 2015 at 12:59:59am"),
        (datetime(2015, 11, 6, 12, tzinfo=UTC), "6 November 2015 at midday"),
        (None, ""),
    ],
)
def test_a_record_of_a_whole_day_is_as_at_its_end(at, words):
    assert as_at(at) == words


def test_day_follows_the_wall_clock():
    assert day(datetime(2015, 7, 16, 23, 30, tzinfo=UTC)) == "17 July 2015"
    assert day(date(2015, 7, 16)) == "16 July 2015"


def test_bank_holidays_of_england_are_no_working_days():
    assert not is_working_day(date(2015, 12, 28)), "Boxing Day substitute"
    assert not is_working_day(date(2015, 8, 31)), "summer bank holiday"
    assert is_working_day(date(2015, 11, 30)), "St Andrew's Day is Scotland's"
    assert not is_working_day(date(2015, 11, 7))


def test_working_days_count_from_the_day_after():
    assert working_days_between(date(2015, 12, 24), date(2015, 12, 29)) == 1
    assert working_days_between(date(2015, 10, 30), date(2015, 11, 6)) == 5
    assert working_days_between(date(2015, 12, 24), date(2016, 1, 4)) == 4
    assert working_days_between(date(2016, 1, 4), date(2015, 12, 24)) == 0


def test_no_two_moments_of_a_year_are_written_alike():
    first = datetime(2015, 1, 1, tzinfo=UTC)
    quarters = [first + timedelta(minutes=15 * number) for number in range(365 * 96)]
    assert len({moment(at) for at in quarters}) == len(quarters)


@pytest.mark.parametrize("typed", [("25", "10", "2015", "1:30am"), ("29", "3", "2015", "1am")])
def test_an_hour_that_comes_twice_or_never_is_refused_with_what_to_type(typed):
    with pytest.raises(ValidationError, match="Enter a time before 1am, or 2am or later: the clocks change that night"):
        MomentField().clean(Parts(*typed))


def test_the_hours_beside_it_are_taken():
    assert MomentField().clean(Parts("25", "10", "2015", "2am")) == datetime(2015, 10, 25, 2, tzinfo=UTC)
    assert MomentField().clean(Parts("29", "3", "2015", "2am")) == datetime(2015, 3, 29, 1, tzinfo=UTC)
