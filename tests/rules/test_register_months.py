"""The register of interests month by month: true to the entries, in order, inside its box, no text on another."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cocommission.shared.clock import london
from cocommission.shared.rules.drawings import Rect, Words
from conflicts.rules.register_months import MONTHS, due_picture, month_ends, register_months, register_picture
from tests.drawings import outside, overlapping

NOW = datetime(2015, 11, 18, 9, tzinfo=UTC)
moments = st.integers(0, 15 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
entries = st.frozensets(st.integers(1, 40))


def seen(*sets, now=NOW):
    return list(zip(month_ends(now)[-len(sets) :], sets, strict=True))


def texts(picture):
    return [shape.text for shape in picture.shapes if isinstance(shape, Words)]


def test_a_month_ends_with_its_last_second_in_england_and_the_last_one_now():
    ends = month_ends(NOW)
    assert len(ends) == MONTHS + 1
    assert ends[-1] == NOW
    assert [london(at).isoformat() for at in ends[-3:-1]] == [
        "2015-09-30T23:59:59+01:00",
        "2015-10-31T23:59:59+00:00",
    ]
    first_second = datetime(2015, 9, 30, 23, 0, tzinfo=UTC)  # midnight of 1 October in England
    assert register_months(seen(set(), set(), now=first_second))[-1].begins_on == date(2015, 10, 1)


def test_each_month_counts_what_came_and_what_left():
    months = register_months(seen({1, 2}, {2, 3, 4}, {3}))
    assert [(month.name, month.active, month.new, month.gone) for month in months] == [
        ("October 2015", 3, 2, 1),
        ("November 2015", 1, 0, 2),
    ]
    assert months[0].query == "since=2015-09-30&at=2015-10-31"


@settings(max_examples=200, deadline=None)
@given(st.lists(entries, min_size=MONTHS + 1, max_size=MONTHS + 1), moments)
def test_every_picture_lies_in_its_box_and_its_columns_are_true(sets, now):
    months = register_months(seen(*sets, now=now))
    picture = register_picture(months)
    if picture is None:
        assert not any(month.active or month.gone for month in months)
        return
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    columns = [one for one in picture.shapes if isinstance(one, Rect) and one.width == 22]
    unit = 120 / max(*(month.active for month in months), *(month.gone for month in months))
    for tone, number in (("main", "stayed"), ("good", "new"), ("quiet", "gone")):
        drawn = sum(one.height for one in columns if one.tone == tone)
        counted = sum(month.active - month.new if number == "stayed" else getattr(month, number) for month in months)
        assert abs(drawn - unit * counted) < 0.2 * MONTHS


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_large_numbers_are_left_out_rather_than_laid_on_each_other(before, after):
    months = register_months(seen(set(range(before % 2000)), set(range(after))))
    picture = register_picture(months * MONTHS)
    if picture is not None:
        assert not outside(picture)
        assert not overlapping(picture.shapes)


def test_the_picture_has_the_numbers_and_says_them():
    picture = register_picture(register_months(seen({1, 2}, {2, 3, 4})))
    assert {"3", "1", "Nov", "No longer on the register"} <= set(texts(picture))
    assert picture.desc == "November 2015: 3 on the register, 2 new, 1 no longer on it."
    assert register_picture(register_months(seen(set(), set()))) is None
    assert register_picture([]) is None


def test_the_key_has_only_what_is_drawn():
    kept = register_picture(register_months(seen({1}, {1})))
    assert [text for text in texts(kept) if " " in text] == [
        "On the register before, and still at the end of the month"
    ]
    came = register_picture(register_months(seen(set(), {1})))
    assert [text for text in texts(came) if " " in text] == ["New in the month"]


def test_the_years_stand_below_the_first_month_and_each_january():
    ends = month_ends(datetime(2016, 3, 2, 9, tzinfo=UTC))
    picture = register_picture(register_months([(at, {1}) for at in ends]))
    assert [text for text in texts(picture) if text.startswith("20")] == ["2015", "2016"]
    late = register_picture(register_months([(at, {1}) for at in month_ends(datetime(2016, 11, 2, 9, tzinfo=UTC))]))
    assert [text for text in texts(late) if text.startswith("20")] == ["2016"]  # too near to December 2015


def test_the_declarations_due_are_parts_of_all_who_declare():
    picture = due_picture(confirmed=6, asked=3, overdue=1)
    assert picture.desc == (
        "Confirmed: 60.0% (6 of 10); Asked, not overdue: 30.0% (3 of 10); Overdue: 10.0% (1 of 10) people who declare."
    )
    assert due_picture(confirmed=0, asked=0, overdue=0) is None
