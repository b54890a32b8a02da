"""The voting rule expresses every real case, computes in whole numbers and reads back in plain English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import BallotMode, Decides, QuorumOf, Rounding, ThresholdBase, WeightKind

THREE_QUARTERS_CAST = VotingRuleTerms(
    decides=Decides.CONSTITUTION_CHANGE,
    clause="4.2",
    threshold_numerator=3,
    threshold_denominator=4,
    strict=False,
    base=ThresholdBase.CAST,
    notice_days=14,
)
MAJORITY_CAST = VotingRuleTerms(
    threshold_numerator=1, threshold_denominator=2, strict=True, base=ThresholdBase.CAST_WITHOUT_ABSTENTIONS
)


def test_sentence_quotes_the_clause():
    assert THREE_QUARTERS_CAST.sentence() == (
        "At least 75% of the votes cast, abstentions counted, must be in favour. Each practice has one vote. "
        "No number of practices has to vote. Members are told at least 14 days before a ballot opens. "
        "The ballot is recorded (clause 4.2)."
    )


# What each CCG of the public record did, as data: (rule, words that must be in its sentence)
REAL_CASES = {
    "Medway, March 2015: threshold not stated": (
        VotingRuleTerms(),
        "The constitution does not state a complete threshold.",
    ),
    "Brighton & Hove 2015: majority of practices": (
        VotingRuleTerms(
            threshold_numerator=1, threshold_denominator=2, strict=True, base=ThresholdBase.ELIGIBLE_PRACTICES
        ),
        "More than half of all practices that may vote must be in favour.",
    ),
    "West London: one vote per 2,000 patients": (
        VotingRuleTerms(
            weight_kind=WeightKind.PER_PATIENTS,
            weight_number=2000,
            weight_rounding=Rounding.CEIL,
            threshold_numerator=1,
            threshold_denominator=2,
            strict=False,
            base=ThresholdBase.ELIGIBLE_WEIGHT,
        ),
        "Each practice has one vote for every 2,000 registered patients, rounded up.",
    ),
    "Surrey Downs 2019: 75% of practices must vote": (
        VotingRuleTerms(
            threshold_numerator=1,
            threshold_denominator=2,
            strict=True,
            base=ThresholdBase.CAST,
            quorum_numerator=75,
            quorum_denominator=100,
            quorum_of=QuorumOf.PRACTICES,
        ),
        "At least 75% of the practices that may vote must vote for the quorum to be met.",
    ),
    "Nottinghamshire 2019: majority of votes cast": (
        MAJORITY_CAST,
        "More than half of the votes cast, abstentions left out, must be in favour.",
    ),
    "Leeds North: two representatives per practice": (
        VotingRuleTerms(
            weight_kind=WeightKind.REPRESENTATIVES,
            weight_number=2,
            threshold_numerator=2,
            threshold_denominator=3,
            strict=False,
            base=ThresholdBase.CAST,
            quorum_numerator=1,
            quorum_denominator=2,
            quorum_of=QuorumOf.WEIGHT,
        ),
        "Each practice has 2 votes, one for each of its representatives.",
    ),
    "List size, secret": (
        VotingRuleTerms(
            weight_kind=WeightKind.LIST_SIZE,
            threshold_numerator=2,
            threshold_denominator=3,
            strict=False,
            base=ThresholdBase.CAST,
            mode=BallotMode.SECRET,
        ),
        "At least two thirds of the votes cast",
    ),
}


@pytest.mark.parametrize(("rule", "words"), REAL_CASES.values(), ids=REAL_CASES.keys())
def test_every_real_case_can_be_said(rule, words):
    assert words in rule.sentence()
    assert VotingRuleTerms.from_json(rule.to_json()) == rule


@pytest.mark.parametrize(
    ("rounding", "patients", "votes"),
    [
        (Rounding.CEIL, 1, 1),
        (Rounding.CEIL, 2000, 1),
        (Rounding.CEIL, 2001, 2),
        (Rounding.FLOOR, 1999, 0),
        (Rounding.FLOOR, 4001, 2),
        (Rounding.ROUND, 999, 0),
        (Rounding.ROUND, 1000, 1),
        (Rounding.ROUND, 2999, 1),
        (Rounding.ROUND, 3000, 2),
        (Rounding.CEIL, 0, 0),
    ],
)
def test_weight_per_patients(rounding, patients, votes):
    rule = VotingRuleTerms(weight_kind=WeightKind.PER_PATIENTS, weight_number=2000, weight_rounding=rounding)
    assert rule.weight_of(patients=patients) == votes


@pytest.mark.parametrize(
    ("kind", "number", "votes"),
    [(WeightKind.EQUAL, None, 1), (WeightKind.LIST_SIZE, None, 6120), (WeightKind.REPRESENTATIVES, 2, 2)],
)
def test_other_weights(kind, number, votes):
    assert VotingRuleTerms(weight_kind=kind, weight_number=number).weight_of(patients=6120) == votes


@pytest.mark.parametrize(
    ("in_favour", "base", "at_least", "more_than"),
    [(42, 56, True, False), (41, 56, False, False), (43, 56, True, True), (0, 0, False, False)],
)
def test_at_least_and_more_than_differ_exactly_at_the_line(in_favour, base, at_least, more_than):
    strict = VotingRuleTerms(threshold_numerator=3, threshold_denominator=4, strict=True, base=ThresholdBase.CAST)
    assert THREE_QUARTERS_CAST.carries(in_favour=in_favour, base_total=base) is at_least
    assert strict.carries(in_favour=in_favour, base_total=base) is more_than


@given(st.integers(1, 100), st.integers(1, 100), st.integers(0, 10_000), st.booleans())
def test_votes_needed_is_the_smallest_number_that_reaches_the_share(numerator, denominator, base, strict):
    rule = VotingRuleTerms(
        threshold_numerator=numerator,
        threshold_denominator=denominator,
        strict=strict,
        base=ThresholdBase.CAST,
    )

    def reaches(votes):
        if strict:
            return votes * denominator > numerator * base
        return votes * denominator >= numerator * base

    needed = rule.votes_needed(base)
    assert reaches(needed)
    assert not reaches(needed - 1)


def test_turnout_just_under_the_quorum_is_inquorate():
    rule = REAL_CASES["Surrey Downs 2019: 75% of practices must vote"][0]
    assert rule.quorate(practices_voted=24, practices=32, weight_voted=24, weight=32)
    assert not rule.quorate(practices_voted=23, practices=32, weight_voted=23, weight=32)
    assert MAJORITY_CAST.quorate(practices_voted=0, practices=32, weight_voted=0, weight=32)


def test_no_threshold_cannot_be_counted():
    with pytest.raises(ValueError, match="states no threshold"):
        VotingRuleTerms().votes_needed(10)
