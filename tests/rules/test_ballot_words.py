"""A result in sentences: a share always with its two numbers, and no share of nothing."""

from hypothesis import given

from tests.rules.test_ballot_tally import outcome, practices, rule, rules
from votes.rules.ballot_options import model_choice
from votes.rules.ballot_tally import Count, count_question
from votes.rules.ballot_words import outcome_sentence


def test_a_carried_question_names_its_base():
    said = outcome_sentence(outcome({"FOR": 2, "AGAINST": 1}, 4, rule()))
    assert said == "Carried. 66.7% (2 of 3) of practices that voted for or against were for; 2 were needed."


def test_a_question_that_nobody_answered_has_no_share():
    for votes in ({}, {"ABSTAIN": 3}):
        said = outcome_sentence(outcome(votes, 5, rule()))
        assert said == "Lost. There were no practices that voted for or against."


@given(practices, rules)
def test_no_sentence_divides_by_nothing(roll, terms):
    votes = {
        code: Count(
            sum(1 for _, chosen in roll if chosen == code), sum(size for size, chosen in roll if chosen == code)
        )
        for code in ("A", "B", "C", "NONE", "ABSTAIN")
    }
    eligible = Count(len(roll), sum(size for size, _ in roll))
    figures = count_question(rule=terms, options=model_choice("ABC"), eligible=eligible, votes=votes)
    assert " of 0)" not in outcome_sentence(figures)
