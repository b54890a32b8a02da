"""The picture of the steps of an application on one line of time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from cocommission.shared.clock import day, london
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
    label_at,
    text_width,
)
from models_abc.rules.timeline import DONE, TimelineStep, start_of

_EDGE, _ROW = 8.0, 50.0
_NEAR = timedelta(days=90)


class TimeScale:
    """Where moments lie between the first and the last."""

    def __init__(self, first: datetime, last: datetime) -> None:
        """`last` must not lie before `first`."""
        self.first, self.last = first, last

    def place(self, at: datetime) -> float:
        """Where `at`, which lies between the two, is in the picture."""
        whole = (self.last - self.first).total_seconds()
        part = (at - self.first).total_seconds() / whole if whole > 0 else 0.5
        return round(_EDGE + (WIDTH - 2 * _EDGE) * part, 1)

    def months(self) -> list[tuple[float, str]]:
        """Firsts of months with their names, as many as fit beside each other."""
        for every in (1, 2, 3, 6, 12, 24, 60, 120):
            ticks = [(self.place(start_of(on)), f"{on:%b %Y}") for on in self._firsts(every)]
            half = max((text_width(name, SMALL) / 2 for _, name in ticks), default=0)
            ticks = [(x, name) for x, name in ticks if half <= x <= WIDTH - half]
            if all(right[0] - left[0] > 2 * half + 10 for left, right in pairwise(ticks)):
                return ticks
        return []

    def _firsts(self, every: int) -> list[date]:
        begin, end = london(self.first), london(self.last)
        numbers = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
        firsts = [date(number // 12, number % 12 + 1, 1) for number in numbers if number % every == 0]
        return [on for on in firsts if self.first <= start_of(on) <= self.last]


def timeline_picture(steps: Sequence[TimelineStep], now: datetime) -> Drawing | None:
    """One row for each step; None where no step has a day. Today is drawn where it lies near the steps."""
    moments = [at for step in steps for at in _moments(step)]
    if not moments:
        return None
    shows_today = min(moments) - _NEAR <= now <= max(moments) + _NEAR
    moments += [now] if shows_today else []
    times = TimeScale(min(moments), max(moments))
    today = times.place(now) if shows_today else None
    shapes: list[Shape] = []
    top = 4.0
    if today is not None:
        shapes.append(label_at(today, 16, f"Today, {day(now)}", bold=True, size=SMALL))
        top = 28.0
    for step in steps:
        rows, top = _row(step, times, today, top)
        shapes += rows
    for x, name in times.months():
        shapes += [Line(x, top, x, top + 5, "thin"), Words(x, top + 19, name, "middle", SMALL)]
    shapes += _key(steps, top + 44)
    height = top + 44 + 22 * len(_key_of(steps))
    said = "; ".join(f"{step.title}: {_said(step)}" for step in steps)
    return Drawing("Timeline of the application", f"{said}.", height, tuple(shapes))


def _said(step: TimelineStep) -> str:
    safe = f"last safe day {day(step.last_safe_on)}" if step.last_safe_on else ""
    return ", ".join(part for part in (step.words, safe, step.state.lower()) if part)


def _moments(step: TimelineStep) -> list[datetime]:
    safe = start_of(step.last_safe_on) if step.last_safe_on else None
    return [at for at in (step.begins, step.at, safe) if at is not None]


def _row(step: TimelineStep, times: TimeScale, today: float | None, top: float) -> tuple[list[Shape], float]:
    """Title and words, in two lines where they do not fit in one, and the track below; and where the row ends."""
    words = step.words or (f"last safe day {day(step.last_safe_on)}" if step.last_safe_on else "")
    title = fitted(step.title, WIDTH, bold=True)
    shapes: list[Shape] = [Words(0, top + 12, title, bold=True)]
    if text_width(title, bold=True) + 12 + text_width(words, SMALL) > WIDTH:
        top += 18
    shapes.append(Words(WIDTH, top + 12, fitted(words, WIDTH, SMALL), "end", SMALL))
    y = top + 29
    shapes.append(Line(_EDGE, y, WIDTH - _EDGE, y, "thin"))
    if today is not None:
        shapes.append(Line(today, y - 11, today, y + 11, "dashed"))
    if step.begins and step.at:
        left, right = times.place(step.begins), times.place(step.at)
        shapes.append(Rect(left, y - 5, max(round(right - left, 1), 2), 10, "main"))
    elif step.at:
        x = times.place(step.at)
        if step.is_deadline:
            shapes.append(Mark(x, y, "diamond", "dark", 8))
        else:
            shapes.append(Mark(x, y, "circle" if step.state == DONE else "ring", "good", 7))
    if step.last_safe_on:
        shapes.append(Mark(times.place(start_of(step.last_safe_on)), y, "triangle", "warm", 7))
    return shapes, top + _ROW


def _key_of(steps: Sequence[TimelineStep]) -> list[tuple[Mark, str]]:
    """The signs that are used, with what they mean."""
    points = [step for step in steps if step.at and not step.begins and not step.is_deadline]
    used = (
        (any(step.state == DONE for step in points), "circle", "good", "Done"),
        (any(step.state != DONE for step in points), "ring", "good", "Planned, in progress or not done yet"),
        (any(step.last_safe_on for step in steps), "triangle", "warm", "Last safe day to begin"),
        (any(step.is_deadline for step in steps), "diamond", "dark", "Deadline"),
    )
    return [(Mark(8, 0, shape, tone, 7), words) for is_used, shape, tone, words in used if is_used]


def _key(steps: Sequence[TimelineStep], top: float) -> list[Shape]:
    shapes: list[Shape] = []
    for place, (mark, words) in enumerate(_key_of(steps)):
        y = top + 22 * place
        shapes += [Mark(mark.x, y, mark.shape, mark.tone, mark.radius), Words(24, y + 5, words, size=SMALL)]
    return shapes
