"""The checklist, the red flags and what each step of a constitution version needs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ccgs.rules.constitutions import (
    Version,
    adoption_blockers,
    approval_blockers,
    checklist,
    clauses,
    find_clause,
    force_blockers,
    force_moment,
    proposal_blockers,
    red_flags,
)
from ccgs.rules.diff import word_diff
from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.constitutions import CONSTITUTION_TRANSITIONS, ChecklistItem, ConstitutionState

NOW = datetime(2015, 10, 1, 9, tzinfo=UTC)
TEXT = """# Constitution

## 1 Name

The name is NHS Medway CCG.

2. Members

The practices in appendix A.

### Area

Medway.

4 Decisions
4.2 Each practice votes.

## 5 Functions
5.2 Meetings are held in public.

6. Conflicts of interest

## Participation
"""
MARKS = {
    "NAME": "1", "MEMBERS": "2", "AREA": "area", "FUNCTIONS": "5", "DECISIONS": "4.2", "TRANSPARENCY": "5.2",
    "CONFLICTS": "6.", "PARTICIPATION": "Participation",
}  # fmt: skip
RULE = VotingRuleTerms(
    clause="4.2", threshold_numerator=3, threshold_denominator=4, strict=False, base="CAST", notice_days=14
)
DRAFT = Version(2, ConstitutionState.DRAFT, TEXT, "abc", MARKS, (RULE,), based_on_number=1, in_force_number=1)


def rules(blockers, level="B"):
    return [blocker.rule for blocker in blockers if blocker.level == level]


def test_clauses_are_found_by_number_and_by_heading():
    labels = [clause.label for clause in clauses(TEXT)]
    assert labels == ["Constitution", "1", "2", "Area", "4", "4.2", "5", "5.2", "6", "Participation"]
    assert find_clause(clauses(TEXT), "4.2").text == "4.2 Each practice votes.\n"
    assert find_clause(clauses(TEXT), "4.3") is None


def test_suggestions_cover_every_item():
    found = {str(line.required.item): line.suggestion for line in checklist(TEXT, {})}
    assert set(found) == set(ChecklistItem.values)
    assert all(found.values())
    assert found["CONFLICTS"] == "6"


def test_a_complete_draft_may_be_proposed():
    assert proposal_blockers(DRAFT) == []
    assert all(line.found for line in checklist(TEXT, MARKS))


@pytest.mark.parametrize("item", ChecklistItem.values)
def test_each_item_of_the_checklist_blocks_by_itself(item):
    without = {name: clause for name, clause in MARKS.items() if name != item}
    assert [(b.rule, b.field) for b in proposal_blockers(replace(DRAFT, checklist=without))] == [("CON-01", item)]
    wrong = MARKS | {item: "99"}
    assert [(b.rule, b.field) for b in proposal_blockers(replace(DRAFT, checklist=wrong))] == [("CON-01", item)]


def test_an_empty_text_blocks():
    assert set(rules(proposal_blockers(replace(DRAFT, text=" ")))) == {"CON-01"}


def test_voting_rules_and_parallel_drafts_only_warn():
    found = proposal_blockers(replace(DRAFT, rules=(), in_force_number=3))
    assert rules(found) == []
    assert rules(found, "W") == ["VOT-05", "CON-06"]
    unstated = proposal_blockers(replace(DRAFT, rules=(VotingRuleTerms(),)))
    assert set(rules(unstated, "W")) == {"VOT-05"}


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("The group may expel a member practice.", "Expulsion of a member practice"),
        ("The group manages the performance of practices.", "Performance management of practices"),
        ("Duties under the GMS contract are monitored.", "Duties of the core contract"),
        ("Members do this without additional funding.", "Work without resources"),
    ],
)
def test_red_flags_warn(sentence, what):
    found = red_flags(f"## 9 Practices\n\n{sentence} Another sentence.")
    assert [(flag.what, flag.clause, flag.quote) for flag in found] == [(what, "9", sentence)]
    warned = proposal_blockers(replace(DRAFT, text=f"{TEXT}\n9 {sentence}"))
    assert (rules(warned), rules(warned, "W")) == ([], ["CON-07"])


def test_harmless_words_raise_no_flag():
    assert (
        red_flags("## 1 Quality\n\nThe group improves quality with its members. Clinical performers are named.") == []
    )


STEPS = {
    "propose": (ConstitutionState.DRAFT, proposal_blockers),
    "adopt": (ConstitutionState.PROPOSED, lambda v: adoption_blockers(v, {"what": "Meeting"})),
    "approve": (ConstitutionState.ADOPTED, lambda v: approval_blockers(v, "Reasons")),
    "in force": (
        ConstitutionState.APPROVED,
        lambda v: force_blockers(replace(v, approved_at=NOW), from_at=NOW),
    ),
}


@pytest.mark.parametrize("state", ConstitutionState)
@pytest.mark.parametrize("step", STEPS)
def test_truth_table_of_steps_and_states(step, state):
    wanted, ask = STEPS[step]
    assert (rules(ask(replace(DRAFT, state=state))) == []) is (state == wanted)


def test_in_force_needs_the_approval_before_its_time():
    approved = replace(DRAFT, state=ConstitutionState.APPROVED, approved_at=NOW)
    assert rules(force_blockers(approved, from_at=NOW - timedelta(seconds=1))) == ["CON-02"]
    assert rules(force_blockers(replace(approved, approved_at=None), from_at=NOW)) == ["CON-02"]
    assert rules(force_blockers(approved, from_at=NOW)) == []


def test_the_minute_of_the_approval_is_typed_without_its_seconds():
    approved = NOW.replace(second=20)
    minute = approved.replace(second=0)
    assert force_moment(minute, approved) == approved
    assert force_moment(minute + timedelta(minutes=1), approved) == minute + timedelta(minutes=1)
    assert force_moment(minute - timedelta(minutes=1), approved) == minute - timedelta(minutes=1)
    assert force_moment(minute, None) == minute


def test_no_state_is_forgotten_in_the_table():
    assert set(CONSTITUTION_TRANSITIONS.table) == set(ConstitutionState.values)


def test_diff_is_word_by_word():
    old = "One.\n\n4.2 At least 75% of the votes cast.\n\nThree."
    new = "One.\n\n4.2 At least 60% of the votes cast, and more.\n\nThree.\n\nFour."
    found = word_diff(old, new)
    assert [paragraph.changed for paragraph in found] == [False, True, False, True]
    assert [(piece.kind, piece.text) for piece in found[1].pieces] == [
        ("same", "4.2 At least "),
        ("removed", "75"),
        ("added", "60"),
        ("same", "% of the votes cast"),
        ("added", ", and more"),
        ("same", "."),
    ]
    assert [(piece.kind, piece.text) for piece in found[3].pieces] == [("added", "Four.")]


def test_diff_gives_both_texts_back():
    old, new = TEXT, TEXT.replace("Medway", "Kent").replace("## Participation\n", "")
    pieces = [piece for paragraph in word_diff(old, new) for piece in paragraph.pieces]
    before = "".join(piece.text for piece in pieces if piece.kind != "added")
    after = "".join(piece.text for piece in pieces if piece.kind != "removed")
    assert ("".join(before.split()), "".join(after.split())) == ("".join(old.split()), "".join(new.split()))
