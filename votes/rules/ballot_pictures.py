"""Pictures of a ballot: the answers on the scale of their base, and how many took part."""

from __future__ import annotations

from ccgs.terms.voting import QuorumOf, ThresholdBase
from cocommission.shared.rules.bars import BAR, ROW, Segment, bar, legend
from cocommission.shared.rules.drawings import SMALL, WIDTH, Drawing, Line, Shape, Words, fitted, label_at, placed
from cocommission.shared.rules.shares import share
from votes.rules.ballot_options import Option
from votes.rules.ballot_tally import Figures
from votes.terms.ballots import Measure, OptionRole, QuestionOutcome

_BASES = {
    ThresholdBase.CAST: "{:,} {} voted",
    ThresholdBase.CAST_WITHOUT_ABSTENTIONS: "{:,} {} for or against",
    ThresholdBase.ELIGIBLE_PRACTICES: "{:,} {} on the roll",
    ThresholdBase.ELIGIBLE_WEIGHT: "{:,} {} on the roll",
}


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


def scale(full: int, words: str, needed: tuple[int, str] | None, top: float) -> list[Shape]:
    """The ends of a bar at `top`, below it, and the line that has to be reached, with its words above."""
    end = fitted(words, WIDTH - 30, SMALL)
    shapes: list[Shape] = [
        Words(0, top + BAR + 18, "0", size=SMALL),
        Words(WIDTH, top + BAR + 18, end, "end", size=SMALL),
    ]
    if needed is not None:
        x = min(max(placed(needed[0], full), 1), WIDTH - 1)
        shapes += [
            Line(x, top, x, top + BAR, "halo"),
            Line(x, top - 6, x, top + BAR + 4, "dashed"),
            label_at(x, top - 10, needed[1], bold=True),
        ]
    return shapes


def result_picture(figures: Figures) -> Drawing:
    """The answers from 0 to the base with the number needed, then who took part with the quorum."""
    line = figures.line_that_counts
    segments = answer_segments(figures)
    base = _BASES[ThresholdBase(line.base)].format(line.denominator, _unit(line.measure, line.denominator))
    needed = f"{figures.needed:,} needed"
    shapes = bar(segments, line.denominator, 28)
    shapes += scale(line.denominator, base, (figures.needed, needed), 28)
    full = line.denominator
    rows, top = legend(segments, lambda number: share(number, full) if full else f"{number:,}", 92)
    shapes += rows
    left_out = figures.abstained.of(line.measure) if line.base == ThresholdBase.CAST_WITHOUT_ABSTENTIONS else 0
    if left_out:
        shapes.append(Words(22, top + 12.5, f"{left_out:,} abstained and do not count here"))
        top += ROW
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
    return shapes, desc, at + BAR + 26
