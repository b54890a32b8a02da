"""F-66: the search finds of a register what its page shows the reader, and takes the same statements for all of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from conflicts.actions.interests import withdraw_interest
from tests.browser import Browser
from tests.factories.interests import declaration, reviewed
from tests.factories.registers import policy, redacted
from tests.sweeps.people import people_of
from tests.sweeps.who import COLUMNS

pytestmark = pytest.mark.django_db
PAGE = "/ccgs/09W/registers/interests/"
WORDS = ("Antelope", "Bison", "Caracal", "Dingo", "Echidna", "Fossa", "Gazelle")


@pytest.fixture
def register(world, database_clock):
    """One entry of each kind: public, waiting, without consent, redacted, without a name, and in error."""
    database_clock(world.now)
    people = people_of(world)
    policy(world)
    reviewed(world, world.gp_member, description="Shares in Antelope")
    declaration(world, world.gp_member, description="Shares in Bison")
    reviewed(
        world, world.gp_member, description="Shares in Caracal", consent_to_publish=False, consent_reason="Private"
    )
    redacted(world, reviewed(world, world.lay_member, description="Shares in Dingo"))
    redacted(world, reviewed(world, world.lay_member, description="Shares in Echidna"), whole=False)
    wrong = declaration(world, world.lay_member, description="Shares in Fossa")
    withdraw_interest(interest=wrong, reason="Error", by=world.lay_member, now=world.now)
    reviewed(world, world.officer, description="Shares in Gazelle", consent_to_publish=False, consent_reason="Private")
    return people


def browser(person):
    client = Browser()
    if person is not None:
        client.force_login(person)
    return client


def on_the_page(client, **asked):
    text = client.get(PAGE, asked).text.split("<main")[1]
    return {word for word in WORDS if word in text}


def found(client, word):
    page = html.fromstring(client.get("/search/", {"q": f"shares {word}"}).content)
    return page.xpath("//main//section[@data-kind='interests']/ul/li/a")


@pytest.mark.parametrize("column", COLUMNS)
def test_each_role_finds_what_its_page_of_the_register_shows_and_its_own(register, column):
    person = register.get(column)
    client = browser(person)
    shown = on_the_page(client) | on_the_page(client, full="1")
    own = {"gp_member": {"Antelope", "Bison", "Caracal"}, "lay_member": {"Dingo", "Echidna"}}
    own["governance_officer"] = {"Gazelle"}
    assert {word for word in WORDS if found(client, word)} == shown | own.get(column, set())


def test_keepers_and_the_guardian_find_more_than_the_public(register):
    assert {word for word in WORDS if found(browser(None), word)} == {"Antelope", "Echidna"}
    officer, guardian = browser(register["governance_officer"]), browser(register["guardian"])
    assert {word for word in WORDS if not found(officer, word)} == {"Dingo"}
    assert all(found(guardian, word) for word in WORDS)


def test_an_entry_that_is_not_public_is_found_once_and_leads_to_its_page(register):
    officer = browser(register["governance_officer"])
    (waiting,) = found(officer, "Bison")
    assert waiting.get("href") == f"{PAGE}2/"
    assert "waiting for review" in waiting.getparent().text_content()
    assert officer.get(waiting.get("href")).status_code == 200
    (own,) = found(officer, "Gazelle")
    assert own.text_content().startswith("Your interest")


def test_only_the_guardian_reads_and_finds_a_name_that_is_withheld(register, world):
    def titles(client, text):
        page = html.fromstring(client.get("/search/", {"q": text}).content)
        return [one.text_content() for one in page.xpath("//main//section[@data-kind='interests']/ul/li/a")]

    name = world.lay_member.name
    officer, guardian = browser(register["governance_officer"]), browser(register["guardian"])
    assert titles(officer, "Echidna") == ["Name withheld: Shares in Echidna"]
    assert titles(guardian, "Echidna") == [f"{name}: Shares in Echidna"]
    assert titles(guardian, f"{name} Echidna") == [f"{name}: Shares in Echidna"]
    assert titles(officer, f"{name} Echidna") == []


def test_registers_of_one_ccg_and_of_three_take_the_same_statements(register, world):
    client = browser(register["governance_officer"])
    client.get("/search/", {"q": "shares"})
    with CaptureQueriesContext(connection) as one:
        client.get("/search/", {"q": "shares"})
    for ccg in (world.other_ccg, world.far_ccg):
        declaration(world, world.auditor, ccg=ccg, description="Shares in Hyrax")
    with CaptureQueriesContext(connection) as three:
        client.get("/search/", {"q": "shares"})
    assert len(one) == len(three)
