"""F-06: one page answers which model, which constitution, who holds which post, what is open, due and missing."""

import re
from datetime import timedelta

import pytest

from ccgs.actions.models_held import change_model_held
from ccgs.actions.posts import revoke_post
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import RoleCode
from tests.factories import consultations, votes
from tests.factories.ccgs_people import constitution, partner, post

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_one_page_answers(client, world):
    page = text(client.get("/ccgs/09W/"))
    for words in (
        "Model held A: greater involvement",
        "Constitution in force Version 1, Version 1, since 1 April 2013",
        "5 voting practices with 31,999 registered patients",
        "South of England",
        "Kent LMC",
        "Accountable Officer Ada Accountable",
        "Missing posts and records No posts or records are missing.",
    ):
        assert words in page


def test_what_is_held_changes_at_its_minute(client, world):
    change_model_held(
        ccg=world.ccg, model="C", from_at=world.now, by=None, now=world.now, reason="Go-live", source="Decision 12"
    )
    page = text(client.get("/ccgs/09W/"))
    assert "Model held C: delegated commissioning, since 1 October 2015 at 9:00am (Decision 12)" in page


def test_what_is_missing_due_and_open(client, world):
    revoke_post(post=world.posts["audit_chair"], reason="Left", by=world.officer, now=world.now)
    revoke_post(post=world.posts["fifth_representative"], reason="Left", by=world.officer, now=world.now)
    post(RoleCode.GP_MEMBER, world.ccg, ends_at=world.now + timedelta(days=20))
    constitution(world.ccg, ConstitutionState.ADOPTED)
    partner(world.ccg)
    page = text(client.get("/ccgs/09W/"))
    assert "Audit Chair : Nobody holds this post" in page
    assert "one practice without a representative: they could not vote" in page
    assert "Constitution version 2 : Adopted by the members. NHS England has to approve it." in page
    assert "21 October 2015" in page
    assert "Healthwatch Somewhere" in page


def test_a_ccg_with_nothing_yet(client, world):
    page = text(client.get("/ccgs/00C/"))
    assert "None recorded" in page
    assert "Governance officer : Nobody holds this post" in page


def test_tasks_of_officers_and_of_the_region(client, world):
    constitution(world.ccg, ConstitutionState.ADOPTED)
    client.force_login(world.regional_officer)
    assert "Decide on version 2 of the constitution of NHS Medway CCG" in text(client.get("/tasks/"))
    revoke_post(post=world.posts["lay_member"], reason="Left", by=world.officer, now=world.now)
    client.force_login(world.officer)
    assert "Fill the post of Lay member" in text(client.get("/tasks/"))
    client.force_login(world.representative)
    assert "Fill the post" not in text(client.get("/tasks/"))


def test_the_home_of_a_region_shows_its_officers_what_waits(client, world):
    constitution(world.ccg, ConstitutionState.ADOPTED)
    assert "What we need to do" not in text(client.get("/regions/Y57/"))
    for who, sees in [("regional_officer", True), ("other_region_officer", False), ("officer", False)]:
        client.force_login(getattr(world, who))
        page = text(client.get("/regions/Y57/"))
        assert ("Decide on version 2 of the constitution of NHS Medway CCG" in page) is sees


def test_the_home_page_takes_two_statements_whatever_is_on_it(client, world, database_clock, django_assert_num_queries):
    database_clock(world.now)
    constitution(world.ccg, ConstitutionState.ADOPTED)
    partner(world.ccg)
    votes.opened(world, now=world.now)
    made = consultations.opened(world)
    consultations.answer(made, world.lmc_reviewer, world.now, opinion="OBJECT", opinion_text="Too early.")
    with django_assert_num_queries(2):  # the CCG; the facts of every app
        client.get("/ccgs/09W/")
    for _ in range(2):
        post(RoleCode.GP_MEMBER, world.ccg, ends_at=world.now + timedelta(days=3))
        constitution(world.ccg, ConstitutionState.ADOPTED)
    with django_assert_num_queries(2):
        client.get("/ccgs/09W/")
    client.force_login(world.officer)
    with django_assert_num_queries(9):  # session, person, rights, posts, the tasks that are counted, what was recorded
        client.get("/ccgs/09W/")
