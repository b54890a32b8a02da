"""Readiness by the rule alone: what blocks, what warns, what opens again by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models_abc.rules.readiness import blockers, requirements, subject_to_vote, warnings
from models_abc.rules.readiness.evidence import (
    ConsultationFact,
    Evidence,
    LateDecisionFact,
    QuestionFact,
    VotePlanFact,
)
from models_abc.terms import RequirementState, Stage
from tests.factories.readiness import (
    CLOSES,
    NEEDS_B,
    NOON_LESS_A_SECOND,
    TEXT,
    a_ballot,
    a_document,
    a_round,
    an_attestation,
    evidence,
)

NOW = NOON_LESS_A_SECOND
CHOICE = QuestionFact(1, "Apply?", "MODEL_CHOICE", "CARRIED", ("C",))
CHANGE = QuestionFact(2, "Change?", "CONSTITUTION_CHANGE", "CARRIED", (), TEXT)


def rules_of(facts: Evidence, now: datetime = NOW, stage: Stage = Stage.SUBMIT) -> list[str]:
    return [blocker.rule for blocker in blockers(facts, now=now, stage=stage)]


def test_everything_in_place_blocks_nothing_and_warns_of_nothing() -> None:
    assert rules_of(evidence()) == []
    assert warnings(evidence(), now=NOW) == ()
    assert not blockers(evidence(), now=NOW)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"state": ""}, ["APP-06"]),
        ({"round": a_round(opens_at=CLOSES)}, ["APP-01"]),
        ({"round": a_round(takes=frozenset({"B"}))}, ["APP-13"]),
        ({"go_live_on": date(2016, 4, 2)}, ["APP-13"]),
        ({"go_live_on": None}, ["APP-13"]),
        ({"ballots": ()}, ["APP-06", "APP-10"]),
        ({"ballots": (a_ballot(CHANGE),)}, ["APP-06"]),
        ({"ballots": (a_ballot(CHOICE),)}, ["APP-10"]),
        ({"ballots": (a_ballot(void=True),)}, ["APP-06", "APP-10"]),
        ({"ballots": (a_ballot(announced=False),)}, ["VOT-09"]),
        ({"ballots": (a_ballot(replace(CHOICE, outcome="LOST"), CHANGE),)}, ["APP-06"]),
        ({"ballots": (a_ballot(replace(CHOICE, outcome="INQUORATE"), CHANGE),)}, ["VOT-04"]),
        ({"ballots": (a_ballot(replace(CHOICE, outcome=""), CHANGE),)}, ["APP-06"]),
        ({"ballots": (a_ballot(replace(CHOICE, supports=("B",)), CHANGE),)}, ["APP-06"]),
        ({"ballots": (a_ballot(CHOICE, replace(CHANGE, outcome="LOST")),)}, ["APP-10"]),
        ({"ballots": (a_ballot(CHOICE, replace(CHANGE, text_hash="b" * 64)),)}, ["APP-10"]),
        ({"ballots": (a_ballot(CHOICE, replace(CHANGE, text_hash="")),)}, ["APP-10"]),
        ({"constitution": None}, ["APP-10"]),
        ({"constitution": replace(evidence().constitution, text_hash="c" * 64)}, ["APP-10"]),
        ({"constitution": replace(evidence().constitution, contents_missing=("area",))}, ["CON-01"]),
        ({"consultations": ()}, ["APP-09"]),
        ({"lmcs": ("Kent LMC", "Medway LMC")}, ["APP-09"]),
        ({"lmcs": (), "consultations": ()}, ["APP-09"]),
        ({"approval": None}, ["APP-05"]),
        ({"approval": replace(evidence().approval, held_on=date(2015, 11, 7))}, ["APP-05"]),
        ({"attestations": ()}, ["APP-03", "APP-03", "APP-03"]),
        ({"attestations": (an_attestation(),)}, ["APP-03", "APP-03"]),
        ({"attestations": (an_attestation(), an_attestation("AUDIT_CHAIR", 1))}, ["APP-03"]),
        ({"documents": ()}, ["APP-04", "APP-04", "APP-05"]),
    ],
)
def test_one_piece_missing_names_its_rule(changes: dict, rule: list[str]) -> None:
    assert rules_of(evidence(**changes)) == rule


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"closed": False}, ["APP-09"]),
        ({"stale": True}, ["APP-09"]),
        ({"opinion": "OBJECT", "reply_needed": True}, ["LMC-04"]),
        ({"opinion": "OBJECT", "reply_needed": True, "reply_given": True}, []),
        ({"opinion": "CONDITIONS", "reply_needed": True}, ["LMC-04"]),
        ({"answer": "NO", "reply_needed": True}, ["LMC-04"]),
        ({"answer": "NO", "reply_needed": True, "reply_given": True}, []),
        ({"answer": "", "opinion": ""}, []),
        ({"opinion": "NO_VIEW"}, []),
    ],
)
def test_what_the_lmc_says(change: dict, expected: list[str]) -> None:
    fact = replace(evidence().consultations[0], **change)
    assert rules_of(evidence(consultations=(fact,))) == expected


def test_silence_of_the_lmc_warns_and_is_never_consent() -> None:
    silent = replace(evidence().consultations[0], answer="", opinion="")
    (warning,) = warnings(evidence(consultations=(silent,)), now=NOW)
    assert warning.rule == "LMC-05"
    assert "not as consent" in warning.missing


def test_going_without_the_lmc_needs_the_recorded_reason() -> None:
    facts = evidence(consultations=(), consultation_waived_because="The LMC has been dissolved.")
    assert rules_of(facts) == []
    assert [w.rule for w in warnings(facts, now=NOW)] == ["APP-09"]


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_at": NOW},
        {"in_post_when_signed": False},
        {"in_post_at_check": False},
        {"papers_changed": True},
    ],
)
@pytest.mark.parametrize("role", ["ACCOUNTABLE_OFFICER", "AUDIT_CHAIR"])
def test_an_attestation_opens_again_by_itself(role: str, change: dict) -> None:
    signed = tuple(replace(a, **change) if a.role == role else a for a in evidence().attestations)
    found = blockers(evidence(attestations=signed), now=NOW)
    assert [b.rule for b in found] == ["APP-03", "APP-03"]
    assert found[0].who == {"ACCOUNTABLE_OFFICER": "Accountable Officer", "AUDIT_CHAIR": "Audit Chair"}[role]


def test_a_successor_who_signs_again_closes_it() -> None:
    gone = an_attestation("AUDIT_CHAIR", 2, in_post_at_check=False)
    successor = an_attestation("AUDIT_CHAIR", 3)
    assert rules_of(evidence(attestations=(an_attestation(), gone, successor))) == []


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (datetime(2015, 11, 6, 11, 59, 59, tzinfo=UTC), False),
        (datetime(2015, 11, 6, 11, 59, 59, 999_999, tzinfo=UTC), False),
        (datetime(2015, 11, 6, 12, 0, 0, tzinfo=UTC), True),
        (datetime(2015, 11, 6, 12, 0, 1, tzinfo=UTC), True),
        (datetime(2015, 11, 7, tzinfo=UTC), True),
    ],
)
def test_the_deadline_to_the_second(at: datetime, late: bool) -> None:
    assert rules_of(evidence(), now=at) == (["APP-01"] if late else [])


def test_the_deadline_in_summer_is_english_time() -> None:
    closes = datetime(2016, 7, 1, 11, 0, tzinfo=UTC)  # midday in England
    facts = evidence(round=a_round(closes_at=closes), submitted_at=None)
    assert rules_of(facts, now=closes - timedelta(seconds=1)) == []
    found = blockers(facts, now=closes)
    assert "1 July 2016 at midday" in found[0].missing


@pytest.mark.parametrize(
    ("minutes_after_close", "allowed"),
    [(-1, True), (0, True), (59, True), (60, False), (61, False)],
)
def test_late_only_within_the_regions_permission(minutes_after_close: int, allowed: bool) -> None:
    late = LateDecisionFact("Power cut", "Regional officer", CLOSES - timedelta(hours=1), CLOSES + timedelta(hours=1))
    now = CLOSES + timedelta(minutes=minutes_after_close)
    assert (rules_of(evidence(late=late), now=now) == []) is allowed


def test_a_permission_given_afterwards_does_not_reach_back() -> None:
    late = LateDecisionFact("Power cut", "Regional officer", CLOSES + timedelta(hours=1), CLOSES + timedelta(hours=2))
    facts = evidence(late=late, submitted_at=CLOSES + timedelta(minutes=1))
    assert rules_of(facts, now=CLOSES + timedelta(minutes=90)) == ["APP-01"]


PLAN = VotePlanFact(date(2015, 11, 16), date(2015, 11, 26), date(2015, 11, 30))


@pytest.mark.parametrize(
    ("ballots", "subject", "expected"),
    [
        ((), True, []),
        ((a_ballot(),), False, []),
        ((a_ballot(replace(CHOICE, outcome=""), replace(CHANGE, outcome=""), closed=False),), True, []),
        ((a_ballot(replace(CHOICE, outcome="LOST"), CHANGE),), True, []),
        (
            (a_ballot(replace(CHOICE, outcome="LOST"), CHANGE, closes_at=datetime(2015, 11, 26, 20, tzinfo=UTC)),),
            False,
            ["APP-06"],
        ),
    ],
)
def test_subject_to_a_vote_still_to_come(ballots: tuple, subject: bool, expected: list[str]) -> None:
    facts = evidence(ballots=ballots, vote_plan=PLAN)
    assert rules_of(facts) == expected
    assert subject_to_vote(facts, now=NOW) is subject


def test_a_plan_whose_result_is_overdue_does_not_carry() -> None:
    facts = evidence(ballots=(), vote_plan=PLAN, round=a_round(closes_at=datetime(2016, 1, 1, tzinfo=UTC)))
    assert rules_of(facts, now=datetime(2015, 12, 1, 12, tzinfo=UTC)) == ["APP-06", "APP-10"]


def test_support_in_a_meeting_only_warns() -> None:
    (warning,) = warnings(evidence(ballots=(a_ballot(meeting_only=True),)), now=NOW)
    assert warning.rule == "APP-07"


def test_a_result_taken_over_as_published_warns() -> None:
    found = warnings(evidence(ballots=(a_ballot(as_published=True),)), now=NOW)
    assert [w.rule for w in found] == ["APP-06", "APP-10"]


def test_mandates_from_two_ballots_add_up() -> None:
    facts = evidence(ballots=(a_ballot(CHOICE, replace(CHANGE, outcome="LOST")), a_ballot(CHANGE)))
    assert rules_of(facts) == []


def test_model_a_needs_nothing() -> None:
    found = requirements(evidence(model_sought="A", round=None, ballots=()), now=NOW)
    assert [r.state for r in found] == [RequirementState.NOT_NEEDED]
    assert rules_of(evidence(model_sought="A", round=None)) == []


def test_model_b_needs_mandate_constitution_and_the_local_agreement_only() -> None:
    both = replace(CHOICE, supports=("B",))
    facts = evidence(
        model_sought="B",
        round=a_round(takes=frozenset({"B"}), needs=NEEDS_B),
        ballots=(a_ballot(both, CHANGE),),
        consultations=(),
        approval=None,
        attestations=(),
        documents=(a_document("LOCAL_AGREEMENT"),),
    )
    assert rules_of(facts) == []
    assert rules_of(replace(facts, documents=())) == ["APP-13"]
    assert rules_of(replace(facts, ballots=())) == ["APP-06", "APP-10"]


def test_constitution_timing_warns() -> None:
    late_start = evidence(go_live_on=date(2016, 1, 1), round=a_round(go_live_dates=(date(2016, 1, 1),)))
    assert [w.rule for w in warnings(late_start, now=NOW)] == ["CON-05"]
    slow = replace(evidence().constitution, adopted_on=date(2015, 6, 1))
    assert [w.rule for w in warnings(evidence(constitution=slow), now=NOW)] == ["CON-05"]
    approved = replace(slow, nhs_england_approved_on=date(2015, 10, 1))
    assert warnings(evidence(constitution=approved), now=NOW) == ()


PIECES = ["ballots", "constitution", "consultations", "approval", "attestations", "documents", "go_live_on", "round"]
PIECES += ["committee", "conflicts"]


@given(st.sets(st.sampled_from(PIECES), min_size=1))
def test_taking_any_evidence_away_blocks(gone: set[str]) -> None:
    empty = {name: () if isinstance(getattr(evidence(), name), tuple) else None for name in gone}
    assert blockers(evidence(**empty), now=NOW)


@given(
    st.sets(st.sampled_from(PIECES)),
    st.booleans(),
    st.sampled_from(["CARRIED", "LOST", "INQUORATE", ""]),
    st.sampled_from(["A", "B", "C"]),
    st.integers(-3, 3),
)
def test_no_blockers_exactly_when_every_requirement_is_met(
    gone: set[str], stale: bool, outcome: str, model: str, seconds: int
) -> None:
    empty = {name: () if isinstance(getattr(evidence(), name), tuple) else None for name in gone}
    facts = evidence(model_sought=model, **empty)
    if facts.ballots:
        facts = replace(facts, ballots=(a_ballot(replace(CHOICE, outcome=outcome), CHANGE),))
    if facts.consultations:
        fact: ConsultationFact = replace(facts.consultations[0], stale=stale)
        facts = replace(facts, consultations=(fact,))
    now = CLOSES + timedelta(seconds=seconds)
    for stage in Stage:
        tops = [r for r in requirements(facts, now=now) if r.stage == stage]
        assert (blockers(facts, now=now, stage=stage) == ()) == all(top.met for top in tops)


def test_every_answer_says_rule_source_who_and_what_to_do() -> None:
    nothing = Evidence(ccg="09W", model_sought="C", round=a_round())
    for stage in Stage:
        for blocker in blockers(nothing, now=NOW, stage=stage):
            assert blocker.rule
            assert blocker.source
            assert blocker.who
            assert blocker.missing.endswith(".")
            assert blocker.field


def test_every_requirement_has_its_own_id() -> None:
    def ids(found: tuple) -> list[str]:
        return [r.id for r in found] + [i for r in found for i in ids(r.children)]

    found = ids(requirements(evidence(), now=NOW))
    assert len(found) == len(set(found))
