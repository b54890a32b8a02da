"""The registers page month by month: each month agrees with the register of its last minute; who sees what is due."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocommission.shared.clock import london
from conflicts.actions.interests import end_interest, withdraw_interest
from conflicts.actions.redactions import lift_redaction
from conflicts.models import Declarant
from conflicts.queries.declarations import overdue, unique_people
from conflicts.queries.register_months import declared_counts, months_of_register
from conflicts.queries.registers import published
from tests.factories.interests import declarant, declaration, reviewed
from tests.factories.registers import guardian, policy, redacted

pytestmark = pytest.mark.django_db
HUB = "/ccgs/09W/registers/"


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


@pytest.fixture
def sign_in(client):
    def as_(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def test_each_month_agrees_with_the_register_of_its_last_minute(world, travel):
    """Everything that takes an entry off the page: its end, a mistake, a redaction; and what never comes on it."""
    policy(world, published_on=None)
    ended = reviewed(world, world.gp_member)
    later = travel(world.now + timedelta(days=40))
    policy(world, now=later)
    wrong = reviewed(world, world.lay_member, now=later)
    hidden = redacted(world, reviewed(world, world.auditor, now=later), now=later)
    declaration(world, world.secretary, now=later)
    end_interest(interest=ended, ended_on=later.date(), by=world.gp_member, now=later)
    later = travel(later + timedelta(days=60))
    withdraw_interest(interest=wrong, reason="Error", by=world.officer, now=later)
    later = travel(later + timedelta(days=60))
    lift_redaction(redaction=hidden, reason="Over", by=guardian(world), now=later)
    later = travel(later + timedelta(days=70))
    found = months_of_register(world.ccg, later)
    assert [(month.active, month.new, month.gone) for month in found] == [
        (len(after), len(after - before), len(before - after))
        for before, after in (
            [{entry.id for entry in published(world.ccg, at).entries} for at in (month.since, month.until)]
            for month in found
        )
    ]
    assert sum(month.new for month in found) == 3
    assert sum(month.gone for month in found) == 2


def test_the_hub_draws_the_public_register_and_links_each_month_to_its_changes(world, client):
    reviewed(world, world.gp_member)
    assert "Register of interests by month" not in client.get(HUB).text
    policy(world)
    page = client.get(HUB).text
    assert "October 2015: 1 on the register, 1 new, 0 no longer on it." in page
    today = london(world.now).date()
    assert f'href="{HUB}interests/changes/?since=2015-09-30&amp;at={today:%Y-%m-%d}"' in page
    assert client.get(f"{HUB}interests/changes/?since=2015-09-30&at={today:%Y-%m-%d}").status_code == 200


def test_declarations_due_are_for_those_who_keep_review_or_guard_the_registers(world, sign_in, client, travel):
    policy(world)
    declarant(world, world.gp_member)
    reviewed(world, world.lay_member)
    later = travel(world.now + timedelta(days=30))
    declarant(world, world.auditor, now=later)
    counts = declared_counts(world.ccg, later)
    assert counts["overdue"] == unique_people(overdue(world.ccg, later)) > 0
    assert sum(counts.values()) == Declarant.objects.filter(ccg=world.ccg).values("person").distinct().count()
    assert counts["asked"] > 0
    assert counts["confirmed"] > 0
    for person in (world.officer, guardian(world)):
        page = sign_in(person).get(HUB).text
        assert f"Overdue: {100 * counts['overdue'] / sum(counts.values()):.1f}%" in page
    for person in (world.gp_member, world.representative):
        assert "Declarations due" not in sign_in(person).get(HUB).text
    client.logout()
    assert "Declarations due" not in client.get(HUB).text


@pytest.mark.usefixtures("counts_asked")
def test_the_hub_takes_the_same_statements_for_one_entry_and_for_three(world, sign_in):
    policy(world)
    reviewed(world, world.gp_member)
    client = sign_in(world.officer)
    client.get(HUB)
    with CaptureQueriesContext(connection) as one:
        client.get(HUB)
    reviewed(world, world.lay_member)
    reviewed(world, world.auditor)
    with CaptureQueriesContext(connection) as three:
        client.get(HUB)
    assert len(one) == len(three) <= 19
    with CaptureQueriesContext(connection) as months:
        months_of_register(world.ccg, world.now)
    assert len(months) == 2
