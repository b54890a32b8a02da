"""England in a picture: each CCG is one tile that leads to it, bars add up, nothing leaves the box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccgs.rules.national_picture import MODELS, Tile, model_segments, national_picture
from cocommission.shared.rules.bars import parts_picture
from cocommission.shared.rules.drawings import WIDTH, Rect, Words
from models_abc.rules.readiness_picture import READINESS, readiness_tile
from tests.drawings import box, outside, overlapping

TITLE = "Models held in England on 1 April 2016"
LOOKS = {"models": MODELS, "readiness": READINESS}


def tile(kind, name="NHS Somewhere CCG", code="09W"):
    return Tile(code, name, kind, f"model {kind}")


def countries(looks):
    region = st.tuples(
        st.sampled_from(["London", "NHS England Midlands and East (Central Midlands) Commissioning Region"]),
        st.lists(st.sampled_from(sorted(looks)).map(tile), min_size=1, max_size=45),
    )
    return st.lists(region, min_size=1, max_size=4)


def rects(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Rect)]


def words(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Words)]


@pytest.mark.parametrize("view", LOOKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_each_ccg_is_one_tile_and_each_bar_is_whole(view, data):
    drawn = data.draw(countries(LOOKS[view]))
    picture = national_picture(drawn, LOOKS[view], TITLE)
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    assert len([one for one in rects(picture) if one.href]) == sum(len(tiles) for _, tiles in drawn)
    bars = [one.width for one in rects(picture) if one.height == 20 and one.width != 22]
    assert abs(sum(bars) - WIDTH * len(drawn)) < 0.1 * len(bars) + 0.1


def test_each_tile_is_a_link_with_the_code_of_its_ccg_on_it():
    picture = national_picture([("London", [tile("A", "One", "08A"), tile("C", "Two", "08C")])], MODELS, TITLE)
    tiles = [one for one in rects(picture) if one.href]
    assert [(one.href, one.tip) for one in tiles] == [
        ("/ccgs/08A/", "One (08A): model A"),
        ("/ccgs/08C/", "Two (08C): model C"),
    ]
    assert picture.has_links
    for one, code in zip(tiles, ("08A A", "08C C"), strict=True):
        label = next(shape for shape in words(picture) if shape.text == code)
        (left, top, right, bottom), inner = box(one), box(label)
        assert left <= inner[0] < inner[2] <= right
        assert top <= inner[1] < inner[3] <= bottom
    assert all(one.height * 0.86 >= 24 for one in tiles)  # as large as a finger needs on a phone of 375 pixels


def test_the_key_has_the_numbers_of_england_and_the_description_those_of_each_region():
    drawn = [("London", [tile("A"), tile("C")]), ("South", [tile("C")])]
    picture = national_picture(drawn, MODELS, TITLE)
    texts = [shape.text for shape in words(picture)]
    assert {"Model C, delegated: 2 of 3 CCGs", "Model B, joint: 0 of 3 CCGs", "2 CCGs", "1 CCG"} <= set(texts)
    assert "London: model A 1 of 2, model B 0 of 2, model C 1 of 2." in picture.desc
    assert picture.title == TITLE


def test_readiness_names_the_model_that_a_ccg_would_like():
    tiles = [readiness_tile("08A", "One", ("C", "SOON"), "A"), readiness_tile("08C", "Two", None, "A")]
    assert [(one.kind, one.said) for one in tiles] == [
        ("SOON", "ready soon for model C"),
        ("NONE", "no interest recorded"),
    ]
    picture = national_picture([("London", tiles)], READINESS, "Readiness")
    assert (
        "London: ready now 0 of 2, ready soon 1 of 2, ready later 0 of 2, already holds it 0 of 2, "
        "no interest recorded 1 of 2." in picture.desc
    )


def test_no_ccg_is_no_picture():
    assert national_picture([], MODELS, "today") is None
    assert parts_picture("CCGs", model_segments({}), "CCGs") is None


def test_the_models_are_parts_of_one_bar():
    picture = parts_picture("CCGs", model_segments({"A": 1, "C": 3}), "CCGs")
    assert picture.desc == (
        "Model A, greater involvement: 25.0% (1 of 4); Model B, joint: 0.0% (0 of 4); "
        "Model C, delegated: 75.0% (3 of 4) CCGs."
    )
    delegated = next(one for one in rects(picture) if one.tone == "good")
    assert (delegated.x, delegated.width) == (WIDTH / 4, 3 * WIDTH / 4)


def test_a_ccg_that_holds_what_it_wanted_waits_for_nothing():
    assert readiness_tile("08A", "One", ("C", "LATER"), "C").kind == "HELD"
    assert readiness_tile("08A", "One", ("B", "LATER"), "C").said == "holds model C"
    assert readiness_tile("08A", "One", ("C", "LATER"), "B").kind == "LATER"
