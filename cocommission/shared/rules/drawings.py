"""Pictures as plain data: shapes with their places, which `macros/drawing.jinja` writes as SVG.

A picture is 400 units wide. On a phone of 375 pixels one unit is 0.86 pixels, so TEXT is 13 pixels and SMALL is 12.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 400.0
TEXT, SMALL = 15, 14

#: Widths of the characters of Arial, in thousandths of the size of the letters; any other character is 556.
_WIDTHS = {
    191: "'",
    222: "ijl",
    278: " !,./:;[]\\ftI|",
    333: "r()-`",
    355: '"',
    500: "cksvxyzJ",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@…—",
}
_WIDTH_OF = {character: width for width, characters in _WIDTHS.items() for character in characters}
_BOLD = 1.1


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle. `hatch` ("stripes", "dots") is drawn over the tone; `tip` shows under the pointer.

    With `href` it is a link, and `tip` the words of the link.
    """

    x: float
    y: float
    width: float
    height: float
    tone: str = "main"
    hatch: str = ""
    tip: str = ""
    href: str = ""
    kind: str = "rect"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line. `style` is "solid", "dashed", "dotted", "thin", or "halo", which sets a line off a bar."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str = "solid"
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class Path:
    """A line through several points. `style` as for a `Line`."""

    points: tuple[tuple[float, float], ...]
    style: str = "solid"
    kind: str = "path"

    @property
    def d(self) -> str:
        """The points as SVG wants them."""
        return "M" + " L".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text on the base line `y`. `anchor` is "start", "middle" or "end"."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    size: int = TEXT
    bold: bool = False
    light: bool = False
    kind: str = "text"

    @property
    def left(self) -> float:
        """Where the text begins."""
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width

    @property
    def width(self) -> float:
        """How wide the text is."""
        return text_width(self.text, self.size, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign with its middle at (x, y). `shape` is "circle", "ring", "square", "diamond", "triangle" or "down"."""

    x: float
    y: float
    shape: str
    tone: str = "main"
    radius: float = 6
    kind: str = "mark"

    @property
    def points(self) -> str:
        """The corners of a shape that has some, as SVG wants them."""
        r = self.radius
        corners = {
            "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
            "diamond": ((0, -r), (r, 0), (0, r), (-r, 0)),
            "triangle": ((0, -r), (r, r), (-r, r)),
            "down": ((-r, -r), (r, -r), (0, r)),
        }
        return " ".join(f"{round(self.x + x, 1)},{round(self.y + y, 1)}" for x, y in corners.get(self.shape, ()))


Shape = Rect | Line | Path | Words | Mark


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: what it shows in a few words, the same in sentences, and its shapes from back to front."""

    title: str
    desc: str
    height: float
    shapes: tuple[Shape, ...]
    width: float = WIDTH

    @property
    def hatches(self) -> list[str]:
        """The patterns that its rectangles use."""
        return sorted({shape.hatch for shape in self.shapes if isinstance(shape, Rect) and shape.hatch})

    @property
    def has_links(self) -> bool:
        """Whether parts of it lead to other pages."""
        return any(isinstance(shape, Rect) and shape.href for shape in self.shapes)


def text_width(text: str, size: int = TEXT, *, bold: bool = False) -> float:
    """How wide `text` is in Arial."""
    return sum(_WIDTH_OF.get(character, 556) for character in text) * size / 1000 * (_BOLD if bold else 1)


def fitted(text: str, width: float, size: int = TEXT, *, bold: bool = False) -> str:
    """`text`, cut with "…" where it is wider than `width`."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold=bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


def wrapped(text: str, width: float, size: int = TEXT) -> list[str]:
    """`text` in lines that are at most `width` wide, broken between words; a word that is wider is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(fitted(word, width, size))
    return lines


def placed(value: float, full: float, width: float = WIDTH) -> float:
    """Where `value` lies on a scale from 0 to `full` that is `width` wide; never outside it."""
    return round(width * min(max(value / full, 0), 1), 1) if full > 0 else 0.0


def label_at(x: float, y: float, text: str, *, bold: bool = False, size: int = TEXT, width: float = WIDTH) -> Words:
    """`text` with its middle at `x`, moved as far as it takes to lie inside the picture."""
    text = fitted(text, width, size, bold=bold)
    half = text_width(text, size, bold=bold) / 2
    return Words(round(min(max(x, half), width - half), 1), y, text, "middle", size, bold)
