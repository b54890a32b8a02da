"""When an item may be decided and what its votes come to (F-45, F-28)."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from models_abc.terms import Function
from pccc.rules.authority import authority
from pccc.rules.decisions import (
    Count,
    Earlier,
    Facts,
    Scheme,
    approving_blockers,
    count_consensus,
    count_votes,
    deciding_blockers,
    vote_blockers,
    voters,
)
from pccc.rules.quorum import Sitter
from pccc.rules.urgent import UrgentFacts, urgent_blockers
from pccc.terms import Choice, CommitteeKind, DecisionKind, ItemState, Office, Outcome, SeatRole

LAY = Sitter(1, "Lay chair", SeatRole.LAY_MEMBER, True, Office.CHAIR)
NURSE = Sitter(2, "Nurse", SeatRole.NURSE, True)
OFFICER = Sitter(3, "Officer", SeatRole.CHIEF_OFFICER, True)
RULED_OUT = Sitter(4, "Doctor", SeatRole.LOCAL_GP, True, eligible=False)
GUEST = Sitter(5, "Healthwatch", SeatRole.HEALTHWATCH, False)
ROOM = (LAY, NURSE, OFFICER, RULED_OUT, GUEST)
FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def right(function=Function.CONTRACTS):
    return authority(function=function, model_held="C", agreement=None, committee_kind=CommitteeKind.PCCC,
                     england_present=False, on=date(2016, 5, 1))  # fmt: skip


FACTS = Facts(ItemState.TAKEN, (Function.CONTRACTS,), (), right(), quorum_met=True)
SCHEME = Scheme(True, "Fewer admissions", "Most in the poorest wards", "Costs less than it saves")


def rules(found):
    return [blocker.rule for blocker in found]


def test_an_item_that_is_taken_in_quorum_under_its_function_may_be_decided():
    assert deciding_blockers(FACTS) == []
    assert deciding_blockers(replace(FACTS, item_functions=())) == []


@pytest.mark.parametrize("state", [ItemState.LISTED, ItemState.DONE, ItemState.REMEDIED, ItemState.WITHDRAWN])
def test_only_an_item_that_is_being_taken_is_decided(state):
    assert rules(deciding_blockers(replace(FACTS, item_state=state))) == ["DEC-05"]


def test_an_item_is_decided_once_and_under_a_function_of_its_agenda():
    assert rules(deciding_blockers(replace(FACTS, decided_as=(7,)))) == ["DEC-05"]
    assert rules(deciding_blockers(replace(FACTS, item_functions=(Function.MERGERS,)))) == ["DEC-05"]


def test_without_a_quorum_the_missing_people_are_named():
    found = deciding_blockers(replace(FACTS, quorum_met=False, quorum_missing=("At least 1 GP; 0 are there.",)))
    assert rules(found) == ["PCC-09"]
    assert "At least 1 GP" in found[0].missing


def test_pcc_11_who_was_ruled_out_cannot_vote_and_who_may_vote_must_be_written_down():
    assert voters(ROOM) == [LAY, NURSE, OFFICER]
    assert vote_blockers({1: FOR, 2: FOR, 3: AGAINST}, ROOM) == []
    assert rules(vote_blockers({1: FOR, 2: FOR, 3: AGAINST, 4: FOR}, ROOM)) == ["PCC-11"]
    assert rules(vote_blockers({1: FOR, 2: FOR, 3: AGAINST, 5: FOR}, ROOM)) == ["DEC-05"]
    assert rules(vote_blockers({1: FOR, 2: FOR, 3: AGAINST, 99: FOR}, ROOM)) == ["DEC-05"]
    missing = vote_blockers({1: FOR, 2: FOR}, ROOM)
    assert [(b.rule, b.field) for b in missing] == [("DEC-05", "vote_3")]


def test_a_majority_of_votes_for_and_against_decides_and_abstentions_do_not_count():
    for choices in product(Choice, repeat=3):
        votes = dict(zip((1, 2, 3), choices, strict=True))
        found = count_votes(votes, casting="", chair=None, casting_allowed=False)
        expected = choices.count(FOR) > choices.count(AGAINST)
        assert (found.outcome == Outcome.CARRIED) is expected
        assert found.as_json()["rows"] == 3


def test_pcc_17_equal_votes_need_the_chairs_casting_vote_which_is_counted_apart():
    tie = {1: FOR, 2: AGAINST}
    assert rules(count_votes(tie, casting="", chair=LAY, casting_allowed=True)) == ["PCC-17"]
    for casting, outcome in ((FOR, Outcome.CARRIED), (AGAINST, Outcome.LOST)):
        found = count_votes(tie, casting=casting, chair=LAY, casting_allowed=True)
        assert (found.for_, found.against, found.casting, found.outcome) == (1, 1, casting, outcome)
        assert found.as_json()["rows"] == 3
    assert rules(count_votes(tie, casting=ABSTAIN, chair=LAY, casting_allowed=True)) == ["PCC-17"]


def test_pcc_17_no_casting_vote_without_a_tie_without_terms_that_give_one_or_by_a_chair_who_may_not_vote():
    tie = {1: FOR, 2: AGAINST}
    assert rules(count_votes({1: FOR, 2: FOR}, casting=FOR, chair=LAY, casting_allowed=True)) == ["PCC-17"]
    assert rules(count_votes(tie, casting=FOR, chair=LAY, casting_allowed=False)) == ["PCC-17"]
    assert rules(count_votes(tie, casting=FOR, chair=RULED_OUT, casting_allowed=True)) == ["PCC-17"]
    assert count_votes(tie, casting="", chair=LAY, casting_allowed=False).outcome == Outcome.LOST
    assert count_votes(tie, casting="", chair=RULED_OUT, casting_allowed=True).outcome == Outcome.LOST


def test_all_abstaining_is_a_tie_and_nobody_voting_is_no_decision():
    assert rules(count_votes({1: ABSTAIN}, casting="", chair=LAY, casting_allowed=True)) == ["PCC-17"]
    assert rules(count_votes({}, casting="", chair=LAY, casting_allowed=True)) == ["DEC-05"]


def test_consensus_is_of_those_who_may_vote():
    found = count_consensus(ROOM)
    assert isinstance(found, Count)
    assert (found.consensus, found.voters, found.outcome, found.as_json()["rows"]) == (True, 3, Outcome.CARRIED, 0)
    assert rules(count_consensus((RULED_OUT, GUEST))) == ["DEC-05"]


@pytest.mark.parametrize(
    ("scheme", "fields"),
    [
        (None, ["consultation", "outcomes", "inequalities", "value"]),
        (replace(SCHEME, consultation_closed=None), ["consultation"]),
        (replace(SCHEME, consultation_closed=False), ["consultation"]),
        (replace(SCHEME, outcomes=" "), ["outcomes"]),
        (replace(SCHEME, inequalities=""), ["inequalities"]),
        (replace(SCHEME, value=""), ["value"]),
        (SCHEME, []),
    ],
)
def test_fun_04_a_scheme_is_not_approved_without_closed_lmc_consultation_and_three_statements(scheme, fields):
    facts = replace(FACTS, authority=right(Function.INCENTIVE_SCHEMES), scheme=scheme)
    found = approving_blockers(facts)
    assert [blocker.field for blocker in found] == fields
    assert set(rules(found)) <= {"FUN-04"}
    assert approving_blockers(replace(facts, authority=right())) == []


def test_fun_05_a_move_to_a_local_contract_names_each_practice_that_did_not_consent():
    facts = replace(FACTS, moves_contract=True, without_consent=("Amber Lane Surgery", "Birch Road Surgery"))
    found = approving_blockers(facts)
    assert rules(found) == ["FUN-05"]
    assert "Amber Lane Surgery, Birch Road Surgery" in found[0].missing
    assert approving_blockers(replace(facts, without_consent=())) == []
    assert approving_blockers(replace(facts, moves_contract=False)) == []


def test_a_later_decision_names_an_earlier_one_of_the_committee_that_nobody_settled():
    correction = replace(FACTS, kind=DecisionKind.CORRECTION)
    earlier = Earlier(3, DecisionKind.MEETING, Function.CONTRACTS, same_committee=True)
    assert deciding_blockers(replace(correction, earlier=earlier)) == []
    assert rules(deciding_blockers(correction)) == ["DEC-04"]
    for wrong in (
        replace(earlier, same_committee=False),
        replace(earlier, function=Function.MERGERS),
        replace(earlier, settled_by=4),
    ):
        assert rules(deciding_blockers(replace(correction, earlier=wrong))) == ["DEC-04"]


def test_only_an_urgent_decision_is_ratified():
    ratification = replace(FACTS, kind=DecisionKind.RATIFICATION)
    urgent = Earlier(3, DecisionKind.URGENT, Function.CONTRACTS, same_committee=True)
    assert deciding_blockers(replace(ratification, earlier=urgent)) == []
    assert rules(deciding_blockers(replace(ratification, earlier=replace(urgent, kind=DecisionKind.MEETING)))) == [
        "DEC-03"
    ]


def test_an_urgent_decision_needs_lay_chair_executive_reason_and_conflicts():
    facts = UrgentFacts(right(), "The practice closes tomorrow", "None has any", (LAY, OFFICER))
    assert urgent_blockers(facts) == []
    for wrong in (
        replace(facts, reason=""),
        replace(facts, conflicts=" "),
        replace(facts, agreed=(LAY, NURSE)),
        replace(facts, agreed=(OFFICER,)),
        replace(facts, agreed=(LAY, OFFICER, GUEST)),
        replace(facts, strangers=1),
    ):
        assert rules(urgent_blockers(wrong)) == ["DEC-03"]
    assert rules(urgent_blockers(replace(facts, authority=right(Function.DENTAL)))) == ["FUN-02"]
    assert rules(urgent_blockers(replace(facts, authority=right(Function.INCENTIVE_SCHEMES)))) == ["FUN-04"]
