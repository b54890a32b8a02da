"""England at a glance: each region with a bar and one tile for each CCG, which leads to its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cocommission.shared.pages import url_to
from cocommission.shared.rules.bars import Segment
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


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of CCG is drawn: its letter, its tone, its words in the key and in a sentence."""

    letter: str
    tone: str
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One CCG. `kind`: a key of the looks; `said`: what a reader is told of it."""

    code: str
    name: str
    kind: str
    said: str

    @property
    def url(self) -> str:
        """The page of the CCG."""
        return url_to("ccg", code=self.code)


#: A region: its name, and its CCGs.
Region = tuple[str, Sequence[Tile]]

MODELS: dict[str, Look] = {
    "A": Look("A", "open", "Model A, greater involvement", "model A"),
    "B": Look("B", "main", "Model B, joint", "model B"),
    "C": Look("C", "good", "Model C, delegated", "model C"),
}
_TILE, _ROW, _BAR = 50.0, 30.0, 20.0
_ACROSS = int(WIDTH // _TILE)


def model_segments(counts: Mapping[str, int]) -> list[Segment]:
    """The parts of a bar that shows how many CCGs hold, or want, models A, B and C."""
    return [(look.words, counts.get(model, 0), look.tone, "") for model, look in MODELS.items()]


def national_picture(regions: Sequence[Region], looks: Mapping[str, Look], title: str) -> Drawing | None:
    """The regions below each other, then the key with the numbers of England; None without a CCG."""
    everywhere = [tile.kind for _, tiles in regions for tile in tiles]
    if not everywhere:
        return None
    shapes: list[Shape] = []
    top = 0.0
    for name, tiles in regions:
        count = f"{len(tiles)} CCG" + ("" if len(tiles) == 1 else "s")
        room = WIDTH - text_width(count) - 12
        shapes += [
            Words(0, top + 15, fitted(name, room, bold=True), bold=True),
            Words(WIDTH, top + 15, count, "end"),
        ]
        shapes += _bar([tile.kind for tile in tiles], looks, top + 22)
        top += 22 + _BAR + 4
        for place, tile in enumerate(tiles):
            x, y = _TILE * (place % _ACROSS), top + _ROW * (place // _ACROSS)
            shapes += _tile(x, y, looks[tile.kind], tile)
        top += _ROW * -(-len(tiles) // _ACROSS) + 16
    for kind, look in looks.items():
        shapes += [
            Rect(1, top + 1, 22, 20, look.tone),
            Words(12, top + 16, look.letter, "middle", SMALL, light=look.tone != "open"),
            Words(32, top + 16, f"{look.words}: {everywhere.count(kind)} of {len(everywhere)} CCGs", size=SMALL),
        ]
        top += 26
    return Drawing(title, _said(regions, looks), top, tuple(shapes))


def _tile(x: float, y: float, look: Look, tile: Tile) -> list[Shape]:
    words = fitted(f"{tile.code} {look.letter}", _TILE - 2, SMALL)
    return [
        Rect(
            x + 1, y + 1, _TILE - 2, _ROW - 2, look.tone, tip=f"{tile.name} ({tile.code}): {tile.said}", href=tile.url
        ),
        Words(x + _TILE / 2, y + _ROW / 2 + 5, words, "middle", SMALL, light=look.tone != "open"),
    ]


def _bar(kinds: Sequence[str], looks: Mapping[str, Look], top: float) -> list[Shape]:
    """The kinds of one region as shares of a whole bar, with letter and number where they fit."""
    shapes: list[Shape] = []
    so_far = 0
    for kind, look in looks.items():
        number = kinds.count(kind)
        left, right = placed(so_far, len(kinds)), placed(so_far + number, len(kinds))
        so_far += number
        if not number:
            continue
        shapes.append(Rect(left, top, round(right - left, 1), _BAR, look.tone))
        words = f"{look.letter} {number}"
        if text_width(words, SMALL, bold=True) + 4 <= right - left:
            middle = round((left + right) / 2, 1)
            shapes.append(Words(middle, top + 15, words, "middle", SMALL, bold=True, light=look.tone != "open"))
    return shapes


def _said(regions: Sequence[Region], looks: Mapping[str, Look]) -> str:
    said = []
    for name, tiles in regions:
        kinds = [tile.kind for tile in tiles]
        said.append(
            f"{name}: "
            + ", ".join(f"{look.said} {kinds.count(kind)} of {len(kinds)}" for kind, look in looks.items())
            + "."
        )
    return " ".join(said)
