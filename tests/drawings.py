"""What a picture must keep: every shape lies inside it, and no text on another."""

from __future__ import annotations

from collections.abc import Iterable

from cocommission.shared.rules.drawings import Drawing, Line, Mark, Path, Rect, Shape, Words


def outside(drawing: Drawing) -> list[Shape]:
    """The shapes that are not wholly inside the picture."""
    return [shape for shape in drawing.shapes if not _inside(shape, drawing)]


def _inside(shape: Shape, drawing: Drawing) -> bool:
    slack = 0.2
    left, top, right, bottom = box(shape)
    return left >= -slack and top >= -slack and right <= drawing.width + slack and bottom <= drawing.height + slack


def box(shape: Shape) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of a shape."""
    match shape:
        case Rect():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Line():
            return min(shape.x1, shape.x2), min(shape.y1, shape.y2), max(shape.x1, shape.x2), max(shape.y1, shape.y2)
        case Path():
            across, down = [x for x, _ in shape.points], [y for _, y in shape.points]
            return min(across), min(down), max(across), max(down)
        case Words():
            return shape.left, shape.y - 0.75 * shape.size, shape.left + shape.width, shape.y + 0.25 * shape.size
        case Mark():
            return shape.x - shape.radius, shape.y - shape.radius, shape.x + shape.radius, shape.y + shape.radius


def overlapping(shapes: Iterable[Shape]) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    texts = [shape for shape in shapes if isinstance(shape, Words)]
    return [
        (one.text, other.text)
        for place, one in enumerate(texts)
        for other in texts[place + 1 :]
        if _meet(box(one), box(other))
    ]


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
