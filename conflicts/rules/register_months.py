"""The public register of interests month by month, and the declarations that are due, as pictures."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from cocommission.shared.clock import LONDON, london
from cocommission.shared.rules.bars import parts_picture
from cocommission.shared.rules.drawings import SMALL, WIDTH, Drawing, Line, Rect, Shape, Words, text_width

MONTHS = 12
_COLUMN, _BAR = round(WIDTH / MONTHS, 2), 22.0
_TOP, _HEIGHT = 18.0, 120.0
_LAST_SECOND = time(23, 59, 59)
_KEY = (
    ("main", "", "On the register before, and still at the end of the month"),
    ("good", "stripes", "New in the month"),
    ("quiet", "dots", "No longer on the register"),
)


@dataclass(frozen=True, slots=True)
class RegisterMonth:
    """What the public register did from `since` (exclusive) to `until`, the end of the month or the present moment.

    `active`: entries on it at the end; `new`: those of them that were not on it at `since`; `gone`: those of then that
    are not on it at the end.
    """

    since: datetime
    until: datetime
    active: int
    new: int
    gone: int

    @property
    def begins_on(self) -> date:
        """The first day of the month."""
        return london(self.until).date().replace(day=1)

    @property
    def name(self) -> str:
        """For example "October 2015"."""
        return f"{self.begins_on:%B %Y}"

    @property
    def query(self) -> str:
        """How the page of changes is asked for the month."""
        return f"since={london(self.since):%Y-%m-%d}&at={london(self.until):%Y-%m-%d}"


def month_ends(now: datetime) -> list[datetime]:
    """The last second of each of the twelve months before this one, the oldest first, and `now`."""
    ends = [now]
    first = london(now).date().replace(day=1)
    for _ in range(MONTHS):
        last = first - timedelta(days=1)
        ends.append(datetime.combine(last, _LAST_SECOND, LONDON))
        first = last.replace(day=1)
    return ends[::-1]


def register_months(seen: Sequence[tuple[datetime, Set[int]]]) -> list[RegisterMonth]:
    """The months between the moments of `seen`: each moment with the ids of the entries that the public saw then."""
    return [
        RegisterMonth(since, until, len(after), len(after - before), len(before - after))
        for (since, before), (until, after) in pairwise(seen)
    ]


def register_picture(months: Sequence[RegisterMonth]) -> Drawing | None:
    """A column for each of at most twelve months; None where nothing was on the register in any of them."""
    most = max((month.active for month in months), default=0)
    least = max((month.gone for month in months), default=0)
    if not most and not least:
        return None
    unit = _HEIGHT / max(most, least)
    ground = round(_TOP + unit * most, 1)
    below = round(ground + unit * least + (18 if least else 0), 1)
    shapes: list[Shape] = []
    for place, month in enumerate(months):
        shapes += _column(_COLUMN * place, ground, unit, month)
        middle = round(_COLUMN * (place + 0.5), 1)
        shapes.append(Words(middle, below + 16, f"{month.begins_on:%b}", "middle", SMALL))
        if month.begins_on.month == 1 or (place == 0 and month.begins_on.month < 11):
            shapes.append(Words(*_year_at(middle, below + 34, f"{month.begins_on:%Y}", first=place == 0)))
    shapes.append(Line(0, ground, WIDTH, ground))
    top = below + 46
    for tone, hatch, words in _key_of(months):
        shapes += [Rect(1, top, 14, 14, tone, hatch), Words(22, top + 12, words, size=SMALL)]
        top += 22
    said = "; ".join(
        f"{month.name}: {month.active} on the register, {month.new} new, {month.gone} no longer on it"
        for month in months
    )
    return Drawing("Entries on the public register by month", f"{said}.", top, tuple(shapes))


def _key_of(months: Sequence[RegisterMonth]) -> list[tuple[str, str, str]]:
    """The looks that are used, with what they mean."""
    used = (
        any(one.active > one.new for one in months),
        any(one.new for one in months),
        any(one.gone for one in months),
    )
    return [look for look, is_used in zip(_KEY, used, strict=True) if is_used]


def _column(x: float, ground: float, unit: float, month: RegisterMonth) -> list[Shape]:
    left, middle = round(x + (_COLUMN - _BAR) / 2, 1), round(x + _COLUMN / 2, 1)
    stayed, whole = round(unit * (month.active - month.new), 1), round(unit * month.active, 1)
    gone = round(unit * month.gone, 1)
    shapes: list[Shape] = []
    if stayed:
        shapes.append(Rect(left, round(ground - stayed, 1), _BAR, stayed, "main"))
    if month.new:
        shapes.append(Rect(left, round(ground - whole, 1), _BAR, round(whole - stayed, 1), "good", "stripes"))
    if month.active and text_width(str(month.active), SMALL) <= _COLUMN:
        shapes.append(Words(middle, round(ground - whole - 5, 1), str(month.active), "middle", SMALL))
    if month.gone:
        shapes.append(Rect(left, ground, _BAR, gone, "quiet", "dots"))
        if text_width(str(month.gone), SMALL) <= _COLUMN:
            shapes.append(Words(middle, round(ground + gone + 14, 1), str(month.gone), "middle", SMALL))
    return shapes


def _year_at(middle: float, y: float, text: str, *, first: bool) -> tuple[float, float, str, str, int]:
    """The year below its month; at the left edge it begins where the picture does."""
    return (0.0, y, text, "start", SMALL) if first else (middle, y, text, "middle", SMALL)


def due_picture(confirmed: int, asked: int, overdue: int) -> Drawing | None:
    """Who confirmed, is asked now, or is overdue, of everyone who declares; None without anyone (COI-04)."""
    parts = [
        ("Confirmed", confirmed, "good", ""),
        ("Asked, not overdue", asked, "warm", "dots"),
        ("Overdue", overdue, "bad", "stripes"),
    ]
    return parts_picture("Who has declared", parts, "people who declare")
