"""Rights on pages follow the clock: a lapsed post, a revoked one, posts in several organisations."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from ccgs.actions.posts import revoke_post
from ccgs.models import CCGGrant
from ccgs.terms.roles import RoleCode
from ccgs.views.access import may_open
from tests.factories.ccgs_people import person, post

pytestmark = pytest.mark.django_db
GRANT = "/ccgs/09W/people/grant/"


def status(client, address=GRANT):
    return client.get(address).status_code


def test_unknown_codes_and_hubs_are_not_found(client, world):
    world.far_ccg.is_hub = True
    world.far_ccg.record(by=world.steward, at=world.now, why="Made a hub")
    assert [status(client, f"/ccgs/{code}/") for code in ("09W", "09w", "99Z", "00C")] == [200, 200, 404, 404]


def test_nobody_signed_in_goes_to_sign_in_and_comes_back(client, world):
    answer = client.get(GRANT)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={GRANT}")


def test_missing_right_says_who_has_it(client, world):
    client.force_login(world.lay_member)
    answer = client.get(GRANT)
    assert answer.status_code == 403
    assert "grant and revoke posts" in answer.content.decode()
    assert "Governance officer" in answer.content.decode()


def test_a_lapsed_post_cannot_act_although_its_permission_row_is_still_there(client, world):
    ola = person("Ola Newcomer")
    post(RoleCode.GOVERNANCE_OFFICER, world.ccg, ola, ends_at=world.now, now=world.now - timedelta(days=9))
    assert CCGGrant.objects.filter(user=ola).exists()
    client.force_login(ola)
    assert status(client) == 404


def test_a_post_that_begins_later_does_not_act_yet(client, world):
    ola = person("Ola Newcomer")
    post(RoleCode.GOVERNANCE_OFFICER, world.ccg, ola, starts_at=world.now + timedelta(seconds=1))
    client.force_login(ola)
    assert status(client) == 404


def test_a_permission_row_alone_does_not_act(client, world):
    for grant in CCGGrant.objects.filter(user=world.officer):
        CCGGrant.objects.create(user=world.nobody, content_object=world.ccg, permission=grant.permission)
    client.force_login(world.nobody)
    assert status(client) == 404


def test_revoking_the_last_post_ends_the_session_and_another_post_keeps_it(client, world):
    client.force_login(world.second_officer)
    assert status(client) == 200
    elsewhere = post(RoleCode.LAY_MEMBER, world.other_ccg, world.second_officer)
    revoke_post(post=world.posts["second_officer"], reason="Left", by=world.officer, now=world.now)
    assert status(client) == 404  # still signed in, but no post here any more
    revoke_post(post=elsewhere, reason="Left", by=world.other_officer, now=world.now)
    assert status(client) == 302  # signed out


def test_a_person_acts_in_each_organisation_by_the_post_held_there(client, world):
    post(RoleCode.LAY_MEMBER, world.other_ccg, world.officer)
    client.force_login(world.officer)
    assert status(client) == 200
    assert status(client, "/ccgs/09J/people/grant/") == 403
    assert status(client, "/ccgs/00C/people/grant/") == 404


def test_the_steward_grants_first_posts_and_sees_no_working_papers(client, world):
    client.force_login(world.steward)
    assert status(client) == 200
    assert status(client, "/ccgs/09W/representatives/") == 404
    page = client.get(GRANT).content.decode()
    assert "Governance officer" in page
    assert 'value="LAY_MEMBER"' not in page


def test_rights_of_a_page_are_asked_once(client, world, django_assert_max_num_queries):
    client.force_login(world.officer)
    with django_assert_max_num_queries(12):
        assert status(client) == 200


@pytest.mark.parametrize(
    ("who", "opens"),
    [("officer", {"declarants", "declarations"}), ("accountable_officer", {"declarations"}), ("secretary", set()),
     ("nobody", set()), ("public", set())],
)  # fmt: skip
def test_a_breadcrumb_leads_only_where_the_reader_may_go(client, rf, world, who, opens):
    request = rf.get("/")
    request.user = AnonymousUser() if who == "public" else world.people[who]
    pages = {
        "declarants": "/ccgs/09W/registers/declarants/",
        "declarations": "/ccgs/09W/registers/declarations/?page=2",
    }
    assert {name for name, address in pages.items() if may_open(request, address)} == opens
    assert may_open(request, "/ccgs/09W/registers/#interests")
    if who != "public":
        client.force_login(request.user)
    assert {name for name, address in pages.items() if status(client, address) == 200} == opens
