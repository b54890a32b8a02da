"""The count of a question against a brute-force oracle, and the real cases of the public record."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import QuorumOf, ThresholdBase, WeightKind
from votes.rules.ballot_options import model_choice, options_for, problems, yes_no
from votes.rules.ballot_tally import Count, Figures, all_must_pass, count_question, small_figures_note
from votes.terms.ballots import Measure, QuestionKind, QuestionOutcome

CARRIED, LOST, INQUORATE = map(str, QuestionOutcome)


def rule(numerator=1, denominator=2, *, strict=True, base=ThresholdBase.CAST_WITHOUT_ABSTENTIONS, **more):
    return VotingRuleTerms(
        threshold_numerator=numerator, threshold_denominator=denominator, strict=strict, base=base, **more
    )


def heads(votes):
    return {code: Count(number, number) for code, number in votes.items()}


def outcome(votes, eligible, terms, options=None):
    return count_question(
        rule=terms, options=options or yes_no(), eligible=Count(eligible, eligible), votes=heads(votes)
    )


# -- the oracle: one row per practice, fractions, no shortcuts ---------------------------------------------------

practices = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["A", "B", "C", "NONE", "ABSTAIN", None])), min_size=1, max_size=12
)
rules = st.builds(
    lambda n, d, strict, base, quorum, of: rule(
        min(n, d),
        d,
        strict=strict,
        base=base,
        quorum_numerator=quorum and quorum[0],
        quorum_denominator=quorum and quorum[1],
        quorum_of=quorum and of,
    ),
    st.integers(1, 7),
    st.integers(1, 7),
    st.booleans(),
    st.sampled_from(list(ThresholdBase)),
    st.one_of(st.none(), st.integers(1, 5).flatmap(lambda d: st.tuples(st.integers(1, d), st.just(d)))),
    st.sampled_from(list(QuorumOf)),
)


def oracle(roll, terms):
    """What the rule says, counted practice by practice."""
    voted = [(weight, vote) for weight, vote in roll if vote]
    weighted = any(weight != 1 for weight, _ in roll)
    if terms.quorum_of:
        if terms.quorum_of == QuorumOf.WEIGHT:
            took, total = sum(w for w, _ in voted), sum(w for w, _ in roll)
        else:
            took, total = len(voted), len(roll)
        if total * Fraction(terms.quorum_numerator, terms.quorum_denominator) > took:
            return INQUORATE
    by_head = terms.base == ThresholdBase.ELIGIBLE_PRACTICES or not weighted

    def size(rows):
        return len(rows) if by_head else sum(weight for weight, _ in rows)

    support = {code: size([row for row in voted if row[1] == code]) for code in "ABC"}
    best = max(support.values())
    if not best or list(support.values()).count(best) > 1:
        return LOST
    if terms.base == ThresholdBase.CAST:
        base = size(voted)
    elif terms.base == ThresholdBase.CAST_WITHOUT_ABSTENTIONS:
        base = size([row for row in voted if row[1] != "ABSTAIN"])
    else:
        base = size(roll)
    line = base * Fraction(terms.threshold_numerator, terms.threshold_denominator)
    return CARRIED if (best > line if terms.strict else best >= line) else LOST


@settings(max_examples=400)
@given(practices, rules)
def test_outcome_equals_the_oracle(roll, terms):
    votes = {}
    for weight, vote in roll:
        if vote:
            votes[vote] = votes.get(vote, Count()) + Count(1, weight)
    eligible = Count(len(roll), sum(weight for weight, _ in roll))
    if any(weight != 1 for weight, _ in roll):
        terms = replace(terms, weight_kind=WeightKind.LIST_SIZE)
    figures = count_question(rule=terms, options=model_choice("ABC"), eligible=eligible, votes=votes)
    assert figures.outcome == oracle(roll, terms)
    assert sum(line.counts for line in figures.lines) == 1
    assert sum(count.practices for _, count in figures.options) == figures.cast.practices <= eligible.practices
    assert Figures.from_json(figures.to_json()) == figures


def test_weights_that_add_up_to_the_head_count_are_weighed_all_the_same():
    figures = count_question(
        rule=rule(weight_kind=WeightKind.LIST_SIZE),
        options=yes_no(),
        eligible=Count(3, 3),
        votes={"FOR": Count(1, 2), "AGAINST": Count(1, 0)},
    )
    assert figures.outcome == CARRIED
    assert figures.line_that_counts.measure == Measure.WEIGHT


# -- the line itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "terms", "expected"),
    [
        ({"FOR": 42, "AGAINST": 14}, rule(3, 4, strict=False), CARRIED),
        ({"FOR": 42, "AGAINST": 14}, rule(3, 4, strict=True), LOST),
        ({"FOR": 28, "AGAINST": 28}, rule(), LOST),
        ({"FOR": 28, "AGAINST": 28}, rule(strict=False), CARRIED),
        ({"FOR": 2, "AGAINST": 1}, rule(2, 3, strict=False), CARRIED),
        ({"FOR": 20, "AGAINST": 10, "ABSTAIN": 26}, rule(base=ThresholdBase.CAST), LOST),
        ({"FOR": 20, "AGAINST": 10, "ABSTAIN": 26}, rule(), CARRIED),
        ({"FOR": 20}, rule(base=ThresholdBase.ELIGIBLE_PRACTICES), LOST),
        ({"FOR": 29}, rule(base=ThresholdBase.ELIGIBLE_PRACTICES), CARRIED),
        ({"FOR": 29}, rule(base=ThresholdBase.ELIGIBLE_WEIGHT), CARRIED),
        ({}, rule(strict=False), LOST),
        ({"ABSTAIN": 56}, rule(strict=False), LOST),
    ],
)
def test_exactly_at_the_line(votes, terms, expected):
    assert outcome(votes, 56, terms).outcome == expected


def test_the_same_figures_stand_under_each_common_denominator_and_one_counts():
    figures = outcome({"FOR": 20, "AGAINST": 15, "ABSTAIN": 5}, 56, rule())
    assert [(line.base, line.numerator, line.denominator, line.reaches, line.counts) for line in figures.lines] == [
        ("CAST", 20, 40, False, False),
        ("CAST_WITHOUT_ABSTENTIONS", 20, 35, True, True),
        ("ELIGIBLE_PRACTICES", 20, 56, False, False),
    ]
    assert figures.needed == 18


def test_headcount_and_weight_are_counted_apart():
    figures = count_question(
        rule=rule(weight_kind=WeightKind.LIST_SIZE),
        options=yes_no(),
        eligible=Count(5, 75_000),
        votes={"FOR": Count(1, 48_150), "AGAINST": Count(4, 26_850)},
    )
    assert figures.outcome == CARRIED
    assert figures.line_that_counts.measure == Measure.WEIGHT
    by_head = figures.lines[1]
    assert (by_head.numerator, by_head.denominator, by_head.reaches) == (1, 5, False)


# -- several options -----------------------------------------------------------------------------------------------


def test_the_leading_model_must_reach_the_threshold_itself():
    options = model_choice("ABC")
    assert outcome({"C": 30, "B": 10, "A": 16}, 56, rule(), options).outcome == CARRIED
    assert outcome({"C": 28, "B": 12, "A": 16}, 56, rule(), options).outcome == LOST
    figures = outcome({"C": 20, "B": 20, "NONE": 3}, 56, rule(1, 3, strict=False), options)
    assert figures.tie
    assert figures.outcome == LOST


def test_none_of_these_carries_nothing():
    assert outcome({"NONE": 50, "C": 6}, 56, rule(), model_choice("BC")).outcome == LOST


def test_options_for_each_kind():
    assert [option.code for option in options_for(QuestionKind.CONSTITUTION_CHANGE)] == ["FOR", "AGAINST", "ABSTAIN"]
    assert [option.code for option in options_for(QuestionKind.MODEL_CHOICE, models="CB")] == [
        "B",
        "C",
        "NONE",
        "ABSTAIN",
    ]
    together = options_for(QuestionKind.MODEL_CHOICE, models="CB", as_choice=False)
    assert together[0].models == ("B", "C")
    assert problems(yes_no(), QuestionKind.MODEL_CHOICE) == ["Select which models the question is about."]
    assert problems(model_choice("C"), QuestionKind.MODEL_CHOICE) == []


def test_a_vote_for_an_option_that_was_not_put_is_an_error():
    with pytest.raises(ValueError, match="not put"):
        outcome({"D": 1}, 5, rule())


# -- the public record ---------------------------------------------------------------------------------------------


def test_medway_march_2015_first_carried_second_lost():
    first = outcome({"FOR": 42, "AGAINST": 14}, 56, rule())
    second = outcome({"FOR": 21, "AGAINST": 35}, 56, rule())
    assert (first.outcome, second.outcome) == (CARRIED, LOST)


def test_medways_published_percentages_fit_no_whole_numbers():
    """95% of 56 practices voted and 93.5% of those in favour: no whole numbers give both, so they stay text."""

    def tenths(numerator, denominator):
        return (2000 * numerator + denominator) // (2 * denominator)

    fits = [
        (voted, in_favour)
        for voted in range(57)
        for in_favour in range(voted + 1)
        if 945 <= tenths(voted, 56) < 955 and tenths(in_favour, voted) == 935
    ]
    assert fits == []


def test_cheshire_is_carried_only_because_each_carried():
    each = [outcome({"FOR": a, "AGAINST": b}, a + b, rule()).outcome for a, b in [(13, 1), (7, 4), (28, 4), (19, 1)]]
    assert all_must_pass(each) == CARRIED
    assert all_must_pass([*each[:3], LOST]) == LOST
    assert all_must_pass([*each[:3], INQUORATE]) == INQUORATE
    assert all_must_pass([LOST, INQUORATE]) == LOST
    assert all_must_pass([*each[:3], None]) is None
    assert all_must_pass([]) is None


def test_surrey_downs_is_inquorate_not_lost():
    terms = rule(quorum_numerator=3, quorum_denominator=4, quorum_of=QuorumOf.PRACTICES)
    assert outcome({"FOR": 23}, 31, terms).outcome == INQUORATE
    assert outcome({"AGAINST": 23}, 31, terms).outcome == INQUORATE
    assert outcome({"FOR": 12, "ABSTAIN": 12}, 31, terms).outcome == CARRIED


def test_brighton_and_hove_is_lost():
    assert outcome({"FOR": 16, "AGAINST": 28}, 44, rule(base=ThresholdBase.ELIGIBLE_PRACTICES)).outcome == LOST


def test_small_figures():
    assert small_figures_note(Count(56, 56), Count(50, 50)) == ""
    assert small_figures_note(Count(56, 56), Count()) == "No practice voted."
    assert "one practice is 20% or more" in small_figures_note(Count(5, 5), Count(5, 5))
    assert "different weights" in small_figures_note(Count(5, 75_000), Count(4, 60_000))
