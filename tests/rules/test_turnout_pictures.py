"""Turnout in pictures: counts only, in order, inside the box."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ccgs.terms.voting import QuorumOf
from cocommission.shared.rules.drawings import Path, Words
from tests.drawings import outside, overlapping
from tests.rules.test_ballot_tally import rule
from votes.rules.ballot_tally import Count
from votes.rules.turnout_pictures import quorum_of, turnout_curve, turnout_days, turnout_picture

OPENS = datetime(2015, 7, 1, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=14)
HALF = {"quorum_numerator": 1, "quorum_denominator": 2}


def test_the_quorum_of_the_questions_is_drawn_where_they_agree():
    by_head, by_weight = rule(**HALF, quorum_of=QuorumOf.PRACTICES), rule(**HALF, quorum_of=QuorumOf.WEIGHT)
    assert quorum_of([by_head, by_head], Count(9, 100)) == ("PRACTICES", 5)
    assert quorum_of([by_weight], Count(9, 100)) == ("WEIGHT", 50)
    assert quorum_of([by_head, by_weight], Count(9, 100)) is None
    assert quorum_of([rule()], Count(9, 9)) is None
    assert quorum_of([], Count(9, 9)) is None


def test_the_bar_says_how_many_of_the_roll_have_voted():
    picture = turnout_picture(Count(3, 30), Count(12, 120), ("WEIGHT", 60))
    assert "Turnout: 25.0% (30 of 120)" in picture.desc
    assert {"Quorum: 60", "120 votes on the roll"} <= {s.text for s in picture.shapes if isinstance(s, Words)}
    assert "25.0% (3 of 12)" in turnout_picture(Count(3, 30), Count(12, 120), None).desc


def test_days_are_days_in_england_and_add_up():
    late = datetime(2015, 7, 1, 23, 30, tzinfo=UTC)  # 0:30am on 2 July in London
    assert turnout_days([late, OPENS, OPENS]) == [(date(2015, 7, 1), 2, 2), (date(2015, 7, 2), 1, 3)]


@given(
    st.lists(st.integers(0, 14 * 24 * 60), max_size=40).map(
        lambda minutes: [OPENS + timedelta(minutes=m) for m in minutes]
    ),
    st.integers(0, 200_000),
    st.none() | st.integers(1, 100),
)
def test_the_curve_only_rises_and_lies_in_its_box(voted_at, missing, share):
    eligible = len(voted_at) + missing
    needed = share and -(-eligible * share // 100)
    picture = turnout_curve(voted_at, eligible, OPENS, CLOSES, needed)
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    curve = next(shape for shape in picture.shapes if isinstance(shape, Path))
    across, down = zip(*curve.points, strict=True)
    assert list(across) == sorted(across)
    assert list(down) == sorted(down, reverse=True)
    assert len(curve.points) == 2 + 2 * len(voted_at)
