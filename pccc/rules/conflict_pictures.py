"""Pictures of conflicts: members against items, and the way from a member to an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cocommission.shared.rules.drawings import (
    SMALL,
    WIDTH,
    Drawing,
    Line,
    Mark,
    Rect,
    Shape,
    Words,
    fitted,
    wrapped,
)
from pccc.terms.meetings import MUST_LEAVE, Handling

LETTERS = {
    Handling.NONE: "N",
    Handling.DISCLOSE: "D",
    Handling.NO_VOTE: "V",
    Handling.LEAVE_DECISION: "L",
    Handling.LEAVE_ITEM: "X",
    Handling.NO_PAPERS: "P",
}
_CELL, _LINE = 30.0, 28.0
_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class GridCell:
    """What one member has to do at one item. `ruled_by` is empty where it is only proposed."""

    handling: Handling
    ruled_by: str = ""


def _label(handling: Handling) -> str:
    return "No action" if handling == Handling.NONE else str(handling.label)


def _box(x: float, y: float, handling: Handling, *, decided: bool, sign: str) -> list[Shape]:
    tone = ("dark" if handling in MUST_LEAVE else "main") if decided else "open"
    return [Rect(x, y, 26, 22, tone), Words(x + 13, y + 16, sign, "middle", bold=True, light=decided)]


def conflict_grid(
    members: Sequence[str], items: Sequence[int], cells: Mapping[tuple[int, int], GridCell]
) -> Drawing | None:
    """Members as rows, items as columns, one box for each cell; several blocks where there are many items.

    A thin line stands for the cells of a member with nothing to do: a shape for each would be most of the page.

    `cells` maps the place of a member and of an item to what they have to do; a member with nothing to do has none.
    """
    if not members or not items:
        return None
    rulers = list(dict.fromkeys(cell.ruled_by for cell in cells.values() if cell.ruled_by))
    left = min(WIDTH - _CELL * min(len(items), _COLUMNS), 240)
    shapes: list[Shape] = []
    top = 0.0
    for first in range(0, len(items), _COLUMNS):
        columns = range(first, min(first + _COLUMNS, len(items)))
        shapes.append(Words(left - 8, top + 15, "Item", "end", SMALL))
        shapes += [
            Words(left + _CELL * at + 13, top + 15, str(items[column]), "middle", bold=True)
            for at, column in enumerate(columns)
        ]
        top += 24
        for row, name in enumerate(members):
            shapes.append(Words(0, top + 16, fitted(name, left - 8, SMALL), size=SMALL))
            shapes.append(Line(left + 4, top + 11, left + _CELL * len(columns) - 10, top + 11, "thin"))
            for at, column in enumerate(columns):
                cell = cells.get((row, column))
                if cell is not None:
                    number = rulers.index(cell.ruled_by) + 1 if cell.ruled_by else ""
                    sign, decided = f"{LETTERS[cell.handling]}{number}", bool(cell.ruled_by)
                    shapes += _box(left + _CELL * at, top, cell.handling, decided=decided, sign=sign)
            top += _LINE
        top += 8
    key, top = _key(cells, rulers, top + 4)
    return Drawing("Conflicts by member and item", _grid_words(members, items, cells), top, (*shapes, *key))


def _key(cells: Mapping[tuple[int, int], GridCell], rulers: Sequence[str], top: float) -> tuple[list[Shape], float]:
    """What the letters, the numbers and the filled boxes mean, as far as they are used; and where it ends."""
    shapes: list[Shape] = []
    used = {cell.handling for cell in cells.values()}
    lines = [(LETTERS[one], _label(one)) for one in Handling if one in used]
    lines += [(str(at), f"Decided by {name}") for at, name in enumerate(rulers, start=1)]
    for sign, words in lines:
        shapes += [
            Words(13, top + 15, sign, "middle", bold=True),
            Words(34, top + 15, fitted(words, WIDTH - 34, SMALL), size=SMALL),
        ]
        top += 22
    shapes += [
        Line(4, top + 10, 22, top + 10, "thin"),
        Words(34, top + 15, "Line alone: no conflict known", size=SMALL),
    ]
    top += 22
    for is_used, tone, words in (
        (rulers, "dark", "Filled: the chair’s decision"),
        (any(not cell.ruled_by for cell in cells.values()), "open", "White: proposed, not decided yet"),
    ):
        if is_used:
            shapes += [Rect(4, top + 2, 18, 16, tone), Words(34, top + 15, words, size=SMALL)]
            top += 22
    return shapes, top + 2


def _grid_words(members: Sequence[str], items: Sequence[int], cells: Mapping[tuple[int, int], GridCell]) -> str:
    said = []
    for row, name in enumerate(members):
        parts = [
            f"item {items[column]} {_label(cell.handling).lower()}"
            + (f", decided by {cell.ruled_by}" if cell.ruled_by else ", proposed")
            for column in range(len(items))
            if (cell := cells.get((row, column))) is not None
        ]
        said.append(f"{name}: {'; '.join(parts) or 'no conflict known'}.")
    return " ".join(said)


def path_picture(name: str, paths: Sequence[Sequence[str]]) -> Drawing | None:
    """Each way from the member to an organisation as boxes from top to bottom; None without one.

    The first step of a path is the member; a step that the reader may not see comes already replaced.
    """
    shapes: list[Shape] = []
    top = 0.0
    for path in paths:
        steps = [name, *path[1:]]
        for place, step in enumerate(steps):
            last = place == len(steps) - 1
            lines = wrapped(step, (WIDTH - 24) / 1.1)
            height = 14 + 20 * len(lines)
            shapes.append(Rect(1, top + 1, WIDTH - 2, height, "main" if place == 0 else "open"))
            shapes += [
                Words(12, top + 20 + 20 * at, line, bold=place == 0 or last, light=place == 0)
                for at, line in enumerate([fitted(line, WIDTH - 24, bold=place == 0 or last) for line in lines])
            ]
            top += height + 2
            if not last:
                shapes += [Line(24, top, 24, top + 14), Mark(24, top + 15, "down", "dark", 6)]
                top += 22
        top += 18
    if not shapes:
        return None
    desc = " ".join(f"{', then '.join([name, *path[1:]])}." for path in paths)
    return Drawing(f"How {name} is connected to this item", desc, top - 16, tuple(shapes))
