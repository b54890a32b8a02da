"""The ladder as data, and who may rule on whom (MAP-02 to MAP-04, PCC-12)."""

from datetime import date
from itertools import product

import pytest

from cocommission.shared.rules.blockers import STRENGTHS
from conflicts.rules.natures import INDIRECT_FINANCIAL, NATURES
from conflicts.rules.paths import NOWHERE, Basis, Finder, Node, PersonTie, Ties
from conflicts.terms import BodyKind, Capacity, InterestType
from pccc.rules.conflict_map import ItemFacts, MemberFacts, propose
from pccc.rules.ladder import DECLARED_ONLY, LADDER, ORDER, furthest, rung
from pccc.rules.rulings import (
    Leader,
    RulingFacts,
    hides_papers,
    reason_blockers,
    ruler_blockers,
    time_blockers,
    who_may_rule,
)
from pccc.terms import Handling, ItemKind, ItemState, MeetingState, MinutesState, Office

DAY = date(2016, 4, 1)


def test_map_02_the_ladder_has_one_rung_for_everything_and_says_where_it_comes_from():
    wanted = set(product([*NATURES, DECLARED_ONLY], ItemKind.values))
    assert {(step.nature, str(step.item_kind)) for step in LADDER} == wanted
    assert len(LADDER) == len(wanted)
    assert all(step.source and step.strength in STRENGTHS for step in LADDER)


def test_map_02_money_asks_most_and_information_asks_least():
    for nature in NATURES:
        steps = [ORDER[rung(nature, kind).handling] for kind in ("INFORMATION", "DISCUSSION", "DECISION")]
        assert steps == sorted(steps)
        assert ORDER[rung("FINANCIAL", "DECISION").handling] >= ORDER[rung(nature, "DECISION").handling]
    assert rung(INDIRECT_FINANCIAL, "DECISION").handling == Handling.LEAVE_ITEM


def test_the_furthest_counts():
    assert furthest([]) == Handling.NONE
    assert furthest([Handling.NO_VOTE, Handling.LEAVE_ITEM, Handling.DISCLOSE]) == Handling.LEAVE_ITEM


def test_what_is_withheld_is_not_named_to_those_who_may_not_see_it():
    tie = PersonTie(1, 5, Basis.INTEREST, str(InterestType.FINANCIAL), str(Capacity.OWNER), date(2014, 1, 1), number=3,
                    interest=9, withheld=True)  # fmt: skip
    ties = Ties(DAY, {1: (tie,)}, {}, {5: Node(5, "Secret Ltd", BodyKind.COMPANY)})
    item = ItemFacts(1, "DECISION", (), False, (5,))
    (reason,) = propose(item, MemberFacts(1, "A", "OTHER"), Finder(ties)).reasons
    assert "Secret Ltd" in reason.shown(everything=True)
    assert "Secret Ltd" not in reason.shown(everything=False)
    assert "Secret Ltd" not in str(propose(item, MemberFacts(1, "A", "OTHER"), Finder(ties)).path_json())
    elsewhere = propose(ItemFacts(2, "DECISION", (), False, (6,)), MemberFacts(1, "A", "OTHER"), Finder(ties))
    assert "Secret Ltd" not in " ".join(elsewhere.why_not)


def test_an_interest_that_names_no_organisation_is_asked_about():
    tie = PersonTie(1, NOWHERE, Basis.INTEREST, "PERSONAL", str(Capacity.OTHER), date(2014, 1, 1), number=3, interest=9)
    finder = Finder(Ties(DAY, {1: (tie,)}, {}, {}))
    asked = propose(ItemFacts(1, "DECISION", (), False, (5,)), MemberFacts(1, "A", "OTHER"), finder)
    assert not asked.flagged
    assert asked.why_not == ("None of their interests, jobs or posts names an organisation.",)
    assert asked.warnings == ("Interest 3 names no organisation. Ask whether it affects this item.",)
    assert not propose(ItemFacts(1, "INFORMATION", (), False, ()), MemberFacts(1, "A", "OTHER"), finder).warnings


def leader(number, office="", handling=Handling.NONE, voting=True):
    return Leader(number, f"Person {number}", voting, office, str(handling))


def facts(*leaders, chair=None, meeting=MeetingState.NOTICED, item=ItemState.LISTED, minutes=""):
    return RulingFacts(meeting, item, minutes, chair, {each.person_id: each for each in leaders})


CHAIR, VICE, MEMBER = leader(1, Office.CHAIR), leader(2, Office.VICE_CHAIR), leader(3)
GP = leader(4, handling=Handling.LEAVE_ITEM)
TORN = leader(1, Office.CHAIR, Handling.LEAVE_ITEM)


@pytest.mark.parametrize(
    ("case", "person", "able"),
    [
        (facts(CHAIR, VICE, MEMBER, GP), 4, {1}),
        (facts(CHAIR, VICE, MEMBER, GP), 1, {2}),
        (facts(TORN, VICE, MEMBER, GP), 4, {2}),
        (facts(TORN, VICE, MEMBER, GP), 1, {2}),
        (facts(TORN, VICE, MEMBER, GP), 2, {3}),
        (facts(CHAIR, VICE, MEMBER, GP, chair=3), 4, {3}),
        (facts(CHAIR, VICE, MEMBER, GP, chair=3), 3, {2}),
        (facts(CHAIR, MEMBER, GP, chair=3), 3, {1}),
        (facts(CHAIR, VICE, MEMBER, GP, chair=4), 4, {2}),
        (facts(TORN, GP), 4, set()),
        (facts(TORN, leader(5, voting=False)), 1, set()),
    ],
)
def test_pcc_12_whoever_is_free_of_the_conflict_rules(case, person, able):
    assert {each.person_id for each in who_may_rule(case, person)} == able
    for each in case.leaders:
        assert (not ruler_blockers(case, person, each)) == (each in able)


def test_map_03_nobody_rules_on_themself():
    (found,) = ruler_blockers(facts(CHAIR, VICE), 1, 1)
    assert "You cannot decide on your own conflict" in found.missing
    assert ruler_blockers(facts(CHAIR, VICE), 99, 1)[0].missing.startswith("This person does not sit")
    assert "Defer the item" in ruler_blockers(facts(TORN, GP), 4, 1)[0].missing
    assert "has a conflict on this item" in ruler_blockers(facts(TORN, VICE, GP), 4, 1)[0].missing


def test_map_04_a_departure_from_the_proposal_says_why():
    assert reason_blockers(Handling.LEAVE_ITEM, Handling.DISCLOSE, "  ")[0].field == "reason"
    assert not reason_blockers(Handling.LEAVE_ITEM, Handling.LEAVE_ITEM, "")
    assert not reason_blockers(Handling.LEAVE_ITEM, Handling.NO_PAPERS, "She may bid")


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.OPEN, MeetingState.CLOSED])
def test_rulings_can_be_made_until_the_minutes_are_final(state):
    assert not time_blockers(facts(CHAIR, meeting=state))
    assert not time_blockers(facts(CHAIR, meeting=state, minutes=MinutesState.DRAFT))
    assert time_blockers(facts(CHAIR, meeting=state, minutes=MinutesState.FINAL))
    assert time_blockers(facts(CHAIR, meeting=state, item=ItemState.WITHDRAWN))


def test_nothing_is_ruled_for_a_cancelled_meeting():
    assert time_blockers(facts(CHAIR, meeting=MeetingState.CANCELLED))


def test_pcc_13_only_one_ruling_hides_papers():
    assert [each for each in Handling if hides_papers(each)] == [Handling.NO_PAPERS]
