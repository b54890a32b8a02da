"""England in a picture: each CCG is one tile, bars add up, nothing leaves the box."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ccgs.rules.national_picture import national_picture
from cocommission.shared.rules.drawings import WIDTH, Rect, Words
from tests.drawings import outside, overlapping

regions = st.lists(
    st.tuples(
        st.sampled_from(["London", "NHS England Midlands and East (Central Midlands) Commissioning Region"]),
        st.lists(st.tuples(st.just("NHS Somewhere CCG"), st.sampled_from("ABC")), min_size=1, max_size=45),
    ),
    min_size=1,
    max_size=4,
)


def rects(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Rect)]


@settings(max_examples=60, deadline=None)
@given(regions)
def test_each_ccg_is_one_tile_and_each_bar_is_whole(drawn):
    picture = national_picture(drawn, "1 April 2016")
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    assert len([one for one in rects(picture) if one.tip]) == sum(len(ccgs) for _, ccgs in drawn)
    bars = [one.width for one in rects(picture) if one.height == 20]
    assert abs(sum(bars) - WIDTH * len(drawn)) < 0.1 * len(bars) + 0.1


def test_the_key_has_the_numbers_of_england_and_the_description_those_of_each_region():
    drawn = [("London", [("One", "A"), ("Two", "C")]), ("South", [("Three", "C")])]
    picture = national_picture(drawn, "1 April 2016")
    texts = [shape.text for shape in picture.shapes if isinstance(shape, Words)]
    assert {"Model C, delegated: 2 of 3 CCGs", "Model B, joint: 0 of 3 CCGs", "2 CCGs", "1 CCG"} <= set(texts)
    assert "London: model A 1 of 2, model B 0 of 2, model C 1 of 2." in picture.desc
    assert picture.title == "Models held in England on 1 April 2016"
    assert [one.tip for one in rects(picture) if one.tip] == ["One: model A", "Two: model C", "Three: model C"]


def test_no_ccg_is_no_picture():
    assert national_picture([], "today") is None
