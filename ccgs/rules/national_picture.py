"""England at a glance: each region with a bar of the models held and one tile for each CCG."""

from collections.abc import Sequence

from cocommission.shared.rules.drawings import (
    SMALL,
    WIDTH,
    Drawing,
    Rect,
    Shape,
    Words,
    fitted,
    placed,
    text_width,
)

#: A region: its name, and each of its CCGs with the model that it holds.
Region = tuple[str, Sequence[tuple[str, str]]]

_TILE, _BAR = 20.0, 20.0
_ACROSS = int(WIDTH // _TILE)
_LOOKS = {
    "A": ("open", "Model A, greater involvement"),
    "B": ("main", "Model B, joint"),
    "C": ("good", "Model C, delegated"),
}


def national_picture(regions: Sequence[Region], day_words: str) -> Drawing | None:
    """The regions below each other, then the key with the numbers of England; None without a CCG."""
    everywhere = [held for _, ccgs in regions for _, held in ccgs]
    if not everywhere:
        return None
    shapes: list[Shape] = []
    top = 0.0
    for name, ccgs in regions:
        count = f"{len(ccgs)} CCG" + ("" if len(ccgs) == 1 else "s")
        room = WIDTH - text_width(count) - 12
        shapes += [
            Words(0, top + 15, fitted(name, room, bold=True), bold=True),
            Words(WIDTH, top + 15, count, "end"),
        ]
        shapes += _bar([held for _, held in ccgs], top + 22)
        top += 22 + _BAR + 4
        for place, (ccg, held) in enumerate(ccgs):
            x, y = _TILE * (place % _ACROSS), top + _TILE * (place // _ACROSS)
            shapes += _tile(x, y, held, ccg)
        top += _TILE * -(-len(ccgs) // _ACROSS) + 16
    for model, (_, words) in _LOOKS.items():
        shapes += _tile(0, top, model)
        shapes.append(Words(28, top + 15, f"{words}: {everywhere.count(model)} of {len(everywhere)} CCGs", size=SMALL))
        top += 24
    return Drawing(f"Models held in England on {day_words}", _said(regions), top, tuple(shapes))


def _tile(x: float, y: float, held: str, ccg: str = "") -> list[Shape]:
    tone = _LOOKS[held][0]
    tip = f"{ccg}: model {held}" if ccg else ""
    return [
        Rect(x + 1, y + 1, _TILE - 2, _TILE - 2, tone, tip=tip),
        Words(x + _TILE / 2, y + 15, held, "middle", SMALL, light=tone != "open"),
    ]


def _bar(held: Sequence[str], top: float) -> list[Shape]:
    """The models of one region as shares of a whole bar, with letter and number where they fit."""
    shapes: list[Shape] = []
    so_far = 0
    for model, (tone, _) in _LOOKS.items():
        number = held.count(model)
        left, right = placed(so_far, len(held)), placed(so_far + number, len(held))
        so_far += number
        if not number:
            continue
        shapes.append(Rect(left, top, round(right - left, 1), _BAR, tone))
        words = f"{model} {number}"
        if text_width(words, SMALL, bold=True) + 4 <= right - left:
            middle = round((left + right) / 2, 1)
            shapes.append(Words(middle, top + 15, words, "middle", SMALL, bold=True, light=tone != "open"))
    return shapes


def _said(regions: Sequence[Region]) -> str:
    said = []
    for name, ccgs in regions:
        held = [model for _, model in ccgs]
        said.append(
            f"{name}: " + ", ".join(f"model {model} {held.count(model)} of {len(held)}" for model in _LOOKS) + "."
        )
    return " ".join(said)
