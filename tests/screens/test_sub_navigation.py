"""The sub-navigation of an organisation: what each reader sees in it, and what waits for them."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from ccgs.terms.constitutions import ConstitutionState
from conflicts.actions.breaches import assign_investigator
from tests.factories import breaches, votes
from tests.factories.ccgs_people import constitution

pytestmark = pytest.mark.django_db


def links(client, address):
    """What each row shows, with the link that is current in brackets."""
    page = html.fromstring(client.get(address).content)
    return [
        [
            f"[{text}]" if item.xpath("./a/@aria-current") else text
            for item in row.xpath("./li")
            for text in [" ".join(item.text_content().split())]
        ]
        for row in page.xpath("//nav[contains(@class, 'app-sub')]/ul")
    ]


def test_the_public_sees_what_is_public(client, world):
    groups, parts = links(client, "/ccgs/09W/ballots/")
    assert groups == ["NHS Medway CCG", "Members and people", "[Votes]", "Conflicts", "Committees", "Application"]
    assert parts == ["[Ballots]", "LMC consultations", "Engagement log"]
    _, parts = links(client, "/ccgs/09W/registers/")
    assert parts == ["[Registers]", "Interests", "Gifts and hospitality", "Procurement decisions", "Breaches"]


def test_an_officer_sees_the_working_pages(client, world):
    client.force_login(world.officer)
    assert links(client, "/ccgs/09W/ledger/")[1] == ["Overview", "Lists to download", "[Ledger of acts]", "Messages"]
    assert "Self-certification" in links(client, "/ccgs/09W/registers/training/")[1]


def test_a_practice_is_among_the_members_of_its_ccg(client, world):
    groups, parts = links(client, f"/practices/{world.practices[0].code}/")
    assert "[Members and people]" in groups
    assert parts[0] == "[Member practices]"


def test_the_region_and_the_lmc_have_theirs(client, world):
    assert links(client, "/regions/Y57/people/") == [["South of England", "[People in post]"]]
    client.force_login(world.regional_officer)
    assert links(client, "/regions/Y57/applications/")[0] == ["South of England", "People in post", "[Applications]"]
    client.force_login(world.lmc_reviewer)
    assert links(client, "/lmcs/KENT/consultations/")[0] == ["Kent LMC", "People in post", "[Consultations]"]


def test_it_counts_what_waits_for_the_reader(client, world, database_clock):
    database_clock(world.now)
    votes.opened(world, now=world.now)
    client.force_login(world.representative)
    assert "Votes 1 to do" in links(client, "/ccgs/09W/")[0]
    client.force_login(world.officer)
    assert "Votes" in links(client, "/ccgs/09W/")[0]


def test_a_version_waits_for_whoever_takes_the_next_step(client, world):
    version = constitution(world.ccg, ConstitutionState.ADOPTED)
    client.force_login(world.regional_officer)
    assert "Members and people 1 to do" in links(client, "/ccgs/09W/")[0]
    client.force_login(world.officer)
    assert "Members and people 1 to do" in links(client, "/ccgs/09W/")[0]  # adopted long ago: ask the region
    version.adopted_at = world.now
    version.record(by=world.officer, at=world.now, why="Adopted today")
    caches["counts"].clear()  # no act of the product, so that nothing in a book says so
    assert "Members and people" in links(client, "/ccgs/09W/")[0]


def test_a_breach_waits_for_its_investigator(client, world):
    made = breaches.report(world, by=world.representative)
    client.force_login(world.accountable_officer)
    assert "Conflicts" in links(client, "/ccgs/09W/")[0]
    guardian = breaches.guardian(world)
    assign_investigator(breach=made, investigator=world.accountable_officer, by=guardian, now=world.now)
    assert "Conflicts 1 to do" in links(client, "/ccgs/09W/")[0]
    client.force_login(world.representative)
    assert "Conflicts" in links(client, "/ccgs/09W/")[0]


def test_nothing_is_asked_for_a_stranger(client, world, monkeypatch):
    monkeypatch.setattr("ccgs.views.access.tasks_of", lambda *asked: pytest.fail("the tasks were asked"))
    client.force_login(world.other_region_officer)
    assert "Votes" in links(client, "/ccgs/09W/")[0]


def test_counts_are_kept_until_something_is_recorded(client, world, travel):
    travel(world.now)
    client.force_login(world.representative)
    assert "Votes" in links(client, "/ccgs/09W/people/")[0]
    votes.opened(world, now=world.now)
    assert "Votes 1 to do" in links(client, "/ccgs/09W/people/")[0]
    client.force_login(world.officer)
    first = read(client)
    assert read(client) < first, "asked again though nothing was recorded"
    breaches.report(world, by=world.representative)
    assert read(client) == first, "not asked again though something was recorded"
    kept = read(client)
    travel(world.now + timedelta(minutes=1))
    assert read(client) > kept, "not asked again in the next minute"


def read(client) -> int:
    """The statements of a page of the CCG."""
    with CaptureQueriesContext(connection) as asked:
        client.get("/ccgs/09W/ballots/")
    return len(asked)
