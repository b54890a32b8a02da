"""What is missing before a ballot can open, one fact at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import BallotMode, Rounding, ThresholdBase, WeightKind
from votes.rules.ballot_checks import DraftFacts, DraftQuestion, notice_days_given, opening_blockers
from votes.rules.ballot_options import model_choice, yes_no
from votes.rules.ballot_roll_checks import Voter
from votes.rules.catalogue import RULES
from votes.terms.ballots import BallotState, QuestionKind

NOW = datetime(2015, 6, 18, 9, 0, tzinfo=UTC)
RULE = VotingRuleTerms(
    threshold_numerator=1,
    threshold_denominator=2,
    strict=True,
    base=ThresholdBase.CAST,
    notice_days=14,
    clause="4.2",
)
VOTERS = [Voter(f"G8200{n}", f"Practice {n}", 5000 + n, True) for n in range(1, 7)]
QUESTION = DraftQuestion(1, QuestionKind.MODEL_CHOICE, "Which model?", model_choice("BC"), RULE)
CHANGE = DraftQuestion(2, QuestionKind.CONSTITUTION_CHANGE, "Adopt version 4?", yes_no(), RULE, constitution_bound=True)
READY = DraftFacts(
    state=BallotState.DRAFT,
    title="Delegated commissioning",
    questions=(QUESTION, CHANGE),
    voters=VOTERS,
    opens_at=NOW + timedelta(days=14),
    closes_at=NOW + timedelta(days=28),
    mode=BallotMode.RECORDED,
    constitution_bound=True,
    verifiers_other_than_officer=1,
)


def found(facts):
    return [(blocker.rule, blocker.level) for blocker in opening_blockers(facts, now=NOW)]


def test_a_complete_draft_has_nothing_missing():
    assert opening_blockers(READY, now=NOW) == []


SOLE = replace(QUESTION)
CASES = {
    "opened already": ({"state": BallotState.OPENED}, ("VOT-08", "B")),
    "no title": ({"title": " "}, ("VOT-06", "B")),
    "no constitution": ({"constitution_bound": False}, ("VOT-05", "B")),
    "nobody to certify": ({"verifiers_other_than_officer": 0}, ("VOT-09", "W")),
    "re-ballot says nothing": ({"is_re_ballot": True}, ("VOT-10", "W")),
    "no close": ({"closes_at": None}, ("VOT-12", "B")),
    "start has passed": ({"opens_at": NOW - timedelta(days=1)}, ("VOT-12", "B")),
    "closes before it opens": ({"closes_at": NOW + timedelta(days=14)}, ("VOT-12", "B")),
    "notice too short": ({"opens_at": NOW + timedelta(days=13)}, ("VOT-05", "B")),
    "no notice at all": ({"opens_at": None}, ("VOT-05", "B")),
    "window short": ({"closes_at": NOW + timedelta(days=23)}, ("VOT-12", "W")),
    "no questions": ({"questions": ()}, ("VOT-06", "B")),
    "no text": ({"questions": (replace(SOLE, text=""),)}, ("VOT-06", "B")),
    "no rule": ({"questions": (replace(SOLE, rule=None),)}, ("VOT-05", "B")),
    "no threshold": ({"questions": (replace(SOLE, rule=VotingRuleTerms()),)}, ("VOT-05", "B")),
    "more than all": (
        {"questions": (replace(SOLE, rule=replace(RULE, threshold_numerator=1, threshold_denominator=1)),)},
        ("VOT-05", "B"),
    ),
    "below half": ({"questions": (replace(SOLE, rule=replace(RULE, threshold_denominator=3)),)}, ("VOT-05", "W")),
    "no models": ({"questions": (replace(SOLE, options=yes_no()),)}, ("VOT-06", "B")),
    "text not bound": ({"questions": (replace(CHANGE, constitution_bound=False),)}, ("VOT-06", "B")),
    "text not proposed": ({"questions": (replace(CHANGE, constitution_usable=False),)}, ("VOT-06", "B")),
    "text edited": ({"questions": (replace(CHANGE, text_changed=True),)}, ("VOT-01", "B")),
    "no members": ({"voters": ()}, ("VOT-02", "B")),
    "no representative": ({"voters": [replace(VOTERS[0], represented=False), *VOTERS[1:]]}, ("VOT-11", "B")),
    "no representative, reason given": (
        {"voters": [replace(VOTERS[0], represented=False), *VOTERS[1:]], "unrepresented_reason": "Practice closing"},
        ("VOT-11", "W"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES.keys())
def test_each_gap_is_found_alone(change, expected):
    assert expected in found(replace(READY, **change))


def test_secret_ballots_say_why_they_cannot_open():
    secret = replace(QUESTION, rule=replace(RULE, mode=BallotMode.SECRET))
    facts = replace(READY, mode=BallotMode.SECRET, questions=(secret,))
    assert [blocker.missing for blocker in opening_blockers(facts, now=NOW)][0].startswith(
        "You cannot open a secret ballot"
    )
    mixed = replace(READY, questions=(secret,))
    assert ("VOT-05", "B") in found(mixed)


def test_three_practices_without_representative_are_named():
    voters = [replace(voter, represented=voter.code > "G82003") for voter in VOTERS]
    (blocker,) = opening_blockers(replace(READY, voters=voters), now=NOW)
    assert blocker.missing.startswith("No representative for 3 practices: Practice 1, Practice 2, Practice 3.")


def test_corby_is_decided_by_one_practice():
    """Five practices; one holds 64.2% of the registered patients."""
    patients = [47_251, 9_500, 8_000, 5_349, 3_500]
    voters = [Voter(f"K8300{n}", f"Surgery {n}", size, True) for n, size in enumerate(patients)]
    terms = replace(RULE, weight_kind=WeightKind.LIST_SIZE)
    facts = replace(READY, voters=voters, questions=(replace(QUESTION, rule=terms),))
    (warning,) = opening_blockers(facts, now=NOW)
    assert (warning.rule, warning.level) == ("VOT-03", "W")
    assert "(64.2%) and would decide every question alone" in warning.missing
    higher = replace(terms, threshold_numerator=3, threshold_denominator=4)
    (warning,) = opening_blockers(replace(facts, questions=(replace(QUESTION, rule=higher),)), now=NOW)
    assert "no question could be carried without it" in warning.missing
    equal = replace(facts, questions=(QUESTION,))
    assert opening_blockers(equal, now=NOW) == []


def test_weights_by_patients_need_list_sizes_and_a_whole_rule():
    terms = replace(RULE, weight_kind=WeightKind.PER_PATIENTS, weight_number=10_000, weight_rounding=Rounding.FLOOR)
    facts = replace(READY, questions=(replace(QUESTION, rule=terms),))
    assert found(facts) == [("VOT-03", "W")]  # all lists are too small for one vote
    missing = replace(facts, voters=[replace(VOTERS[0], patients=0), *VOTERS[1:]])
    assert found(missing) == [("VOT-03", "B")]
    unrounded = replace(terms, weight_rounding=None)
    assert ("VOT-03", "B") in found(replace(facts, questions=(replace(QUESTION, rule=unrounded),)))
    both = replace(facts, questions=(QUESTION, replace(CHANGE, rule=terms)))
    assert ("VOT-03", "B") in found(both)


def test_notice_counts_london_dates():
    midnight_in_london = datetime(2015, 7, 1, 23, 30, tzinfo=UTC)  # 00:30 on 2 July
    assert notice_days_given(NOW, midnight_in_london) == 14


def test_every_rule_has_a_source():
    assert all(rule.source and rule.says for rule in RULES)
    assert len({rule.id for rule in RULES}) == len(RULES)
