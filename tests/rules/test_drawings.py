"""What pictures are made of: places on a scale, and texts that fit."""

from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.rules.drawings import WIDTH, Drawing, Line, Mark, Rect, Words, fitted, label_at, placed
from cocommission.shared.rules.drawings import text_width as width_of
from tests.drawings import outside, overlapping


@given(st.integers(-5, 500), st.integers(-5, 500), st.integers(0, 300))
def test_places_keep_the_order_and_stay_on_the_scale(one, other, full):
    first, second = placed(min(one, other), full), placed(max(one, other), full)
    assert 0 <= first <= second <= WIDTH


@given(st.text(max_size=80), st.floats(0, WIDTH))
def test_a_text_is_cut_to_its_room_and_no_more(text, room):
    kept = fitted(text, room)
    assert width_of(kept) <= max(room, 0)
    assert kept == text or width_of(text) > room


@given(st.floats(-50, 450), st.text(max_size=60))
def test_a_label_lies_inside_the_picture(x, text):
    label = label_at(x, 20, text, bold=True)
    assert not outside(Drawing("", "", 30, (label,)))


def test_the_helpers_of_these_tests_find_what_is_wrong():
    shapes = (Rect(390, 0, 20, 5), Line(0, -3, 5, 5), Mark(2, 10, "square"), Words(398, 20, "wide"))
    assert outside(Drawing("", "", 30, shapes)) == list(shapes)
    assert overlapping((Words(0, 20, "one"), Words(5, 22, "two"), Words(100, 20, "three"))) == [("one", "two")]


def test_the_corners_of_a_mark_lie_round_its_middle():
    assert Mark(10, 10, "diamond", radius=4).points == "10,6 14,10 10,14 6,10"
    assert Mark(10, 10, "circle").points == ""
