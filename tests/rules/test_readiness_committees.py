"""The committee and the registers in readiness: computed; no document attests them."""

from dataclasses import replace

import pytest

from models_abc.rules.readiness import blockers, requirements
from models_abc.rules.readiness.evidence import CommitteeFact, ConflictsFact, Evidence
from models_abc.terms import Stage
from tests.factories.readiness import NEEDS_B, a_ballot, a_document, a_round, evidence
from tests.factories.readiness import NOON_LESS_A_SECOND as NOW


def rules_of(facts: Evidence, stage: Stage = Stage.SUBMIT) -> list[str]:
    return [blocker.rule for blocker in blockers(facts, now=NOW, stage=stage)]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"committee": None}, ["PCC-01"]),
        ({"committee": replace(evidence().committee, broken=(("PCC-02", "There is no chair."),))}, ["PCC-02"]),
        ({"committee": replace(evidence().committee, has_terms=False)}, ["PCC-01"]),
        ({"committee": replace(evidence().committee, active=False)}, []),
        ({"conflicts": ConflictsFact()}, ["COI-00", "GOV-04"]),
        ({"conflicts": replace(evidence().conflicts, overdue=("Gordon Doctor, GP member",))}, ["COI-04"]),
    ],
)
def test_pcc_01_what_model_c_lacks_is_computed(changes: dict, rule: list[str]) -> None:
    assert rules_of(evidence(**changes)) == rule


CHOICE, CHANGE = evidence().ballots[0].questions
BOTH = (replace(CHOICE, supports=("B",)), CHANGE)


def test_jc_01_model_b_needs_a_committee_with_nhs_england_where_its_round_asks() -> None:
    joint = CommitteeFact("Joint committee", "/j/", kind="JOINT", with_nhs_england=True)
    facts = evidence(
        model_sought="B",
        round=a_round(takes=frozenset({"B"}), needs=NEEDS_B | {"COMMITTEE"}),
        ballots=(a_ballot(*BOTH),),
        documents=(a_document("LOCAL_AGREEMENT"),),
        committee=joint,
    )
    assert rules_of(facts) == []
    assert rules_of(replace(facts, committee=None)) == ["JC-01"]
    assert rules_of(replace(facts, committee=replace(joint, with_nhs_england=False))) == ["JC-01"]
    assert rules_of(replace(facts, committee=replace(joint, active=False)), stage=Stage.GO_LIVE)[-2:] == [
        "JC-01",
        "APP-13",
    ]


def test_jc_01_model_b_does_not_start_without_a_committee_whatever_its_round_asks() -> None:
    facts = evidence(
        model_sought="B",
        round=a_round(takes=frozenset({"B"}), needs=NEEDS_B),
        ballots=(a_ballot(*BOTH),),
        committee=None,
    )
    assert "JC-01" not in rules_of(facts)
    assert "JC-01" in rules_of(facts, stage=Stage.GO_LIVE)


def test_coi_04_who_is_overdue_is_proof_for_those_who_work_on_it_and_not_part_of_the_public_answer() -> None:
    """What is needed before go-live stands on the CCG's public page and in the open data: it names no person."""
    facts = evidence(conflicts=replace(evidence().conflicts, overdue=("Gordon Doctor, GP member", "Greta G, nurse")))
    (stop,) = [one for one in blockers(facts, now=NOW, stage=Stage.GO_LIVE) if one.rule == "COI-04"]
    assert "Gordon" not in stop.missing
    assert stop.missing.startswith("2 decision-makers have not declared in time.")
    (leaf,) = [
        leaf
        for top in requirements(facts, now=NOW)
        if top.stage == Stage.GO_LIVE
        for leaf in top.leaves()
        if leaf.rules[0] == "COI-04"
    ]
    assert [line.text for line in leaf.lines] == ["Overdue: Gordon Doctor, GP member", "Overdue: Greta G, nurse"]
