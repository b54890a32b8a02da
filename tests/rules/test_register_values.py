"""The dated numbers: one value per key and day, chosen by the date of the fact."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.rules.blockers import STRENGTHS
from conflicts.rules.periods import add_months, after
from conflicts.rules.values import JUNE_2017, MEANS, VALUES, in_words, value_on

DAYS = st.dates(date(2013, 4, 1), date(2030, 12, 31))


@given(on=DAYS)
def test_every_day_has_at_most_one_value_of_a_key(on: date) -> None:
    keys = [value.key for value in VALUES if value.holds(on)]
    assert len(keys) == len(set(keys))


@given(on=DAYS, key=st.sampled_from([key for key in MEANS if key != "shareholding_over"]))
def test_every_day_has_a_value_of_every_key(on: date, key: str) -> None:
    assert value_on(key, on).holds(on)


def test_a_day_without_a_value_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="shareholding_over"):
        value_on("shareholding_over", JUNE_2017)


def test_every_value_has_words_a_source_and_a_strength() -> None:
    assert {value.key for value in VALUES} == set(MEANS)
    assert all(value.source and value.strength in STRENGTHS for value in VALUES)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("reconfirm_every", 6, 12),
        ("decision_makers_only", 0, 1),
        ("gift_promotional_up_to", 0, 600),
        ("gift_no_entry_under", 1000, 5000),
        ("hospitality_no_entry_under", 2500, 2500),
        ("hospitality_approval_over", 2500, 7500),
    ],
)
def test_gif_09_the_guidance_of_16_june_2017_changes_the_value_on_its_day(key: str, before: int, after: int) -> None:
    assert value_on(key, JUNE_2017 - timedelta(days=1)).value == before
    assert value_on(key, JUNE_2017).value == after


def test_a_number_that_no_source_gives_is_local_policy() -> None:
    assert value_on("training_valid_for", JUNE_2017).local
    assert not value_on("declare_within", JUNE_2017).local


@pytest.mark.parametrize(
    ("key", "on", "words"),
    [
        ("gift_promotional_up_to", JUNE_2017, "£6.00"),
        ("mcp_advert_over", JUNE_2017, "£589,148"),
        ("training_pass_mark", JUNE_2017, "80%"),
        ("declare_within", JUNE_2017, "28 days"),
        ("decision_makers_only", JUNE_2017, "Yes"),
        ("lay_members_least", JUNE_2017, "2 people"),
    ],
)
def test_numbers_as_people_read_them(key: str, on: date, words: str) -> None:
    assert in_words(value_on(key, on)) == words


def test_months_end_on_the_last_day_where_there_is_no_such_day() -> None:
    assert add_months(date(2016, 8, 31), 6) == date(2017, 2, 28)
    assert add_months(date(2016, 2, 29), -12) == date(2015, 2, 28)
    assert add_months(date(2016, 12, 1), 1) == date(2017, 1, 1)


def test_a_period_is_counted_from_a_day() -> None:
    assert after(date(2017, 7, 1), value_on("declare_within", JUNE_2017)) == date(2017, 7, 29)
    assert after(date(2017, 8, 31), value_on("public_after_end", JUNE_2017)) == date(2018, 2, 28)
