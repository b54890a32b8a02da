"""The committee and the registers in readiness: computed; no document attests them."""

from dataclasses import replace

import pytest

from models_abc.rules.readiness import blockers
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
        ({"committee": replace(evidence().committee, broken=(("PCC-02", "Nobody is chair."),))}, ["PCC-02"]),
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
