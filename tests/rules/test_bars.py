"""A whole in its parts: every picture of it lies in its box, and its parts fill the bar."""

from hypothesis import given
from hypothesis import strategies as st

from cocommission.shared.rules.bars import BAR, parts_picture
from cocommission.shared.rules.drawings import WIDTH, Rect
from cocommission.shared.rules.shares import percent, share
from tests.drawings import outside, overlapping

segments = st.lists(
    st.tuples(
        st.sampled_from(["Took part", "An answer with very many words in it, " * 4]),
        st.integers(0, 2_000_000),
        st.sampled_from(["main", "good", "quiet"]),
        st.sampled_from(["", "dots", "stripes"]),
    ),
    min_size=1,
    max_size=6,
)


@given(segments)
def test_the_parts_fill_the_bar_and_no_text_lies_on_another(parts):
    picture = parts_picture("Parts", parts, "practices")
    if not sum(number for _, number, _, _ in parts):
        assert picture is None
        return
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    drawn = [one for one in picture.shapes if isinstance(one, Rect) and one.height == BAR and one.tone != "open"]
    assert abs(sum(one.width for one in drawn) - WIDTH) < 0.1 * len(drawn) + 0.1


def test_the_description_has_each_part_with_its_two_numbers():
    picture = parts_picture("Reached", [("Took part", 1, "main", ""), ("Not yet", 3, "open", "")], "practices")
    assert picture.desc == "Took part: 25.0% (1 of 4); Not yet: 75.0% (3 of 4) practices."


def test_percent_is_exact_to_one_decimal():
    assert [percent(*pair) for pair in [(42, 56), (2, 3), (0, 5), (1, 0), (56, 56)]] == [
        "75.0%",
        "66.7%",
        "0.0%",
        "-",
        "100.0%",
    ]
    assert share(1234, 12340) == "10.0% (1,234 of 12,340)"
