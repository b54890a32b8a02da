"""Whose a function is on a day, and whether a committee may decide it (F-45)."""

from datetime import date

import pytest

from models_abc.terms import RETAINED, Decider, Function
from models_abc.terms.functions import ASSIGNABLE
from pccc.rules.authority import Agreement, authority
from pccc.terms import CommitteeKind

ON = date(2016, 5, 1)


def of(function=Function.CONTRACTS, model="C", kind=CommitteeKind.PCCC, england=True, agreement=None, on=ON):
    return authority(function=function, model_held=model, agreement=agreement, committee_kind=kind,
                     england_present=england, on=on)  # fmt: skip


def rules(found):
    return [blocker.rule for blocker in found.blockers]


def test_a_delegated_function_is_the_pcccs_own_with_or_without_nhs_england():
    for england in (True, False):
        found = of(england=england)
        assert not found.blockers
        assert found.decider == Decider.CCG
    assert "the CCG under model C" in found.words


@pytest.mark.parametrize("model", ["A", "B", "C"])
@pytest.mark.parametrize("function", RETAINED)
@pytest.mark.parametrize("kind", [CommitteeKind.PCCC, CommitteeKind.JOINT, CommitteeKind.IN_COMMON])
def test_fun_01_fun_02_a_retained_function_is_never_decided_whatever_was_agreed(function, model, kind):
    agreement = Agreement(Decider.CCG, ON)
    found = of(function, model, kind, agreement=agreement)
    assert rules(found) in (["FUN-01"], ["FUN-02"])
    assert found.decider == Decider.NEVER
    assert found.agreed_from_on is None


@pytest.mark.parametrize("function", ASSIGNABLE)
def test_fun_03_a_ccg_with_model_a_decides_nothing(function):
    assert rules(of(function, "A", CommitteeKind.JOINT)) == ["FUN-03"]


def test_a_joint_function_needs_nhs_england_in_the_room_and_a_committee_of_both():
    assert not of(model="B", kind=CommitteeKind.JOINT).blockers
    assert not of(model="B", kind=CommitteeKind.IN_COMMON).blockers
    assert rules(of(model="B", kind=CommitteeKind.JOINT, england=False)) == ["DEC-02"]
    assert rules(of(model="B", kind=CommitteeKind.PCCC)) == ["DEC-02"]
    assert rules(of(model="B", kind=CommitteeKind.PCCC, england=False)) == ["DEC-02", "DEC-02"]


def test_what_nhs_england_kept_by_agreement_is_refused_and_what_it_gave_is_granted():
    kept = Agreement(Decider.NHS_ENGLAND, ON, "Delegation agreement, schedule 2")
    assert rules(of(agreement=kept)) == ["DEC-01"]
    given = Agreement(Decider.CCG, ON, "Delegation agreement, schedule 2")
    assert rules(of(Function.COMPLAINTS)) == ["DEC-01"]
    found = of(Function.COMPLAINTS, agreement=given)
    assert not found.blockers
    assert found.source == "Delegation agreement, schedule 2"
    assert found.as_json()["agreed_from_on"] == "2016-05-01"


def test_an_agreement_counts_only_from_its_day():
    given = Agreement(Decider.CCG, date(2016, 5, 2))
    assert of(Function.COMPLAINTS, agreement=given).blockers


def test_pcc_16_a_sub_group_cannot_decide():
    assert rules(of(kind=CommitteeKind.SUBGROUP)) == ["PCC-16"]


def test_a_decision_names_a_function():
    assert rules(of(function="")) == ["DEC-01"]
    assert rules(of(function="WAR")) == ["DEC-01"]
