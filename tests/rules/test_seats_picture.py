"""The votes of a committee in a picture: each vote once, in order, with the line of the majority."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cocommission.shared.rules.drawings import Line, Rect, Words
from pccc.rules.quorum import Sitter
from pccc.rules.seats_picture import majority_of, seats_picture
from pccc.terms.committees import SeatRole
from tests.drawings import outside, overlapping

sitter = st.builds(
    Sitter, st.integers(1, 99), st.just("A Member with a long name"), st.sampled_from(SeatRole), st.booleans()
)


def of(*roles, voting=True):
    return [Sitter(at, f"Member {at}", str(role), voting) for at, role in enumerate(roles, 1)]


def boxes(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Rect) and shape.height == 26]


def texts(picture):
    return [shape.text for shape in picture.shapes if isinstance(shape, Words)]


@given(st.integers(1, 500))
def test_a_majority_is_the_fewest_votes_over_half(votes):
    assert 2 * majority_of(votes) > votes >= 2 * (majority_of(votes) - 1)


@settings(max_examples=150, deadline=None)
@given(st.lists(sitter, max_size=45), st.lists(sitter, max_size=45))
def test_each_vote_is_one_box_inside_the_picture(sitters, leaving):
    picture = seats_picture(sitters, leaving=leaving)
    voting = [one for one in sitters if one.voting]
    if not voting:
        assert picture is None
        return
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    assert len(boxes(picture)) == len(voting) + sum(one.voting for one in leaving)


def test_more_votes_may_leave_than_stay():
    picture = seats_picture(of(SeatRole.LAY_MEMBER, SeatRole.LOCAL_GP), leaving=of(*[SeatRole.LOCAL_GP] * 30))
    assert not outside(picture)
    assert len(boxes(picture)) == 32


def test_lay_and_executive_members_come_first_and_the_line_is_after_the_fewest_that_win():
    roles = (
        SeatRole.LOCAL_GP,
        SeatRole.LAY_MEMBER,
        SeatRole.SECONDARY_CARE,
        SeatRole.FINANCE_OFFICER,
        SeatRole.AUDIT_CHAIR,
    )
    picture = seats_picture(of(*roles))
    assert [shape.tone for shape in boxes(picture)] == ["main", "main", "good", "quiet", "dark"]
    line = next(shape for shape in picture.shapes if isinstance(shape, Line))
    third, fourth = boxes(picture)[2:4]
    assert third.x + third.width <= line.x1 <= fourth.x
    assert {"Majority: 3 of 5", "Lay members: 2 of 5 votes", "GPs: 1 of 5 votes"} <= set(texts(picture))


def test_those_who_leave_have_a_row_of_their_own_and_those_who_join_a_sign():
    sitters = of(SeatRole.LAY_MEMBER, SeatRole.LOCAL_GP)
    picture = seats_picture(sitters, leaving=of(SeatRole.LAY_MEMBER), joining=sitters[1:])
    assert {"Votes that leave: 1", "Member 1", "G+", "+ joins the committee"} <= set(texts(picture))
    assert "1 leave: Member 1." in picture.desc
    assert "Votes that leave: 1" not in texts(seats_picture(sitters, leaving=of(SeatRole.LAY_MEMBER, voting=False)))
