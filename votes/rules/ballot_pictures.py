"""Pictures of a ballot: the answers on the scale of their base, and how many took part."""

from __future__ import annotations

from ccgs.terms.voting import QuorumOf, ThresholdBase
from cocommission.shared.rules.drawings import (
    SMALL,
    TEXT,
    WIDTH,
    Drawing,
    Line,
    Rect,
    Shape,
    Words,
    fitted,
    label_at,
    placed,
    text_width,
)
from votes.rules.ballot_options import Option
from votes.rules.ballot_tally import Figures
from votes.rules.ballot_words import share
from votes.terms.ballots import Measure, OptionRole, QuestionOutcome

_BASES = {
    ThresholdBase.CAST: "{:,} {} voted",
    ThresholdBase.CAST_WITHOUT_ABSTENTIONS: "{:,} {} for or against",
    ThresholdBase.ELIGIBLE_PRACTICES: "{:,} {} on the roll",
    ThresholdBase.ELIGIBLE_WEIGHT: "{:,} {} on the roll",
}
_BAR, _ROW = 30.0, 24.0

#: An answer or a group of practices in a bar: its words, how many, its tone and its pattern.
Segment = tuple[str, int, str, str]


def _unit(measure: str, number: int) -> str:
    one = "practice" if measure == Measure.PRACTICES else "vote"
    return one if number == 1 else f"{one}s"


def answer_segments(figures: Figures) -> list[Segment]:
    """The answers that count in the base, the leading one first, then who did not vote where the base has them."""
    line = figures.line_that_counts
    ordered = sorted(figures.options, key=lambda pair: pair[0].code != figures.leading)
    others = iter((("main", "dots"), ("main", "stripes"), ("quiet", "stripes"), ("warm", "dots")))
    segments: list[Segment] = []
    for option, count in ordered:
        if option.role == OptionRole.ABSTAIN and line.base == ThresholdBase.CAST_WITHOUT_ABSTENTIONS:
            continue
        tone, hatch = _look(option, figures) or next(others, ("warm", ""))
        segments.append((option.label, count.of(line.measure), tone, hatch))
    missing = line.denominator - sum(number for _, number, _, _ in segments)
    if missing > 0:
        segments.append(("Did not vote", missing, "open", ""))
    return segments


def _look(option: Option, figures: Figures) -> tuple[str, str] | None:
    """The tone and pattern of the leading answer, of one against and of an abstention; other proposals have none."""
    if option.code == figures.leading:
        return ("good" if figures.outcome == QuestionOutcome.CARRIED else "main"), ""
    return {str(OptionRole.AGAINST): ("dark", "stripes"), str(OptionRole.ABSTAIN): ("quiet", "dots")}.get(
        str(option.role)
    )


def bar(segments: list[Segment], full: int, top: float) -> list[Shape]:
    """One bar from 0 to `full` at `top`, its segments one after another."""
    shapes: list[Shape] = [Rect(0.5, top, WIDTH - 1, _BAR, "open")]
    so_far = 0
    for _, number, tone, hatch in segments:
        left, right = placed(so_far, full), placed(so_far + number, full)
        so_far += number
        if right > left and tone != "open":
            shapes.append(Rect(left, top, round(right - left, 1), _BAR, tone, hatch))
    return shapes


def scale(full: int, words: str, needed: tuple[int, str] | None, top: float) -> list[Shape]:
    """The ends of a bar at `top`, below it, and the line that has to be reached, with its words above."""
    end = fitted(words, WIDTH - 30, SMALL)
    shapes: list[Shape] = [
        Words(0, top + _BAR + 18, "0", size=SMALL),
        Words(WIDTH, top + _BAR + 18, end, "end", size=SMALL),
    ]
    if needed is not None:
        x = min(max(placed(needed[0], full), 1), WIDTH - 1)
        shapes += [
            Line(x, top, x, top + _BAR, "halo"),
            Line(x, top - 6, x, top + _BAR + 4, "dashed"),
            label_at(x, top - 10, needed[1], bold=True),
        ]
    return shapes


def legend(segments: list[Segment], full: int, top: float) -> tuple[list[Shape], float]:
    """The look, words and number of each segment, from `top` on, and where they end; long words have a row alone."""
    shapes: list[Shape] = []
    y = top
    for label, number, tone, hatch in segments:
        figure = share(number, full) if full else f"{number:,}"
        shapes += [
            Rect(1, y, 14, 14, tone, hatch),
            Words(22, y + 12.5, fitted(label, WIDTH - 22)),
        ]
        if text_width(label) + text_width(figure, bold=True) > WIDTH - 34:
            y += _ROW - 4
        shapes.append(Words(WIDTH, y + 12.5, figure, "end", TEXT, bold=True))
        y += _ROW
    return shapes, y


def result_picture(figures: Figures) -> Drawing:
    """The answers from 0 to the base with the number needed, then who took part with the quorum."""
    line = figures.line_that_counts
    segments = answer_segments(figures)
    base = _BASES[ThresholdBase(line.base)].format(line.denominator, _unit(line.measure, line.denominator))
    needed = f"{figures.needed:,} needed"
    shapes = bar(segments, line.denominator, 28)
    shapes += scale(line.denominator, base, (figures.needed, needed), 28)
    rows, top = legend(segments, line.denominator, 92)
    shapes += rows
    left_out = figures.abstained.of(line.measure) if line.base == ThresholdBase.CAST_WITHOUT_ABSTENTIONS else 0
    if left_out:
        shapes.append(Words(22, top + 12.5, f"{left_out:,} abstained and do not count here"))
        top += _ROW
    answers = "; ".join(f"{label}: {number:,}" for label, number, _, _ in segments)
    desc = f"{answers}. The bar is {base}; {needed}."
    took_part, quorum, height = turnout_part(figures, top + 14)
    return Drawing("Answers and turnout", f"{desc} {quorum}", height, (*shapes, *took_part))


def turnout_part(figures: Figures, top: float) -> tuple[list[Shape], str, float]:
    """The bar of those who took part, the same in words, and where it ends."""
    quorum = figures.quorum
    measure = Measure.WEIGHT if quorum and quorum.of == QuorumOf.WEIGHT else Measure.PRACTICES
    cast, eligible = figures.cast.of(measure), figures.eligible.of(measure)
    return turnout_bar(cast, eligible, measure, quorum.needed if quorum else None, top)


def turnout_bar(
    voted: int, eligible: int, measure: str, needed: int | None, top: float
) -> tuple[list[Shape], str, float]:
    """A bar from 0 to the whole roll, filled by those who voted, with the quorum line where there is one."""
    unit = _unit(measure, eligible)
    words = f"Turnout: {share(voted, eligible)}"
    shapes: list[Shape] = [Words(0, top + 12, fitted(words, WIDTH, bold=True), bold=True)]
    at = top + (46 if needed is not None else 22)
    line = (needed, f"Quorum: {needed:,}") if needed is not None else None
    shapes += bar([("Voted", voted, "main", "")], eligible, at)
    shapes += scale(eligible, f"{eligible:,} {unit} on the roll", line, at)
    desc = f"{words}." + (f" The quorum is {needed:,}." if needed is not None else "")
    return shapes, desc, at + _BAR + 26
