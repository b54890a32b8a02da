"""Ours and the floor, turn by turn, and how a figure is shown."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One row of the table. `ratio` is the median of the pairs' ratios; `goal` is shown beside it, not asserted."""

    what: str
    ours: float
    floor: float
    unit: str
    ratio: float
    goal: str
    met: bool
    note: str = ""

    def to_json(self) -> dict[str, object]:
        """As it stands in bench.json."""
        return asdict(self)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pairs(ours: Callable[[], float], floor: Callable[[], float], count: int) -> tuple[float, float, float]:
    """Median of ours, of the floor and of ours/floor over `count` pairs; the order within a pair alternates."""
    found = []
    for turn in range(count):
        if turn % 2:
            low = floor()
            high = ours()
        else:
            high = ours()
            low = floor()
        found.append((high, low))
    return median(a for a, _ in found), median(b for _, b in found), median(a / b for a, b in found)


def at_most(what: str, measured: tuple[float, float, float], limit: float, unit: str, note: str = "") -> Figure:
    """A figure where less is better: ours/floor should be at most `limit`."""
    ours, floor, ratio = measured
    return Figure(what, ours, floor, unit, ratio, f"<= {limit:.2f} x", ratio <= limit, note)


def at_least(what: str, measured: tuple[float, float, float], limit: float, unit: str, note: str = "") -> Figure:
    """A figure where more is better (a rate): ours/floor should be at least `limit`."""
    ours, floor, ratio = measured
    return Figure(what, ours, floor, unit, ratio, f">= {limit:.2f} x", ratio >= limit, note)


def print_head() -> None:
    """The table's head."""
    print(f"{'what':<62} {'ours':>12} {'floor':>12} {'':<6} {'ratio':>7}  {'goal':<10} met  note")


def line(figure: Figure) -> str:
    """The table's row of one figure."""
    return (
        f"{figure.what:<62} {figure.ours:>12.4g} {figure.floor:>12.4g} {figure.unit:<6} {figure.ratio:>7.2f}  "
        f"{figure.goal:<10} {'yes' if figure.met else 'NO':<4} {figure.note}"
    )
