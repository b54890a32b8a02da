"""The pages on which posts are seen, granted, ended and replaced, and representatives recorded."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from ccgs.models import Post
from ccgs.queries.posts import holders
from ccgs.terms.roles import RoleCode
from cocommission.shared.models import Person
from tests.factories.ccgs_people import post

pytestmark = pytest.mark.django_db
START = {"starts_at[day]": "1", "starts_at[month]": "10", "starts_at[year]": "2015", "starts_at[time]": "9:00"}
OLA = {"email": "ola@example.invalid", "name": "Ola Newcomer", "reason": "Appointed by the governing body"}


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_who_can_act_today_is_public_without_addresses(client, world):
    page = client.get("/ccgs/09W/people/")
    assert "Ada Accountable" in text(page)
    assert "example.invalid" not in page.content.decode()
    assert "End or replace" not in text(page)


def test_a_lapsed_holder_is_gone_and_a_vacant_post_is_shown(client, world):
    row = world.posts["audit_chair"]
    row.ends_at = world.now
    row.record(by=world.officer, at=world.now, why="Term over")
    post(RoleCode.AUDITOR, world.ccg, starts_at=world.now + timedelta(days=1))
    page = text(client.get("/ccgs/09W/people/"))
    assert "Arthur Audit" not in page
    assert "Audit Chair Vacant" in page
    assert "Posts that begin later" in page


def test_granting_somebody_new(client, world):
    client.force_login(world.officer)
    answer = client.post("/ccgs/09W/people/grant/", OLA | START | {"role": "LAY_MEMBER"}, follow=True)
    assert answer.redirect_chain == [("/ccgs/09W/people/", 302)]
    assert "Ola Newcomer holds the post of Lay member" in text(answer)
    assert Person.objects.get(email="ola@example.invalid") in holders(world.ccg, RoleCode.LAY_MEMBER, world.now)


def test_a_refusal_stands_at_its_field_and_nobody_is_invited(client, world):
    client.force_login(world.officer)
    answer = client.post("/ccgs/09W/people/grant/", OLA | START | {"role": "ACCOUNTABLE_OFFICER"})
    assert answer.status_code == 409
    assert "Ada Accountable holds the post of Accountable Officer in that time" in text(answer)
    assert not Person.objects.filter(email="ola@example.invalid").exists()


def test_a_role_that_is_not_offered_cannot_be_posted(client, world):
    client.force_login(world.steward)
    answer = client.post("/ccgs/09W/people/grant/", OLA | START | {"role": "LAY_MEMBER"})
    assert answer.status_code == 400


def test_ending_and_replacing(client, world):
    client.force_login(world.officer)
    address = f"/ccgs/09W/people/{world.posts['audit_chair'].pk}/"
    steps = client.get(address).content.decode()
    assert f'href="{address}end/"' in steps
    assert f'href="{address}replace/"' in steps
    refused = client.post(f"{address}end/", {"reason": ""})
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "<title>Error: " in page
    assert page.index('class="nhsuk-error-summary"') < page.index("<h1")
    answer = client.post(f"{address}replace/", OLA, follow=True)
    assert "Ola Newcomer has taken over from Arthur Audit" in text(answer)
    now_held = Post.objects.get(role=RoleCode.AUDIT_CHAIR, ends_at=None)
    answer = client.post(f"/ccgs/09W/people/{now_held.pk}/end/", {"reason": "Moved"}, follow=True)
    assert "The post of Ola Newcomer has ended" in text(answer)
    over = text(client.get(address))
    assert "You cannot change it" in over
    assert "End the post" not in over
    for way in ("end", "replace"):
        assert "This post has already ended." in text(client.get(f"{address}{way}/"))


def test_representatives_first_those_without(client, world):
    client.force_login(world.officer)
    row = world.posts["third_representative"]
    row.ends_at = world.now
    row.record(by=world.officer, at=world.now, why="Over")
    page = text(client.get("/ccgs/09W/representatives/"))
    assert "4 of 5 voting practices have a representative today. 1 could not vote." in page
    assert page.index("Copper Hill Practice") < page.index("Amber Lane Surgery")


def test_a_representative_names_a_deputy_for_their_own_practice(client, world):
    client.force_login(world.representative)
    page = text(client.get("/ccgs/09W/representatives/"))
    assert page.count("Name a deputy") == 1
    address = "/ccgs/09W/representatives/G82001/grant/"
    assert 'value="REPRESENTATIVE"' not in client.get(address).content.decode()
    answer = client.post(address, OLA | START | {"role": "DEPUTY"})
    assert answer.status_code == 302
    assert client.get("/ccgs/09W/representatives/G82002/grant/").status_code == 403
    assert client.get("/ccgs/09W/representatives/H81001/grant/").status_code == 404


def test_import_shows_every_line_before_it_does_anything(client, world):
    client.force_login(world.officer)
    address = "/ccgs/09W/representatives/import/"
    file = ContentFile(b"practice_code,name,email\nG82002,Ola Newcomer,ola@example.invalid\n", name="list.csv")
    checked = client.post(address, {"file": file, "reason": "List", "act": "check"})
    assert "0 new, 1 replaced, 0 unchanged, 0 rejected" in text(checked)
    assert not Person.objects.filter(email="ola@example.invalid").exists()
    hidden = dict(re.findall(r'name="(text|reason)" value="([^"]*)"', checked.content.decode()))
    done = client.post(address, hidden | {"act": "import"}, follow=True)
    assert "1 changed, 0 as they were." in text(done)


def test_import_of_a_file_with_a_bad_line_offers_no_button(client, world):
    client.force_login(world.officer)
    lines = "practice_code,name,email\nG82002,Ola,ola@example.invalid\nX1,Ulf,ulf@example.invalid"
    answer = client.post("/ccgs/09W/representatives/import/", {"text": lines, "reason": "List", "act": "check"})
    assert answer.status_code == 400
    assert "Nothing can be imported while a line is rejected" in text(answer)
    assert 'value="import"' not in answer.content.decode()


def test_a_profile_shows_the_address_only_to_those_who_need_it(client, world):
    address = f"/people/{world.lay_member.pk}/"
    seen = {}
    for who in ("lay_member", "officer", "representative", "other_officer"):
        client.force_login(getattr(world, who))
        seen[who] = world.lay_member.email in client.get(address).content.decode()
    assert seen == {"lay_member": True, "officer": True, "representative": False, "other_officer": False}


def test_lmc_home_shows_what_waits_only_to_its_reviewers(client, world):
    assert "What we need to do" not in text(client.get("/lmcs/KENT/"))
    client.force_login(world.lmc_reviewer)
    page = text(client.get("/lmcs/KENT/"))
    assert "What we need to do" in page
    assert "NHS Medway CCG" in page


@pytest.mark.parametrize("extra", [0, 2])
def test_queries_of_lists_do_not_grow(client, world, django_assert_num_queries, extra):
    for _ in range(extra):
        post(RoleCode.GP_MEMBER, world.ccg)
        post(RoleCode.DEPUTY, world.practices[1])
    with django_assert_num_queries(3):
        client.get("/ccgs/09W/people/")
    with django_assert_num_queries(2):
        client.get("/lmcs/")
    client.force_login(world.auditor)
    with django_assert_num_queries(9):
        client.get("/ccgs/09W/representatives/")


def test_nobody_is_led_to_a_page_that_they_may_not_see(client, world):
    people, link = f"/ccgs/{world.ccg.code}/people/", f"/ccgs/{world.ccg.code}/representatives/"
    client.force_login(world.officer)
    assert link in client.get(people).content.decode()
    assert client.get(link).status_code == 200
    client.force_login(world.other_officer)
    assert client.get(link).status_code == 404
    assert link not in client.get(people).content.decode()
