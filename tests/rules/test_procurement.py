"""Rules of procurement decisions (PRO-01 to PRO-05)."""

from dataclasses import replace
from datetime import date

import pytest

from conflicts.rules.checklist import questions_for
from conflicts.rules.procurement import (
    Part,
    ProcurementFacts,
    advert_blockers,
    award_blockers,
    checklist_blockers,
    content_blockers,
    decision_blockers,
    five_items,
)

ON = date(2017, 7, 3)
HANDLED = Part("A GP", "Partner of a bidder", "Left the room")
WHOLE = ProcurementFacts(
    decision="Extend by a year",
    process="Committee of 3 July",
    decided_on=ON,
    justification="She would have gained",
    parts=(HANDLED, Part("A lay member")),
    provider_name="Copper Federation Limited",
    provider_address="1 High Street",
    description="Diabetes care",
    amount=100_000,
    starts_on=date(2017, 10, 1),
    ends_on=date(2018, 10, 1),
    selection_process="Open tender",
)


def fields(found):
    return [blocker.field for blocker in found]


def test_pro_01_an_entry_says_decision_people_conflicts_and_handling():
    assert content_blockers(WHOLE) == []
    assert fields(content_blockers(ProcurementFacts())) == ["decision", "process", "decided_on", "participants"]
    unhandled = replace(WHOLE, parts=(Part("A GP", "Partner of a bidder"),), justification="")
    assert fields(content_blockers(unhandled)) == ["participants", "justification"]
    assert fields(decision_blockers(replace(WHOLE, decided_on=date(2017, 7, 4)), ON)) == ["decided_on"]


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("provider_name", ""),
        ("provider_address", " "),
        ("description", ""),
        ("amount", None),
        ("starts_on", None),
        ("ends_on", None),
        ("selection_process", ""),
    ],
)
def test_pro_02_an_award_has_the_five_items(name, empty):
    assert five_items(WHOLE) == []
    assert fields(five_items(replace(WHOLE, **{name: empty}))) == [name]


def test_pro_02_amounts_payable_stand_for_an_unknown_total():
    assert five_items(replace(WHOLE, amount=None, amounts_payable="£20 for each patient")) == []


def test_pro_03_no_award_with_an_unmanaged_conflict():
    assert award_blockers(WHOLE, ON) == []
    for part in (
        Part("A GP", "Partner"),
        Part("A GP", linked=True),
        Part("A GP", paths=("member -> partner at practice G82001",)),
    ):
        found = award_blockers(replace(WHOLE, parts=(part,)), ON)
        assert [blocker.rule for blocker in found] == ["PRO-03"]
    assert "practice G82001" in found[0].missing


@pytest.mark.parametrize(("route", "count"), [("TENDER", 11), ("AQP", 13), ("SINGLE_TENDER", 14)])
def test_pro_04_a_gp_bidder_needs_the_checklist_of_the_route(route, count):
    facts = replace(WHOLE, gp_bidder=True, route=route)
    found = checklist_blockers(facts, ON)
    assert len(found) == count
    assert {blocker.rule for blocker in found} == {"PRO-04"}
    answers = {question.id: "Yes" for question in questions_for(route, ON)}
    assert checklist_blockers(replace(facts, checklist=answers), ON) == []
    assert len(checklist_blockers(replace(facts, checklist={**answers, "value": " "}), ON)) == 1


def test_pro_04_is_asked_of_gp_bidders_only_and_asks_for_the_route_first():
    assert checklist_blockers(WHOLE, ON) == []
    assert fields(checklist_blockers(replace(WHOLE, gp_bidder=True), ON)) == ["route"]


def test_pro_05_a_large_mcp_contract_is_advertised_twice():
    mcp = replace(WHOLE, form="MCP", lifetime_value=589_149)
    assert fields(advert_blockers(mcp, ON)) == ["ojeu_reference", "finder_reference"]
    assert advert_blockers(replace(mcp, lifetime_value=589_148), ON) == []
    assert advert_blockers(replace(mcp, ojeu_reference="2017/S 1", finder_reference="CF 1"), ON) == []
    assert fields(advert_blockers(replace(mcp, lifetime_value=None), ON)) == ["lifetime_value"]
    assert advert_blockers(replace(mcp, form="ORDINARY"), ON) == []
