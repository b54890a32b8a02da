"""Ending a post: rights are gone at that moment, and sessions end with the last post."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from ccgs.actions.posts import grant_post, replace_post, revoke_post
from ccgs.models import CCGGrant, Post
from ccgs.queries.posts import holders, later_posts_in, posts_of, representatives
from ccgs.terms.roles import Permission, RoleCode
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from tests.browser import Browser
from tests.factories.ccgs_people import may, person, post

pytestmark = pytest.mark.django_db


def revoke(world, who, by=None, reason="Left the CCG"):
    return revoke_post(post=world.posts[who], reason=reason, by=by or world.officer, now=world.now)


def test_rights_are_gone_at_that_moment(world):
    before = world.now - timedelta(seconds=1)
    revoke(world, "lay_member")
    assert may(world.lay_member, Permission.VERIFY_BALLOTS, world.ccg, world.now) is False
    assert posts_of(world.lay_member, world.now) == []
    assert len(posts_of(world.lay_member, before)) == 1
    assert not CCGGrant.objects.filter(user=world.lay_member).exists()
    assert Entry.objects.filter(act="post.revoked").count() == 1
    assert Message.objects.filter(to_person=world.lay_member).count() == 1


def test_a_post_that_lapsed_gives_no_permission_by_any_way_of_the_framework(world, travel):
    member = post(RoleCode.LAY_MEMBER, world.ccg, ends_at=world.now + timedelta(days=1)).person
    later = travel(world.now + timedelta(days=2))
    assert CCGGrant.objects.filter(user=member).exists()  # no sweep and nobody took the rows away
    assert not may(member, Permission.VERIFY_BALLOTS, world.ccg, later)
    assert not member.has_perm(f"ccgs.{Permission.VERIFY_BALLOTS}", world.ccg)
    assert not member.get_all_permissions(world.ccg)


def test_sessions_end_with_the_last_post_only(world):
    mobile, desk = Browser(), Browser()
    mobile.force_login(world.lay_member)
    desk.force_login(world.officer)
    second = post(RoleCode.GP_MEMBER, world.ccg, world.lay_member)
    revoke(world, "lay_member")
    assert Session.objects.count() == 2
    revoke_post(post=second, reason="Left", by=world.officer, now=world.now)
    assert [s.get_decoded()["_auth_user_id"] for s in Session.objects.all()] == [str(world.officer.pk)]


def test_two_posts_may_carry_the_same_right(world):
    post(RoleCode.GP_MEMBER, world.ccg, world.lay_member)
    revoke(world, "lay_member")
    assert may(world.lay_member, Permission.VIEW_WORKING, world.ccg, world.now)
    assert not may(world.lay_member, Permission.VERIFY_BALLOTS, world.ccg, world.now)


def test_a_post_that_has_not_begun_never_begins(world):
    start = world.now + timedelta(days=5)
    row = post(RoleCode.AUDITOR, world.ccg, starts_at=start)
    row = revoke_post(post=row, reason="Changed our mind", by=world.officer, now=world.now)
    assert row.ends_at == start
    assert not row.is_live(start)


def test_needs_a_reason_and_the_right_and_a_post_that_is_not_over(world):
    with pytest.raises(Refused):
        revoke(world, "lay_member", reason=" ")
    with pytest.raises(Refused) as no:
        revoke(world, "lay_member", by=world.other_officer)
    assert no.value.status == 403
    revoke(world, "lay_member")
    with pytest.raises(Conflict):
        revoke(world, "lay_member")


def test_a_person_may_give_up_their_own_post(world):
    assert revoke(world, "gp_member", by=world.gp_member).revoked_by == world.gp_member


def test_replacing_leaves_no_moment_with_two_or_none(world):
    ola = person("Ola Newcomer")
    replace_post(post=world.posts["audit_chair"], person=ola, reason="Term over", by=world.officer, now=world.now)
    assert holders(world.ccg, RoleCode.AUDIT_CHAIR, world.now) == [ola]
    assert holders(world.ccg, RoleCode.AUDIT_CHAIR, world.now - timedelta(seconds=1)) == [world.audit_chair]


@pytest.mark.parametrize("who", ["regional_officer", "lmc_reviewer", "officer"])
def test_who_may_grant_a_post_hands_over_their_own(world, who):
    ola, post = person("Ola Newcomer"), world.posts[who]
    made = replace_post(post=post, person=ola, reason="Moving on", by=world.people[who], now=world.now)
    assert (made.person, made.role, made.organisation) == (ola, post.role, post.organisation)


def test_who_may_not_grant_a_post_does_not_hand_over_their_own(world):
    post = world.posts["lay_member"]
    with pytest.raises(Refused) as refused:
        replace_post(post=post, person=person("Ola"), reason="Moving on", by=world.lay_member, now=world.now)
    assert {blocker.rule for blocker in refused.value.blockers} == {"POST-03"}
    assert holders(world.ccg, RoleCode.LAY_MEMBER, world.now) == [world.lay_member]


def test_replacing_is_refused_whole(world):
    with pytest.raises(Refused):
        replace_post(
            post=world.posts["audit_chair"],
            person=world.accountable_officer,
            reason="Term over",
            by=world.officer,
            now=world.now,
        )
    assert holders(world.ccg, RoleCode.AUDIT_CHAIR, world.now) == [world.audit_chair]


def test_representative_names_a_deputy_for_their_own_practice_only(world):
    ola = person("Ola Newcomer")
    fields = {"person": ola, "role": RoleCode.DEPUTY, "starts_at": world.now, "reason": "On leave", "now": world.now}
    row = grant_post(organisation=world.practices[1], by=world.other_representative, **fields)
    assert representatives(world.ccg, world.now)[world.practices[1].pk][-1] == row
    with pytest.raises(Refused):
        grant_post(organisation=world.practices[2], by=world.other_representative, **fields)


def test_representatives_of_a_ccg_in_one_query(world, django_assert_num_queries):
    Post.objects.get(pk=world.posts["fifth_representative"].pk)
    with django_assert_num_queries(1):
        found = representatives(world.ccg, world.now)
    assert set(found) == {p.pk for p in world.practices}
    assert [p.role for p in found[world.practices[0].pk]] == [RoleCode.REPRESENTATIVE, RoleCode.DEPUTY]


def test_a_post_that_was_ended_before_it_began_begins_no_more(world):
    later = post(RoleCode.LAY_MEMBER, world.ccg, starts_at=world.now + timedelta(days=30))
    assert later in later_posts_in(world.ccg, world.now)
    revoke_post(post=later, reason="They changed their mind", by=world.officer, now=world.now)
    assert later not in later_posts_in(world.ccg, world.now)


def test_a_post_is_not_handed_to_the_person_who_holds_it(world):
    held = world.posts["lay_member"]
    with pytest.raises(Refused, match="already holds this post. Name another person"):
        replace_post(post=held, person=world.lay_member, reason="By mistake", by=world.officer, now=world.now)
    held.refresh_from_db()
    assert held.ends_at is None


def test_who_may_end_a_post_is_said_with_its_capitals_and_for_its_organisation(world):
    with pytest.raises(Refused) as refused:
        revoke(world, "lay_member", by=world.auditor)
    (blocker,) = refused.value.blockers
    assert blocker.who == "The CCG's governance officer"
    assert blocker.missing.startswith("Only the CCG's governance officer can end the post of Lay member")
    with pytest.raises(Refused, match="another reviewer of the LMC"):
        revoke_post(post=world.posts["lmc_reviewer"], reason="Left", by=world.officer, now=world.now)
