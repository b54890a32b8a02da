"""A result in sentences: every percentage with its numerator and denominator (F-17)."""

from __future__ import annotations

from ccgs.rules.wording import times
from ccgs.terms.voting import QuorumOf, ThresholdBase
from cocommission.shared.rules.shares import share
from votes.rules.ballot_tally import Figures, Line
from votes.terms.ballots import Measure, QuestionOutcome

BASES = {
    (Measure.PRACTICES, ThresholdBase.CAST): "practices that voted (abstentions counted)",
    (Measure.PRACTICES, ThresholdBase.CAST_WITHOUT_ABSTENTIONS): "practices that voted for or against",
    (Measure.PRACTICES, ThresholdBase.ELIGIBLE_PRACTICES): "all practices on the roll",
    (Measure.WEIGHT, ThresholdBase.CAST): "votes cast (abstentions counted)",
    (Measure.WEIGHT, ThresholdBase.CAST_WITHOUT_ABSTENTIONS): "votes cast (abstentions left out)",
    (Measure.WEIGHT, ThresholdBase.ELIGIBLE_WEIGHT): "all votes on the roll",
}


def base_words(line: Line) -> str:
    """What the line is a share of."""
    return BASES[(Measure(line.measure), ThresholdBase(line.base))]


def leading_label(figures: Figures) -> str:
    """The proposal that leads, as it stood on the paper."""
    return next(option.label for option, _ in figures.options if option.code == figures.leading)


def outcome_sentence(figures: Figures) -> str:
    """For example "Carried. 66.7% (2 of 3) of practices that voted for or against chose Model C; 2 were needed.\""""
    line = figures.line_that_counts
    voted = f"{share(line.numerator, line.denominator)} of {base_words(line)}"
    chose = "were for" if leading_label(figures) == "For" else f"chose {leading_label(figures)}"
    if figures.outcome == QuestionOutcome.INQUORATE and figures.quorum:
        who = "practices" if figures.quorum.of == QuorumOf.PRACTICES else "votes"
        return (
            f"Quorum not met. Only {share(figures.quorum.numerator, figures.quorum.denominator)} of the {who} "
            f"took part; "
            f"{figures.quorum.needed:,} had to. Nothing was decided."
        )
    needed = f"{figures.needed:,} {'was' if figures.needed == 1 else 'were'} needed"
    if figures.outcome == QuestionOutcome.CARRIED:
        return f"Carried. {voted} {chose}; {needed}."
    if not line.denominator:
        return f"Lost. There were no {base_words(line)}."
    if figures.tie:
        return f"Lost. The leading answers have the same number ({line.numerator:,} each), so none is carried."
    return f"Lost. {voted} {chose}; {needed}."


def turnout_sentence(figures: Figures) -> str:
    """How many voted, by head and, where votes are weighted, by weight."""
    text = f"{share(figures.cast.practices, figures.eligible.practices)} of the practices voted"
    if figures.weighted:
        text += f", with {share(figures.cast.weight, figures.eligible.weight)} of the votes"
    if figures.abstained.practices:
        text += f"; {times(figures.abstained.practices, 'practice')} abstained"
    return f"{text}."
