"""Tasks and panels of breaches, training and self-certification."""

import pytest

from conflicts.actions.certificates import draft_certificate, fill_again
from tests.browser import Browser
from tests.factories.breaches import guardian, investigated, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    return world


def tasks(person):
    client = Browser()
    client.force_login(person)
    return client.get("/tasks/").content.decode()


def test_each_has_the_tasks_that_are_theirs(world, now):
    report(world)
    investigated(world)
    assert "Choose who investigates breach 1" in tasks(world.guardian)
    assert "Investigate breach 2" in tasks(world.lay_member)
    officer = tasks(world.officer)
    assert "training module 1" in officer
    assert "breach 1" not in officer


def test_a_return_waits_for_explanations_then_for_both_offices(world, now):
    made = draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now)
    assert "Explain what departs" in tasks(world.officer)
    assert "Attest the self-certification" not in tasks(world.audit_chair)
    words = {answer["id"]: "Being put right." for answer in made.answers if not answer["complies"]}
    fill_again(certificate=made, explanations=words, by=world.officer, now=now)
    assert "Attest the self-certification" in tasks(world.audit_chair)
    assert "Attest the self-certification" in tasks(world.accountable_officer)


def test_the_ccgs_page_says_how_many_reports_are_looked_into(world, client):
    report(world)
    page = client.get("/ccgs/09W/").content.decode()
    assert "1 report is being looked into" in page
