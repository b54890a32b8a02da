"""The way of a constitution version, in real PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from ccgs.actions.constitutions import (
    adopt_by_members,
    approve_by_nhs_england,
    bring_into_force,
    change_text,
    discard_draft,
    draft_constitution,
    mark_checklist,
    propose,
    reject,
    remove_voting_rule,
    return_to_draft,
    save_voting_rule,
)
from ccgs.models import Constitution, VotingRule
from ccgs.models.constitutions import hash_of_text
from ccgs.queries.constitutions import in_force, versions_for
from ccgs.rules.voting import VotingRuleTerms, hash_of_rules
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.voting import Decides, ThresholdBase, WeightKind
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from tests.factories.ccgs_people import constitution

pytestmark = pytest.mark.django_db
S = ConstitutionState


def draft(world, **fields):
    return draft_constitution(ccg=world.ccg, title="Joint commissioning", by=world.officer, now=world.now, **fields)


def rules_of(refused):
    return [blocker.rule for blocker in refused.value.blockers]


def test_a_draft_takes_over_text_checklist_and_rules_of_the_version_in_force(world):
    made = draft(world)
    assert (made.number, made.state, made.based_on) == (2, S.DRAFT, world.constitution)
    assert made.text == world.constitution.text
    assert made.text_hash == hash_of_text(made.text)
    assert {r.decides for r in made.voting_rules.all()} == {Decides.ANY, Decides.CONSTITUTION_CHANGE}


def test_the_whole_way_supersedes_the_version_before_at_the_moment(world):
    made = change_text(
        constitution=draft(world),
        text=world.constitution.text + "\n\n8 Joint committee\n\nThe group may form one.",
        title="Joint",
        by=world.officer,
        now=world.now,
    )
    made = propose(constitution=made, by=world.officer, now=world.now)
    evidence = {"what": "Ballot 2", "text_hash": made.text_hash}
    made = adopt_by_members(constitution=made, by=world.lay_member, now=world.now, evidence=evidence)
    made = approve_by_nhs_england(
        constitution=made, reasons="It meets the requirements.", by=world.regional_officer, now=world.now
    )
    start = world.now + timedelta(days=3)
    made = bring_into_force(constitution=made, from_at=start, by=world.officer, now=world.now)
    before = start - timedelta(microseconds=1)
    assert (in_force(world.ccg, before), in_force(world.ccg, start)) == (world.constitution, made)
    assert made.state_at(before) == S.APPROVED  # the state follows the clock
    assert made.state_at(start) == S.IN_FORCE
    assert Constitution.objects.get(pk=world.constitution.pk).state_at(before) == S.IN_FORCE
    assert Constitution.objects.get(pk=world.constitution.pk).state_at(start) == S.SUPERSEDED
    acts = list(Entry.objects.filter(subject=f"ccgs.Constitution:{made.pk}").values_list("act", flat=True))
    assert acts == [
        "constitution.drafted",
        "constitution.changed",
        "constitution.proposed",
        "constitution.adopted",
        "constitution.approved",
        "constitution.in_force",
    ]


def test_several_drafts_run_in_parallel(world):
    assert [draft(world).number, draft(world).number, draft(world).number] == [2, 3, 4]


def test_proposing_needs_every_item_of_the_checklist(world):
    made = mark_checklist(constitution=draft(world), marks={"NAME": "1", "AREA": "99"}, by=world.officer, now=world.now)
    with pytest.raises(Refused) as no:
        propose(constitution=made, by=world.officer, now=world.now)
    assert set(rules_of(no)) == {"CON-01"}
    assert "Area of the group: the text has no clause or heading “99”." in no.value.texts
    assert len(no.value.blockers) == 7


def test_text_stands_still_once_proposed(world):
    made = propose(constitution=draft(world), by=world.officer, now=world.now)
    with pytest.raises(Conflict):
        change_text(constitution=made, text="Other", title="Other", by=world.officer, now=world.now)
    made.text, made.text_hash = "Other", hash_of_text("Other")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.record(by=world.officer, at=world.now, why="Past the action: the database refuses it")


def test_two_editors_do_not_overwrite_each_other(world):
    made = draft(world)
    seen = made.text_hash
    change_text(constitution=made, text="# 1 Name\nA", title="A", by=world.officer, now=world.now, seen_hash=seen)
    with pytest.raises(Conflict):
        change_text(
            constitution=made, text="# 1 Name\nB", title="B", by=world.second_officer, now=world.now, seen_hash=seen
        )


def test_taking_it_back_reopens_everything(world):
    made = constitution(world.ccg, S.ADOPTED)
    with pytest.raises(Refused):
        return_to_draft(constitution=made, reason=" ", by=world.officer, now=world.now)
    made = return_to_draft(constitution=made, reason="A comma is wrong", by=world.officer, now=world.now)
    assert (made.state, made.adopted_at, made.proposed_at, made.adoption_evidence) == (S.DRAFT, None, None, {})


def test_adoption_is_bound_to_the_text_that_was_voted_on(world):
    made = constitution(world.ccg, S.PROPOSED)
    for evidence in ({}, {"what": "Ballot 2", "text_hash": "0" * 64}):
        with pytest.raises(Refused) as no:
            adopt_by_members(constitution=made, by=world.officer, now=world.now, evidence=evidence)
        assert rules_of(no) == ["APP-10"]


@pytest.mark.parametrize("who", ["officer", "accountable_officer", "other_region_officer", "lmc_reviewer"])
def test_only_the_region_approves(world, who):
    made = constitution(world.ccg, S.ADOPTED)
    with pytest.raises(Refused) as no:
        approve_by_nhs_england(constitution=made, reasons="Fine", by=getattr(world, who), now=world.now)
    assert no.value.status == 403


def test_approval_is_in_writing_with_reasons(world):
    with pytest.raises(Refused) as no:
        approve_by_nhs_england(
            constitution=constitution(world.ccg, S.ADOPTED), reasons=" ", by=world.regional_officer, now=world.now
        )
    assert rules_of(no) == ["CON-04"]


@pytest.mark.parametrize("state", [S.DRAFT, S.PROPOSED, S.ADOPTED])
def test_nothing_is_in_force_unapproved(world, state):
    made = constitution(world.ccg, state)
    with pytest.raises(Refused) as no:
        bring_into_force(constitution=made, from_at=world.now, by=world.officer, now=world.now)
    assert set(rules_of(no)) == {"CON-02"}
    made.in_force_from_at = world.now
    with pytest.raises(DatabaseError), transaction.atomic():
        made.record(by=world.officer, at=world.now, why="Past the action: the database refuses it")


def test_two_versions_are_never_in_force_together(world):
    with pytest.raises(DatabaseError), transaction.atomic():
        constitution(world.ccg, S.IN_FORCE)


def test_into_force_from_a_day_that_has_passed_and_recorded_today(world):
    made = constitution(world.ccg, S.APPROVED, approved_at=world.now - timedelta(days=3))
    start = world.now - timedelta(days=1)
    made = bring_into_force(constitution=made, from_at=start, by=world.officer, now=world.now)
    before = start - timedelta(microseconds=1)
    assert (in_force(world.ccg, before), in_force(world.ccg, start)) == (world.constitution, made)
    entry = Entry.objects.get(subject=f"ccgs.Constitution:{made.pk}", act="constitution.in_force")
    assert entry.at == world.now
    assert start.isoformat() in entry.body
    assert made.history.first().history_date == world.now


def test_not_into_force_before_the_approval_or_the_version_before(world):
    made = constitution(world.ccg, S.APPROVED, approved_at=world.now - timedelta(days=3))
    with pytest.raises(Refused) as no:
        bring_into_force(constitution=made, from_at=world.now - timedelta(days=4), by=world.officer, now=world.now)
    assert rules_of(no) == ["CON-02"]
    began = world.constitution.in_force_from_at
    made = constitution(world.ccg, S.APPROVED, approved_at=began - timedelta(days=9))
    with pytest.raises(Conflict, match="Version 1 is in force from"):
        bring_into_force(constitution=made, from_at=began, by=world.officer, now=world.now)


def test_members_or_nhs_england_may_say_no(world):
    lost = reject(
        constitution=constitution(world.ccg, S.PROPOSED), reason="37% in favour", by=world.officer, now=world.now
    )
    assert lost.state == S.REJECTED
    adopted = constitution(world.ccg, S.ADOPTED)
    with pytest.raises(Refused):
        reject(constitution=adopted, reason="No", by=world.officer, now=world.now)
    refused = reject(constitution=adopted, reason="No", by=world.regional_officer, now=world.now)
    assert refused.state == S.REJECTED


def test_a_draft_is_given_up_and_stays_on_record(world):
    made = draft(world)
    discard_draft(constitution=made, reason="Overtaken", by=world.officer, now=world.now)
    assert Constitution.objects.get(pk=made.pk).state == S.REJECTED
    assert made not in versions_for(world.ccg, working=False)


def test_voting_rules_are_data_of_the_draft(world):
    made = draft(world)
    rule = save_voting_rule(
        constitution=made,
        terms=VotingRuleTerms(
            decides=Decides.MODEL_CHOICE,
            clause="4.4",
            weight_kind=WeightKind.PER_PATIENTS,
            weight_number=2000,
            weight_rounding="CEIL",
            threshold_numerator=2,
            threshold_denominator=3,
            strict=True,
            base=ThresholdBase.ELIGIBLE_WEIGHT,
        ),
        by=world.officer,
        now=world.now,
    )
    assert made.rule_for(Decides.MODEL_CHOICE) == rule
    remove_voting_rule(constitution=made, decides=Decides.MODEL_CHOICE, by=world.officer, now=world.now)
    assert made.rule_for(Decides.MODEL_CHOICE).decides == Decides.ANY
    with pytest.raises(Conflict):
        save_voting_rule(constitution=world.constitution, terms=rule.terms, by=world.officer, now=world.now)
    stands = world.constitution.rule_for(Decides.ANY)
    stands.notice_days = 1
    with pytest.raises(DatabaseError), transaction.atomic():
        stands.record(by=world.officer, at=world.now, why="Past the action: the database refuses it")


def test_a_rule_that_nobody_can_meet_is_refused_one_without_threshold_is_recorded(world):
    made = draft(world)
    never = VotingRuleTerms(threshold_numerator=1, threshold_denominator=1, strict=True, base=ThresholdBase.CAST)
    with pytest.raises(Refused) as no:
        save_voting_rule(constitution=made, terms=never, by=world.officer, now=world.now)
    assert rules_of(no) == ["VOT-05"]
    unstated = save_voting_rule(constitution=made, terms=VotingRuleTerms(), by=world.officer, now=world.now)
    assert not unstated.terms.has_threshold


@pytest.mark.parametrize("who", ["representative", "lay_member", "other_officer", "regional_officer", "nobody"])
def test_others_may_not_draft(world, who):
    with pytest.raises(Refused) as no:
        draft_constitution(ccg=world.ccg, title="Mine", by=getattr(world, who), now=world.now)
    assert no.value.status == 403


def test_the_fingerprint_of_the_rules_follows_every_change_of_a_rule(world):
    made = draft(world)
    assert made.rules_hash == world.constitution.rules_hash  # taken over
    with_one_more = save_voting_rule(
        constitution=made, terms=VotingRuleTerms(decides=Decides.MODEL_CHOICE), by=world.officer, now=world.now
    ).constitution
    assert len({with_one_more.rules_hash, world.constitution.rules_hash}) == 2
    remove_voting_rule(constitution=made, decides=Decides.MODEL_CHOICE, by=world.officer, now=world.now)
    made.refresh_from_db()
    assert made.rules_hash == world.constitution.rules_hash == hash_of_rules(r.terms for r in made.voting_rules.all())


@pytest.mark.parametrize("decides", [Decides.MODEL_CHOICE, Decides.ANY])
def test_the_database_keeps_the_rules_of_a_proposed_version(world, decides):
    made = constitution(world.ccg, S.PROPOSED)
    rule = made.voting_rules.filter(decides=decides).first() or VotingRule(constitution=made, decides=decides)
    rule.notice_days = 3
    with pytest.raises(DatabaseError, match="cannot change its voting rules"), transaction.atomic():
        rule.record(by=world.officer, at=world.now, why="Past the action: the database refuses it")
    made.rules_hash = "0" * 64
    with pytest.raises(DatabaseError, match="cannot change its text"), transaction.atomic():
        made.record(by=world.officer, at=world.now, why="Past the action: the database refuses it")


def test_adoption_is_bound_to_the_voting_rules_too(world):
    made = constitution(world.ccg, S.PROPOSED)
    evidence = {"what": "Ballot 2", "text_hash": made.text_hash, "rules_hash": "0" * 64}
    with pytest.raises(Refused, match="voting rules that differ"):
        adopt_by_members(constitution=made, by=world.officer, now=world.now, evidence=evidence)


@pytest.mark.parametrize("act", [reject, return_to_draft], ids=["reject", "return"])
def test_an_act_repeated_overwrites_nothing(world, act):
    """The second press of a button, or a second person with the same page: who decided, when and why stays."""
    version = constitution(world.ccg, S.PROPOSED)
    act(constitution=version, reason="The members said No", by=world.officer, now=world.now)
    entries = Entry.objects.count()
    with pytest.raises(Conflict):
        act(constitution=version, reason="Another", by=world.second_officer, now=world.now + timedelta(hours=1))
    row = Constitution.objects.get(pk=version.pk)
    assert (row.rejected_by, row.rejection_reasons) in ((world.officer, "The members said No"), (None, ""))
    assert Entry.objects.count() == entries
