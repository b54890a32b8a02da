"""The grid of conflicts and the way to an organisation: complete, inside their box, no text on another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cocommission.shared.rules.drawings import WIDTH, Rect, Words, text_width, wrapped
from pccc.rules.conflict_pictures import LETTERS, GridCell, conflict_grid, path_picture
from pccc.terms import Handling
from tests.drawings import outside, overlapping

names = st.sampled_from(["Ann Chair", "Bartholomew Featherstonehaugh-Cholmondeley", "Cy"])


def texts(picture):
    return [shape.text for shape in picture.shapes if isinstance(shape, Words)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(names, min_size=1, max_size=9),
    st.integers(1, 30),
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 29)),
        st.builds(GridCell, st.sampled_from(list(Handling)), st.sampled_from(["", "Ann Chair", "Victor Vice"])),
        max_size=60,
    ),
)
def test_every_grid_has_each_cell_once_and_lies_in_its_box(members, count, cells):
    cells = {place: cell for place, cell in cells.items() if place[0] < len(members) and place[1] < count}
    picture = conflict_grid(members, [n + 1 for n in range(count)], cells)
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    assert len([s for s in picture.shapes if isinstance(s, Rect) and s.width == 26]) == len(cells)


def test_the_mark_names_what_was_decided_and_by_whom():
    cells = {
        (0, 0): GridCell(Handling.LEAVE_ITEM, "Laura Lay"),
        (0, 1): GridCell(Handling.DISCLOSE),
        (1, 1): GridCell(Handling.NONE, "Victor Vice"),
    }
    picture = conflict_grid(["Paula", "Owen"], [1, 2], cells)
    assert {"X1", "D", "N2", "Decided by Laura Lay", "Decided by Victor Vice", "Leave for the item"} <= set(
        texts(picture)
    )
    assert "No action" in texts(picture)
    assert "Discuss, no vote" not in texts(picture)  # not used, so not in the key
    assert "Paula: item 1 leave for the item, decided by Laura Lay; item 2 disclose" in picture.desc
    filled = [s.tone for s in picture.shapes if isinstance(s, Rect) and s.width == 26]
    assert filled == ["dark", "open", "main"]


def test_no_members_or_no_items_is_no_picture():
    assert conflict_grid([], [1], {}) is None
    assert conflict_grid(["A"], [], {}) is None
    assert path_picture("A", []) is None


def test_each_handling_has_a_letter_of_its_own():
    assert len(set(LETTERS.values())) == len(LETTERS) == len(Handling)


@given(st.lists(st.lists(st.text("abcde MWf()", max_size=160), min_size=2, max_size=5), min_size=1, max_size=4))
def test_every_path_lies_in_its_box(paths):
    picture = path_picture("Paula Partner", paths)
    assert not outside(picture)
    assert not overlapping(picture.shapes)
    boxes = [s for s in picture.shapes if isinstance(s, Rect)]
    assert len(boxes) == sum(len(path) for path in paths)
    assert all(one.y + one.height <= other.y for one, other in zip(boxes, boxes[1:], strict=False))


def test_the_way_begins_with_the_member_and_keeps_its_order():
    picture = path_picture("Paula", [("member", "partner at Amber Lane", "which holds 20% of Medway GPs")])
    assert texts(picture) == ["Paula", "partner at Amber Lane", "which holds 20% of Medway GPs"]


@given(st.text("abc MW ", max_size=200), st.floats(20, WIDTH))
def test_a_wrapped_text_fits_and_loses_no_word(text, width):
    lines = wrapped(text, width)
    assert all(text_width(line) <= width for line in lines)
    if all(text_width(word) <= width for word in text.split()):
        assert " ".join(lines).split() == text.split()


def test_a_long_step_of_a_way_is_broken_between_words_and_not_cut():
    step = "is a salaried GP of the Invented Riverside and Hillside Medical Practice Limited, which owns a share of it"
    picture = path_picture("Gordon Doctor", [["Gordon Doctor", step]])
    texts = [shape.text for shape in picture.shapes if isinstance(shape, Words)]
    assert " ".join(texts) == f"Gordon Doctor {step}"
    assert len(texts) > 2
    assert not outside(picture)
