"""What a voting rule lacks, and what it may lack and still be recorded."""

from dataclasses import replace

import pytest

from ccgs.rules.voting import VotingRuleTerms
from ccgs.rules.voting_checks import impossible, voting_blockers

WHOLE = VotingRuleTerms(
    clause="4.2", threshold_numerator=3, threshold_denominator=4, strict=False, base="CAST", notice_days=14
)
PER_PATIENTS = {"weight_kind": "PER_PATIENTS", "weight_number": 2000, "weight_rounding": "CEIL"}
QUORUM = {"quorum_numerator": 3, "quorum_denominator": 4, "quorum_of": "PRACTICES"}


def test_a_whole_rule_lacks_nothing():
    for more in ({}, PER_PATIENTS, QUORUM, {"weight_kind": "REPRESENTATIVES", "weight_number": 2}):
        assert voting_blockers(replace(WHOLE, **more)) == []


@pytest.mark.parametrize(
    ("change", "field", "stored"),
    [
        ({"threshold_numerator": None, "threshold_denominator": None}, "threshold_numerator", True),
        ({"threshold_denominator": None}, "threshold_numerator", False),
        ({"strict": None}, "strict", True),
        ({"base": None}, "base", True),
        ({"clause": " "}, "clause", True),
        ({"threshold_numerator": 0}, "threshold_numerator", False),
        ({"threshold_numerator": 5}, "threshold_numerator", False),
        ({"threshold_numerator": 4, "strict": True}, "strict", False),
        (PER_PATIENTS | {"weight_number": None}, "weight_number", False),
        (PER_PATIENTS | {"weight_number": 99}, "weight_number", False),
        (PER_PATIENTS | {"weight_rounding": None}, "weight_rounding", False),
        ({"weight_kind": "REPRESENTATIVES"}, "weight_number", False),
        ({"weight_kind": "SOMETHING"}, "weight_kind", False),
        (QUORUM | {"quorum_of": None}, "quorum_numerator", False),
        (QUORUM | {"quorum_denominator": None}, "quorum_numerator", False),
        (QUORUM | {"quorum_numerator": 5}, "quorum_numerator", False),
        ({"notice_days": 366}, "notice_days", False),
        ({"decides": "SOMETHING"}, "decides", False),
        ({"mode": "SOMETHING"}, "mode", False),
    ],
)
def test_each_lack_is_named_at_its_field(change, field, stored):
    terms = replace(WHOLE, **change)
    assert [blocker.field for blocker in voting_blockers(terms)] == [field]
    assert (impossible(terms) == []) is stored


@pytest.mark.parametrize(("rounding", "levels"), [("CEIL", []), ("FLOOR", ["W"]), ("ROUND", ["W"])])
def test_rounding_down_warns_that_a_small_practice_may_have_no_vote(rounding, levels):
    terms = replace(WHOLE, **(PER_PATIENTS | {"weight_rounding": rounding}))
    assert [blocker.level for blocker in voting_blockers(terms)] == levels
