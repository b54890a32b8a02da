"""Composition of committees: each rule by its id, Coastal West Sussex, an independent oracle (F-41)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pccc.rules.composition import CommitteeFacts, figures, judged
from pccc.rules.quorum import Sitter
from pccc.rules.readings import (
    ccgs_without_votes_means_local_gps,
    gps_are_the_majority,
    lay_majority_within_committee_and_executive,
)
from pccc.terms.committees import CommitteeKind, Office, SeatRole
from tests.factories.committees import COASTAL_WEST_SUSSEX, JOINT

R, K = SeatRole, CommitteeKind
BOTH = frozenset({"HEALTHWATCH", "HWB"})


def people(*rows: Any) -> tuple[Sitter, ...]:
    made = []
    for number, row in enumerate(rows, 1):
        role, voting, office = (*row, "")[:3]
        made.append(Sitter(number, f"Member {number}", str(role), voting, str(office)))
    return tuple(made)


def facts(*rows: Any, kind: str = K.PCCC, **fields: Any) -> CommitteeFacts:
    return CommitteeFacts(kind=kind, sitters=people(*rows), **{"invited": BOTH, "lmc_seat": True, **fields})


CWS = facts(*COASTAL_WEST_SUSSEX)


def levels(found: CommitteeFacts, rule: str) -> list[str]:
    return [blocker.level for blocker in judged(found).blockers if blocker.rule == rule]


def test_coastal_west_sussex_passes() -> None:
    composed = judged(CWS)
    assert (composed.passes, composed.blockers) == (True, [])
    assert [figure.words for figure in composed.figures] == [
        "Lay and executive members 4 of 6 votes",
        "Lay members 2 of 6 votes",
        "GPs 0 of 6 votes",
    ]


@pytest.mark.parametrize(("gone", "failing"), [(0, ("PCC-02",)), (1, ("PCC-03",))])
def test_coastal_west_sussex_without_a_lay_seat_says_what_fails(gone: int, failing: tuple[str, ...]) -> None:
    rows = COASTAL_WEST_SUSSEX[:gone] + COASTAL_WEST_SUSSEX[gone + 1 :]
    composed = judged(facts(*rows))
    assert not composed.passes
    assert composed.failing == failing
    assert composed.figures[0].words == "Lay and executive members 3 of 5 votes"


def test_coastal_west_sussex_loses_its_majority_without_lay_and_officer() -> None:
    rows = [row for row in COASTAL_WEST_SUSSEX if row[:2] not in ((R.OPERATING_OFFICER, True),)][1:]
    composed = judged(facts(*rows))
    assert composed.failing == ("PCC-02", "PCC-05")
    assert "Lay and executive members hold 2 of 4 votes" in composed.blockers[1].missing


def test_pcc_02_chair_is_lay() -> None:
    assert levels(facts((R.NURSE, True)), "PCC-02") == ["B"]
    assert levels(facts((R.NURSE, True, Office.CHAIR)), "PCC-02") == ["B"]
    assert levels(facts((R.LAY_PERSON, True, Office.CHAIR)), "PCC-02") == []


def test_pcc_03_vice_chair_is_lay_in_a_pccc_only() -> None:
    rows = ((R.LAY_MEMBER, True, Office.CHAIR), (R.SECONDARY_CARE, True, Office.VICE_CHAIR))
    assert levels(facts(*rows), "PCC-03") == ["B"]
    assert levels(facts(rows[0]), "PCC-03") == ["B"]
    assert levels(facts(*rows, kind=K.JOINT), "PCC-03") == []


def test_pcc_04_audit_chair_and_guardian_do_not_chair() -> None:
    audit = (R.AUDIT_CHAIR, True)
    assert levels(facts((*audit, Office.CHAIR)), "PCC-04") == ["B"]
    assert levels(facts((*audit, Office.VICE_CHAIR)), "PCC-04") == ["B"]
    assert levels(facts((*audit, Office.VICE_CHAIR), audit_vice_reason="Only lay"), "PCC-04") == ["W"]
    assert levels(facts(audit), "PCC-04") == []
    guardian = facts((R.LAY_MEMBER, True, Office.CHAIR), guardians=frozenset({1}))
    assert levels(guardian, "PCC-04") == ["B"]
    assert levels(replace(guardian, guardians=frozenset({9})), "PCC-04") == []


def test_pcc_05_lay_and_executive_hold_more_than_half() -> None:
    lay, gp, officer = (R.LAY_MEMBER, True), (R.INDEPENDENT_GP, True), (R.DIRECTOR, True)
    assert levels(facts(lay, officer, gp), "PCC-05") == []
    assert levels(facts(lay, officer, gp, gp), "PCC-05") == ["B"]
    assert levels(facts(lay, officer, gp, (R.LOCAL_GP, False)), "PCC-05") == []
    assert levels(facts(), "PCC-05") == ["B"]
    assert levels(facts(lay, vacant=("Nurse",)), "PCC-05") == ["W"]


def test_pcc_06_gps_are_never_the_majority() -> None:
    lay, gp, local = (R.LAY_MEMBER, True), (R.INDEPENDENT_GP, True), (R.LOCAL_GP, True)
    assert levels(facts(lay, gp), "PCC-06") == []
    assert levels(facts(lay, gp, gp), "PCC-06") == ["B"]
    assert levels(facts(lay, lay, local), "PCC-06") == ["W"]
    assert levels(facts(lay, gp, local), "PCC-06") == ["B", "W"]


def test_pcc_07_invited_bodies() -> None:
    assert levels(facts(invited=frozenset()), "PCC-07") == ["W", "W"]
    assert levels(facts(invited=frozenset({"HWB"})), "PCC-07") == ["W"]
    assert levels(facts((R.HEALTHWATCH, True)), "PCC-07") == ["B"]
    assert levels(facts((R.HWB, False)), "PCC-07") == []


def test_pcc_08_lmc_seat() -> None:
    assert levels(facts(lmc_seat=False), "PCC-08") == ["W"]
    assert levels(facts((R.LMC, True)), "PCC-08") == ["W"]
    assert levels(facts((R.LMC, False)), "PCC-08") == []


def test_pcc_16_a_sub_group_cannot_decide() -> None:
    assert levels(facts(kind=K.SUBGROUP), "PCC-16") == ["B"]
    assert levels(facts((R.LAY_MEMBER, False, Office.CHAIR), kind=K.SUBGROUP, parent_kind=K.PCCC), "PCC-16") == []
    assert levels(facts((R.LOCAL_GP, False, Office.CHAIR), kind=K.SUBGROUP, parent_kind=K.PCCC), "PCC-16") == ["W"]
    assert levels(facts(kind=K.SUBGROUP, parent_kind=K.SUBGROUP), "PCC-16") == ["B"]


def test_jc_01_joint_committee_has_both_sides_and_an_agreement() -> None:
    whole = facts(*JOINT, kind=K.JOINT, has_agreement=True)
    assert judged(whole).passes
    assert levels(replace(whole, has_agreement=False), "JC-01") == ["B"]
    assert levels(replace(whole, sitters=whole.sitters[:2]), "JC-01") == ["B"]
    assert levels(replace(whole, sitters=whole.sitters[2:]), "JC-01") == ["B"]
    assert levels(facts((R.LMC, True), kind=K.JOINT), "JC-01") == ["B", "B", "B"]


def test_jc_02_one_record_for_each_ccg_under_one_name() -> None:
    whole = facts(*JOINT, kind=K.IN_COMMON, common_name="North Kent", in_common=("Another CCG",))
    assert levels(whole, "JC-02") == []
    assert levels(replace(whole, common_name=""), "JC-02") == ["B"]
    assert levels(replace(whole, in_common=()), "JC-02") == ["W"]
    assert levels(replace(whole, same_ccg_records=2), "JC-02") == ["W"]
    assert levels(facts(*COASTAL_WEST_SUSSEX, common_name="North Kent"), "JC-02") == ["W"]


LAY_WORDS = {"LAY_MEMBER", "LAY_PERSON", "AUDIT_CHAIR"}
OFFICERS = {
    "CHIEF_OFFICER", "FINANCE_OFFICER", "OPERATING_OFFICER", "DELIVERY_QUALITY", "HEAD_CONTRACTING", "DIRECTOR",
}  # fmt: skip


def oracle(found: CommitteeFacts) -> set[str]:
    """The rules that a PCCC breaks, written down once more from the rules' own words."""
    votes = [s for s in found.sitters if s.voting]
    chairs = [s for s in found.sitters if s.office == "CHAIR"]
    vices = [s for s in found.sitters if s.office == "VICE_CHAIR"]
    watch = [s for s in chairs + vices if s.role == "AUDIT_CHAIR" or s.person_id in found.guardians]
    broken = {
        "PCC-02": len(chairs) != 1 or chairs[0].role not in LAY_WORDS,
        "PCC-03": len(vices) != 1 or vices[0].role not in LAY_WORDS,
        "PCC-04": any(s.office == "CHAIR" or found.audit_vice_reason == "" for s in watch),
        "PCC-05": len([s for s in votes if s.role in LAY_WORDS | OFFICERS]) / max(len(votes), 1) <= 0.5,
        "PCC-06": len([s for s in votes if s.role.endswith("_GP")]) / max(len(votes), 1) > 0.5,
        "PCC-07": any(s.role in ("HEALTHWATCH", "HWB") for s in votes),
    }
    return {rule for rule, yes in broken.items() if yes}


def committee(rows: list[tuple[str, bool]], chair: int, vice: int, guardian: int, reason: str) -> CommitteeFacts:
    made = []
    for number, (role, voting) in enumerate(rows):
        office = "CHAIR" if number == chair else "VICE_CHAIR" if number == vice else ""
        made.append(Sitter(number, f"Member {number}", role, voting, office))
    return CommitteeFacts(
        kind=K.PCCC, sitters=tuple(made), guardians=frozenset({guardian}), audit_vice_reason=reason, invited=BOTH
    )


committees = st.builds(
    committee,
    st.lists(st.tuples(st.sampled_from([str(role) for role in R]), st.booleans()), max_size=14),
    st.integers(0, 8),
    st.integers(0, 8),
    st.integers(0, 20),
    st.sampled_from(["", "Only one lay member"]),
)


@settings(max_examples=400, deadline=None)
@given(committees)
def test_composition_agrees_with_an_independent_oracle(found: CommitteeFacts) -> None:
    composed = judged(found)
    assert set(composed.failing) == oracle(found)
    assert composed.passes is not bool(oracle(found))
    assert all(figure.of == len(found.voting) and figure.part <= figure.of for figure in figures(found))


def test_the_readings_quote_their_sentences() -> None:
    for reading, sentence in (
        (lay_majority_within_committee_and_executive, "lay majority within both the committee and the executive"),
        (ccgs_without_votes_means_local_gps, "CCGs do not have voting rights on the PCCC"),
    ):
        assert sentence in " ".join(str(reading.__doc__).split())
    three = people((R.LAY_MEMBER, True), (R.DIRECTOR, True), (R.LOCAL_GP, True), (R.INDEPENDENT_GP, False))
    assert lay_majority_within_committee_and_executive(three) == (True, 2, 3)
    assert [s.person_id for s in ccgs_without_votes_means_local_gps(three)] == [3]
    assert gps_are_the_majority(three) == (False, 1, 3)
