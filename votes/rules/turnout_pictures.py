"""Pictures of how many practices have voted, never how: now, and day by day once voting has closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import QuorumOf
from cocommission.shared.clock import day, london
from cocommission.shared.rules.drawings import SMALL, WIDTH, Drawing, Line, Path, Shape, Words, text_width
from votes.rules.ballot_pictures import turnout_bar
from votes.rules.ballot_tally import Count
from votes.terms.ballots import Measure

_TOP, _HEIGHT = 12.0, 120.0


def quorum_of(rules: Iterable[VotingRuleTerms], eligible: Count) -> tuple[str, int] | None:
    """What the quorum is counted in and how many it takes; None without one or where the questions differ."""
    asked = set()
    for rule in rules:
        measure = Measure.WEIGHT if rule.quorum_of == QuorumOf.WEIGHT else Measure.PRACTICES
        asked.add((str(measure), rule.voted_needed(eligible.of(measure))))
    if len(asked) != 1:
        return None
    measure_asked, needed = asked.pop()
    return (measure_asked, needed) if needed else None


def turnout_picture(voted: Count, eligible: Count, quorum: tuple[str, int] | None) -> Drawing:
    """A bar of those who have voted on the scale of the roll."""
    measure, needed = quorum or (Measure.PRACTICES, None)
    shapes, desc, height = turnout_bar(voted.of(measure), eligible.of(measure), measure, needed, 0)
    return Drawing("Turnout", desc, height, tuple(shapes))


def turnout_days(voted_at: Iterable[datetime]) -> list[tuple[date, int, int]]:
    """Each day with votes: the day, how many practices voted on it, how many had voted by its end."""
    by_day = Counter(london(at).date() for at in voted_at)
    rows: list[tuple[date, int, int]] = []
    total = 0
    for on in sorted(by_day):
        total += by_day[on]
        rows.append((on, by_day[on], total))
    return rows


def turnout_curve(
    voted_at: Sequence[datetime], eligible: int, opens_at: datetime, closes_at: datetime, needed: int | None
) -> Drawing:
    """How the number of practices that had voted rose from the opening to the close."""
    left = round(text_width(f"{eligible:,}", SMALL) + 8, 1)
    whole = (closes_at - opens_at).total_seconds()

    def across(at: datetime) -> float:
        part = (at - opens_at).total_seconds() / whole if whole > 0 else 1
        return round(left + (WIDTH - left) * min(max(part, 0), 1), 1)

    def down(number: int) -> float:
        return round(_TOP + _HEIGHT * (1 - (number / eligible if eligible else 0)), 1)

    points = [(across(opens_at), down(0))]
    for number, at in enumerate(sorted(voted_at), start=1):
        points += [(across(at), down(number - 1)), (across(at), down(number))]
    points.append((across(closes_at), down(len(voted_at))))
    bottom = _TOP + _HEIGHT
    shapes: list[Shape] = [
        Line(left, _TOP, WIDTH, _TOP, "thin"),
        Line(left, bottom, WIDTH, bottom, "thin"),
        Words(left - 6, _TOP + 5, f"{eligible:,}", "end", SMALL),
        Words(left - 6, bottom + 5, "0", "end", SMALL),
    ]
    if needed:
        level = down(needed)
        shapes.append(Line(left, level, WIDTH, level, "dashed"))
        if _TOP + 18 < level < bottom - 18:
            shapes.append(Words(left - 6, level + 5, f"{needed:,}", "end", SMALL))
    shapes += [
        Path(tuple(points), "curve"),
        Words(left, bottom + 22, day(opens_at), size=SMALL),
        Words(WIDTH, bottom + 22, day(closes_at), "end", SMALL),
        Line(0, bottom + 42, 24, bottom + 42, "curve"),
        Words(32, bottom + 47, f"Practices that had voted, of {eligible:,}", size=SMALL),
    ]
    height = bottom + 54
    if needed:
        shapes += [
            Line(0, height + 8, 24, height + 8, "dashed"),
            Words(32, height + 13, f"Quorum: {needed:,}", size=SMALL),
        ]
        height += 20
    desc = f"By the close {len(voted_at):,} of {eligible:,} practices had voted. The table has each day."
    return Drawing("Turnout from opening to close", desc, height, tuple(shapes))
