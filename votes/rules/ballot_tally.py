"""The count of one question: exact whole numbers in, figures and outcome out (VOT-03 to VOT-06).

Headcount and weight are counted apart. Nothing here is a float: a share is always two whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import QuorumOf, ThresholdBase, WeightKind
from votes.rules.ballot_options import Option
from votes.terms.ballots import Measure, OptionRole, QuestionOutcome

#: The common denominators: what is counted, and against what.
BY_HEAD = (
    (Measure.PRACTICES, ThresholdBase.CAST),
    (Measure.PRACTICES, ThresholdBase.CAST_WITHOUT_ABSTENTIONS),
    (Measure.PRACTICES, ThresholdBase.ELIGIBLE_PRACTICES),
)
BY_WEIGHT = (
    (Measure.WEIGHT, ThresholdBase.CAST),
    (Measure.WEIGHT, ThresholdBase.CAST_WITHOUT_ABSTENTIONS),
    (Measure.WEIGHT, ThresholdBase.ELIGIBLE_WEIGHT),
)


@dataclass(frozen=True, slots=True)
class Count:
    """So many practices, and the votes that they have together."""

    practices: int = 0
    weight: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.practices + other.practices, self.weight + other.weight)

    def of(self, measure: str) -> int:
        """The figure for `measure`."""
        return self.practices if measure == Measure.PRACTICES else self.weight


@dataclass(frozen=True, slots=True)
class Line:
    """The leading proposal under one denominator. `counts`: this is the line that the rule asks for."""

    measure: str
    base: str
    numerator: int
    denominator: int
    reaches: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many took part and how many had to."""

    of: str
    numerator: int
    denominator: int
    needed: int
    met: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the result page shows of one question."""

    eligible: Count
    cast: Count
    abstained: Count
    options: tuple[tuple[Option, Count], ...]
    leading: str
    tie: bool
    lines: tuple[Line, ...]
    needed: int
    quorum: Quorum | None
    outcome: str

    @property
    def weighted(self) -> bool:
        """Whether practices had other votes than one each, so that head and weight are shown apart."""
        return any(line.measure == Measure.WEIGHT for line in self.lines)

    @property
    def line_that_counts(self) -> Line:
        """The line that decided."""
        return next(line for line in self.lines if line.counts)

    def to_json(self) -> dict[str, Any]:
        """Plain data, as stored and published."""
        return {
            "eligible": asdict(self.eligible),
            "cast": asdict(self.cast),
            "abstained": asdict(self.abstained),
            "options": [{**option.to_json(), **asdict(count)} for option, count in self.options],
            "leading": self.leading,
            "tie": self.tie,
            "lines": [{**asdict(line), "measure": str(line.measure), "base": str(line.base)} for line in self.lines],
            "needed": self.needed,
            "quorum": asdict(self.quorum) if self.quorum else None,
            "outcome": str(self.outcome),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figures:
        """From what `to_json` gave."""
        return cls(
            eligible=Count(**data["eligible"]),
            cast=Count(**data["cast"]),
            abstained=Count(**data["abstained"]),
            options=tuple((Option.from_json(one), Count(one["practices"], one["weight"])) for one in data["options"]),
            leading=data["leading"],
            tie=data["tie"],
            lines=tuple(Line(**line) for line in data["lines"]),
            needed=data["needed"],
            quorum=Quorum(**data["quorum"]) if data["quorum"] else None,
            outcome=data["outcome"],
        )


def _counts_for(rule: VotingRuleTerms, measure: str, base: str, *, weighted: bool) -> bool:
    """Whether this line is the one the rule names. With one vote each, eligible votes are eligible practices."""
    wanted = rule.base
    if not weighted and wanted == ThresholdBase.ELIGIBLE_WEIGHT:
        wanted = ThresholdBase.ELIGIBLE_PRACTICES
    if base != wanted:
        return False
    return (
        measure == Measure.PRACTICES
        if not weighted or base == ThresholdBase.ELIGIBLE_PRACTICES
        else (measure == Measure.WEIGHT)
    )


def _total(base: str, *, cast: Count, abstained: Count, eligible: Count, measure: str) -> int:
    if base == ThresholdBase.CAST:
        return cast.of(measure)
    if base == ThresholdBase.CAST_WITHOUT_ABSTENTIONS:
        return cast.of(measure) - abstained.of(measure)
    return eligible.of(measure)


def _leader(options: Sequence[tuple[Option, Count]], measure: str) -> tuple[Option, Count, bool]:
    """The proposal with the most support by `measure`, and whether another has as much."""
    proposals = [(option, count) for option, count in options if option.role == OptionRole.FOR]
    best = max(count.of(measure) for _, count in proposals)
    top = [(option, count) for option, count in proposals if count.of(measure) == best]
    return (*top[0], len(top) > 1 and best > 0)


def count_question(
    *, rule: VotingRuleTerms, options: Sequence[Option], eligible: Count, votes: Mapping[str, Count]
) -> Figures:
    """Counts one question.

    `eligible` is the whole roll, `votes` maps an option's code to the practices that chose it and their weight.
    Inquorate comes before all else: too few took part, so nothing was decided (VOT-04). A tie of the leading
    proposals carries nothing. No vote in favour never carries. Raises ValueError where the rule states no
    threshold or a vote names an unknown option.
    """
    unknown = set(votes) - {option.code for option in options}
    if unknown:
        raise ValueError(f"Votes for options that were not put: {sorted(unknown)}")
    counted = tuple((option, votes.get(option.code, Count())) for option in options)
    cast = sum((count for _, count in counted), Count())
    abstained = sum((count for option, count in counted if option.role == OptionRole.ABSTAIN), Count())
    weighted = rule.weight_kind != WeightKind.EQUAL or eligible.weight != eligible.practices

    by_head = not weighted or rule.base == ThresholdBase.ELIGIBLE_PRACTICES
    leader, support, tie = _leader(counted, Measure.PRACTICES if by_head else Measure.WEIGHT)
    lines, needed, carried = [], 0, False
    for measure, base in (*BY_HEAD, *(BY_WEIGHT if weighted else ())):
        total = _total(base, cast=cast, abstained=abstained, eligible=eligible, measure=measure)
        reaches = rule.carries(in_favour=support.of(measure), base_total=total)
        counts = _counts_for(rule, measure, base, weighted=weighted)
        lines.append(Line(str(measure), str(base), support.of(measure), total, reaches, counts))
        if counts:
            needed, carried = rule.votes_needed(total), reaches
    quorum = _quorum(rule, cast, eligible)
    if quorum is not None and not quorum.met:
        outcome = QuestionOutcome.INQUORATE
    else:
        outcome = QuestionOutcome.CARRIED if carried and not tie else QuestionOutcome.LOST
    return Figures(eligible, cast, abstained, counted, leader.code, tie, tuple(lines), needed, quorum, str(outcome))


def _quorum(rule: VotingRuleTerms, cast: Count, eligible: Count) -> Quorum | None:
    if not rule.has_quorum:
        return None
    measure = Measure.WEIGHT if rule.quorum_of == QuorumOf.WEIGHT else Measure.PRACTICES
    took_part, all_of_them = cast.of(measure), eligible.of(measure)
    return Quorum(
        of=str(rule.quorum_of),
        numerator=took_part,
        denominator=all_of_them,
        needed=rule.voted_needed(all_of_them),
        met=rule.quorate(
            practices_voted=cast.practices,
            practices=eligible.practices,
            weight_voted=cast.weight,
            weight=eligible.weight,
        ),
    )


def all_must_pass(outcomes: Sequence[str | None]) -> str | None:
    """The outcome of one question over several CCGs (VOT-07); None as long as one is not known.

    Carried only if each carried. One that is lost loses it; otherwise one that is inquorate makes it inquorate.
    """
    if not outcomes or None in outcomes:
        return None
    if QuestionOutcome.LOST in outcomes:
        return str(QuestionOutcome.LOST)
    if QuestionOutcome.INQUORATE in outcomes:
        return str(QuestionOutcome.INQUORATE)
    return str(QuestionOutcome.CARRIED)


#: Fewer practices than this and one vote moves the percentage by more than five points.
FEW_PRACTICES = 20


def small_figures_note(eligible: Count, cast: Count) -> str:
    """What a reader of percentages must know when few practices voted; empty when there is nothing to say."""
    if not cast.practices:
        return "No practice voted."
    if cast.practices >= FEW_PRACTICES:
        return ""
    practices = "practice" if cast.practices == 1 else "practices"
    note = (
        f"Only {cast.practices} {practices} voted, so one practice is {100 // cast.practices}% or more of the votes "
        "cast by head. Read the percentages with their numbers."
    )
    if eligible.weight != eligible.practices:
        note += " Because votes have different weights, the totals may show how a single practice voted."
    return note
