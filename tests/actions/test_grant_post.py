"""Granting a post: the rules, the permission rows, the ledger, the message."""

from datetime import timedelta

import pytest

from ccgs.actions.posts import grant_post
from ccgs.models import CCGGrant, Post
from ccgs.queries.posts import holders, posts_of
from ccgs.terms.roles import ROLES, Permission, RoleCode
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry, Message
from tests.factories.ccgs_people import may, person, post

pytestmark = pytest.mark.django_db


def grant(world, who, role=RoleCode.LAY_MEMBER, organisation=None, by=None, **fields):
    values = {"starts_at": world.now, "reason": "Appointed by the governing body"} | fields
    return grant_post(
        person=who, role=role, organisation=organisation or world.ccg, by=by or world.officer, now=world.now, **values
    )


def test_grants_exactly_what_the_role_permits(world):
    ola = person("Ola Newcomer")
    row = grant(world, ola, RoleCode.COMMITTEE_SECRETARY)
    held = {str(p) for p in Permission if may(ola, p, world.ccg, world.now)}
    assert held == {str(p) for p in ROLES[RoleCode.COMMITTEE_SECRETARY].permissions}
    assert posts_of(ola, world.now) == [row]
    assert not row.requires_totp


def test_is_in_the_ledger_the_history_and_the_outbox(world):
    ola = person("Ola Newcomer")
    row = grant(world, ola)
    entry = Entry.objects.get(subject=f"ccgs.Post:{row.pk}")
    assert (entry.book.key, entry.act, entry.actor_name) == ("CCG 09W", "post.granted", "Olive Officer")
    assert entry.reason == "Appointed by the governing body"
    assert row.history.get().history_change_reason == "Appointed by the governing body"
    assert Message.objects.get(to_person=ola).subject == "You are Lay member of NHS Medway CCG"


def test_begins_and_lapses_at_the_minute(world):
    ola = person("Ola Newcomer")
    start, end = world.now + timedelta(days=1), world.now + timedelta(days=2)
    grant(world, ola, starts_at=start, ends_at=end)
    seen = [
        may(ola, Permission.VERIFY_BALLOTS, world.ccg, at)
        for at in (start - timedelta(seconds=1), start, end - timedelta(seconds=1), end)
    ]
    assert seen == [False, True, True, False]
    assert CCGGrant.objects.filter(user=ola).exists()  # the permission row is still there, and does not help


def test_reason_is_needed(world):
    with pytest.raises(Refused) as no:
        grant(world, person(), reason="  ")
    assert [b.rule for b in no.value.blockers] == ["POST-01"]


def test_dates_must_be_in_order(world):
    with pytest.raises(Refused) as no:
        grant(world, person(), ends_at=world.now)
    assert [b.rule for b in no.value.blockers] == ["POST-02"]


@pytest.mark.parametrize("who", ["representative", "lay_member", "other_officer", "lmc_reviewer", "regional_officer"])
def test_others_may_not_grant_posts_of_the_ccg(world, who):
    with pytest.raises(Refused) as no:
        grant(world, person(), by=getattr(world, who))
    assert no.value.status == 403
    assert [b.rule for b in no.value.blockers] == ["POST-03"]


def test_nobody_grants_to_themself(world):
    with pytest.raises(Refused) as no:
        grant(world, world.officer, RoleCode.LAY_MEMBER)
    assert [b.rule for b in no.value.blockers] == ["POST-06"]


def test_accountable_officer_is_never_audit_chair(world):
    with pytest.raises(Refused) as no:
        grant(world, world.accountable_officer, RoleCode.AUDIT_CHAIR)
    assert [b.rule for b in no.value.blockers] == ["POST-08", "APP-03"]


def test_accountable_officer_here_may_be_audit_chair_elsewhere(world):
    row = grant(world, world.accountable_officer, RoleCode.AUDIT_CHAIR, world.other_ccg, by=world.other_officer)
    assert len(posts_of(world.accountable_officer, world.now)) == 2
    assert row.organisation == world.other_ccg


def test_lmc_reviewer_is_no_officer_of_a_ccg_that_the_lmc_covers(world):
    with pytest.raises(Refused) as no:
        grant(world, world.lmc_reviewer, RoleCode.GOVERNANCE_OFFICER)
    assert [b.rule for b in no.value.blockers] == ["LMC-03"]
    with pytest.raises(Refused) as no:
        grant(world, world.officer, RoleCode.LMC_REVIEWER, world.lmc, by=world.lmc_reviewer)
    assert [b.rule for b in no.value.blockers] == ["LMC-03"]


def test_lmc_reviewer_may_be_an_ordinary_member_of_the_governing_body(world):
    assert grant(world, world.lmc_reviewer, RoleCode.GP_MEMBER).pk


def test_a_ccg_officer_cannot_appoint_the_reviewer_of_the_lmc(world):
    with pytest.raises(Refused) as no:
        grant(world, person(), RoleCode.LMC_REVIEWER, world.lmc)
    assert [b.rule for b in no.value.blockers] == ["POST-03"]


def test_one_holder_of_a_single_post_at_a_time(world):
    with pytest.raises(Refused) as no:
        grant(world, person(), RoleCode.ACCOUNTABLE_OFFICER)
    assert no.value.blockers[0].missing.startswith("Ada Accountable holds the post of Accountable Officer")


def test_the_same_post_is_not_held_twice(world):
    with pytest.raises(Refused) as no:
        grant(world, world.lay_member)
    assert [b.rule for b in no.value.blockers] == ["POST-07"]


def test_first_posts_come_from_the_steward_and_no_others(world):
    assert grant(world, person(), RoleCode.GOVERNANCE_OFFICER, by=world.steward).pk
    with pytest.raises(Refused):
        grant(world, person(), RoleCode.LAY_MEMBER, by=world.steward)


def test_officer_records_a_representative_and_the_second_is_refused(world):
    practice = world.practices[0]
    with pytest.raises(Refused) as no:
        grant(world, person(), RoleCode.REPRESENTATIVE, practice)
    assert [b.rule for b in no.value.blockers] == ["VOT-11"]
    assert len(holders(practice, RoleCode.REPRESENTATIVE, world.now)) == 1


def test_one_person_may_represent_two_practices(world):
    post(RoleCode.REPRESENTATIVE, world.far_practices[0], world.representative)
    assert {p.organisation.code for p in posts_of(world.representative, world.now)} == {"G82001", "A81001"}


def test_a_role_of_another_kind_of_organisation_is_refused(world):
    with pytest.raises(Refused) as no:
        grant(world, person(), RoleCode.LMC_REVIEWER, world.ccg)
    assert no.value.status == 400


def test_one_statement_answers_may(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert may(world.officer, Permission.RUN_BALLOTS, world.ccg, world.now)


def test_a_grant_without_a_post_and_a_post_without_a_grant_do_not_act(world):
    CCGGrant.objects.filter(user=world.lay_member).delete()
    assert not may(world.lay_member, Permission.VERIFY_BALLOTS, world.ccg, world.now)
    assert Post.objects.filter(person=world.lay_member).exists()


def test_a_live_post_does_not_revive_the_rights_of_a_lapsed_one(world):
    ola = person("Ola Newcomer")
    post(RoleCode.GOVERNANCE_OFFICER, world.ccg, ola, ends_at=world.now)
    post(RoleCode.LAY_MEMBER, world.ccg, ola, now=world.now - timedelta(days=9))
    assert may(ola, Permission.VERIFY_BALLOTS, world.ccg, world.now)
    assert not may(ola, Permission.RUN_BALLOTS, world.ccg, world.now)


def test_rights_reach_from_region_and_lmc_to_their_ccgs(world):
    assert may(world.regional_officer, Permission.APPROVE_CONSTITUTION, world.ccg, world.now)
    assert not may(world.regional_officer, Permission.APPROVE_CONSTITUTION, world.far_ccg, world.now)
    assert may(world.lmc_reviewer, Permission.VERIFY_BALLOTS, world.ccg, world.now)
    assert not may(world.lmc_reviewer, Permission.VERIFY_BALLOTS, world.far_ccg, world.now)
