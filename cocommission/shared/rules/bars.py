"""One bar in parts with its key: what pictures of ballots, registers and the country are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cocommission.shared.rules.drawings import TEXT, WIDTH, Drawing, Rect, Shape, Words, fitted, placed, text_width
from cocommission.shared.rules.shares import share

BAR, ROW = 30.0, 24.0
"""The height of a bar, and of a line of its key."""

#: A part of a bar: its words, how many, its tone and its pattern.
Segment = tuple[str, int, str, str]


def bar(segments: Sequence[Segment], full: int, top: float) -> list[Shape]:
    """One bar from 0 to `full` at `top`, its segments one after another; a tone of "open" leaves its part empty."""
    shapes: list[Shape] = [Rect(0.5, top, WIDTH - 1, BAR, "open")]
    so_far = 0
    for _, number, tone, hatch in segments:
        left, right = placed(so_far, full), placed(so_far + number, full)
        so_far += number
        if right > left and tone != "open":
            shapes.append(Rect(left, top, round(right - left, 1), BAR, tone, hatch))
    return shapes


def legend(segments: Sequence[Segment], figure: Callable[[int], str], top: float) -> tuple[list[Shape], float]:
    """The look, words and `figure` of each segment, from `top` on, and where they end; long words have a row alone."""
    shapes: list[Shape] = []
    y = top
    for label, number, tone, hatch in segments:
        words = figure(number)
        shapes += [
            Rect(1, y, 14, 14, tone, hatch),
            Words(22, y + 12.5, fitted(label, WIDTH - 22)),
        ]
        if text_width(label) + text_width(words, bold=True) > WIDTH - 34:
            y += ROW - 4
        shapes.append(Words(WIDTH, y + 12.5, words, "end", TEXT, bold=True))
        y += ROW
    return shapes, y


def parts_picture(title: str, segments: Sequence[Segment], whole: str) -> Drawing | None:
    """A whole in its parts. `whole`: the word for what is counted, as in "CCGs"; None where there is nothing."""
    full = sum(number for _, number, _, _ in segments)
    if not full:
        return None
    rows, height = legend(segments, lambda number: share(number, full), BAR + 14)
    said = "; ".join(f"{label}: {share(number, full)}" for label, number, _, _ in segments)
    return Drawing(title, f"{said} {whole}.", height, (*bar(segments, full, 0.5), *rows))
