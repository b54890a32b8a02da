"""The task list takes the same few statements however much there is to do, and in however many organisations."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import RoleCode
from tests.factories import (
    breaches,
    committees,
    consultations,
    engagement,
    gifts,
    interests,
    meetings,
    models_abc,
    votes,
)
from tests.factories.ccgs_people import constitution, post

pytestmark = pytest.mark.django_db
MOST = 15


def much_to_do(world, name):
    """Something that waits in every part of the product."""
    votes.draft(world, now=world.now)
    votes.opened(world, now=world.now)
    consultations.draft(world)
    made = consultations.opened(world)
    consultations.answer(made, world.lmc_reviewer, world.now, opinion="OBJECT", opinion_text="Too early.")
    engagement.event(world)
    constitution(world.ccg, ConstitutionState.APPROVED)
    post(RoleCode.GP_MEMBER, world.ccg, ends_at=world.now + timedelta(days=3))
    committee = committees.pccc(world, name=name)
    committees.draft(world, name=f"{name}, a draft")
    meetings.planned(world, committee=committee)
    meetings.planned(world, committee=committee, days=20)
    interests.declaration(world, world.lay_member)
    gifts.dinner(world, world.lay_member)
    breaches.report(world)


def statements(client):
    client.get("/tasks/")
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/tasks/").content
    return len(captured), page.count(b"app-tasks__item")


@pytest.mark.parametrize("who", ["officer", "secretary", "accountable_officer", "lmc_reviewer", "regional_officer"])
def test_twice_as_much_to_do_takes_no_more_statements(client, world, database_clock, who):
    database_clock(world.now)
    post(RoleCode.GOVERNANCE_OFFICER, world.far_ccg, world.people[who])
    models_abc.ready(world, attested=False)
    much_to_do(world, "First committee")
    client.force_login(world.people[who])
    before, tasks = statements(client)
    much_to_do(world, "Second committee")
    post(RoleCode.GOVERNANCE_OFFICER, world.other_ccg, world.people[who])
    after, more_tasks = statements(client)
    assert more_tasks > tasks
    assert after <= before <= MOST


@pytest.mark.parametrize(("who", "home"), [("lmc_reviewer", "/lmcs/KENT/"), ("regional_officer", "/regions/Y57/")])
def test_a_home_page_asks_for_the_tasks_once(client, world, database_clock, who, home):
    database_clock(world.now)
    client.force_login(world.people[who])
    with CaptureQueriesContext(connection) as captured:
        client.get(home)
    assert sum("task_facts" in one["sql"] for one in captured.captured_queries) == 1
