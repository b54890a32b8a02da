"""What a published ballot does to the constitution version that members voted on (APP-10, VOT-06, VOT-07)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ccgs.actions.constitutions import approve_by_nhs_england, return_to_draft, save_voting_rule
from ccgs.models import Constitution
from ccgs.terms.constitutions import ConstitutionState as S
from tests.factories.ccgs_people import ANY_RULE, post
from tests.factories.votes import cast, draft, opened, proposed, published
from votes.actions.ballot_disputes import void_ballot
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import join_group
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db
CODES = ("G82001", "G82002", "G82003")


def asked(world, version, now):
    """An open ballot on `version`."""
    question = {"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Do you approve it?", "constitution": version}
    return opened(world, now=now, questions=(question,))


def asked_together(world, versions, now):
    """Open ballots of both CCGs, each on its version, asked as one."""
    drafts = []
    for version, ccg, by in zip(
        versions, (world.ccg, world.other_ccg), (world.officer, world.other_officer), strict=True
    ):
        question = {"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Do you approve it?", "constitution": version}
        ballot = draft(world, now=now, questions=(question,), ccg=ccg, by=by)
        drafts.append((join_group(ballot=ballot, name="Kent", by=by, now=now), by))
    return [open_ballot(ballot=ballot, by=by, now=now) for ballot, by in drafts]


def state(version):
    return Constitution.objects.get(pk=version.pk).state


@pytest.mark.parametrize(("answer", "then"), [("FOR", S.ADOPTED), ("AGAINST", S.PROPOSED)])
def test_a_published_yes_adopts_the_version_and_nothing_else_does(world, now, database_clock, answer, then):
    database_clock(now)
    version = proposed(world.ccg)
    ballot = asked(world, version, now)
    for code in CODES:
        cast(world, ballot, code, answer, now=now)
    later = database_clock(ballot.closes_at)
    assert state(version) == S.PROPOSED
    published(world, ballot, now=later)
    assert state(version) == then
    if then == S.ADOPTED:
        row = Constitution.objects.get(pk=version.pk)
        assert (row.adopted_at, row.adopted_by) == (later, world.officer)
        assert row.adoption_evidence == {
            "what": f"Ballot {ballot.number}, question 1",
            "ballot_id": ballot.pk,
            "figures": "100.0% (3 of 3)",
            "text_hash": version.text_hash,
            "rules_hash": version.rules_hash,
        }


def test_a_version_that_was_taken_back_meanwhile_is_not_adopted(world, now, database_clock):
    database_clock(now)
    version = proposed(world.ccg)
    ballot = asked(world, version, now)
    for code in CODES:
        cast(world, ballot, code, "FOR", now=now)
    return_to_draft(constitution=version, reason="A comma", by=world.officer, now=now)
    later = database_clock(ballot.closes_at)
    published(world, ballot, now=later)
    assert state(version) == S.DRAFT


def test_a_void_ballot_adopts_nothing_unless_nhs_england_approved_since(world, now, database_clock):
    database_clock(now)
    for approved, then in ((False, S.PROPOSED), (True, S.APPROVED)):
        version = proposed(world.ccg, text=f"# Another text {approved}")
        ballot = asked(world, version, now)
        cast(world, ballot, "G82001", "FOR", now=now)
        later = database_clock(ballot.closes_at)
        published(world, ballot, now=later)
        if approved:
            approve_by_nhs_england(constitution=version, reasons="In order", by=world.regional_officer, now=later)
        void_ballot(ballot=ballot, reason="Wrong roll", by=world.officer, now=later + timedelta(days=1))
        assert state(version) == then
        row = Constitution.objects.get(pk=version.pk)
        assert bool(row.adopted_at) is approved
        now = database_clock(later + timedelta(days=2))


@pytest.mark.parametrize(("second", "then"), [("FOR", S.ADOPTED), ("AGAINST", S.PROPOSED)])
def test_ccgs_asked_together_adopt_only_once_all_results_are_out_and_all_carried(
    world, now, database_clock, second, then
):
    database_clock(now)
    verifier = post("AUDIT_CHAIR", world.other_ccg).person
    versions = [proposed(world.ccg), proposed(world.other_ccg, text="# The other's")]
    first, other = asked_together(world, versions, now)
    cast(world, first, "G82001", "FOR", now=now)
    cast(world, other, world.other_practices[0].code, second, now=now)
    later = database_clock(first.closes_at)
    published(world, first, now=later)
    assert [state(one) for one in versions] == [S.PROPOSED, S.PROPOSED]
    published(world, other, now=later, by=world.other_officer, verifier=verifier)
    assert [state(one) for one in versions] == [then, then]


def test_a_rule_changed_after_the_vote_reopens_the_ballot(world, now, database_clock):
    database_clock(now)
    version = proposed(world.ccg)
    ballot = asked(world, version, now)
    cast(world, ballot, "G82001", "FOR", now=now)
    later = database_clock(ballot.closes_at)
    published(world, ballot, now=later)
    assert not ballot.questions.get().version_changed
    back = return_to_draft(constitution=version, reason="The notice", by=world.officer, now=later)
    save_voting_rule(constitution=back, terms=replace(ANY_RULE, notice_days=1), by=world.officer, now=later)
    assert ballot.questions.get().version_changed
    assert version.text_hash == Constitution.objects.get(pk=version.pk).text_hash  # not a letter of the text
