"""F-66: one box finds what was meant, as people type it, and never what its reader may not see."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from cocommission.shared.search import matching
from tests.browser import Browser
from tests.factories import ccgs as make
from tests.factories import votes
from tests.factories.decisions import decided_and_closed
from tests.factories.interests import declaration, reviewed
from tests.factories.registers import guardian, policy, redacted
from tests.sweeps.matrix_pccc_decisions import PRIVATE

pytestmark = pytest.mark.django_db


def found(client, text, **more):
    """The titles of what was found, by kind."""
    page = html.fromstring(client.get("/search/", {"q": text, **more}).content)
    return {
        section.get("data-kind"): [" ".join(one.text_content().split()) for one in section.xpath("./ul/li/a")]
        for section in page.xpath("//main//section[@data-kind]")
    }


def as_person(person):
    client = Browser()
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("st marys", "ST. MARY'S SURGERY"),
        ("St Mary’s", "ST MARY'S SURGERY"),
        ("saint mary", "ST MARYS MEDICAL CENTRE"),
        ("drs smith", "DR SMITH & PARTNERS"),
        ("dr smith", "DRS SMITH AND JONES"),
        ("smith and jones", "DRS SMITH & JONES"),
        ("med ctr", "Hill Medical Centre"),
        ("g82211", "Amber Surgery G82211"),
        ("G822", "Amber Surgery G82211"),
        ("hill-side", "Hill Side Practice"),
        ("cafe", "Café Surgery"),
        ("surgery amber", "Amber Lane Surgery"),
        ("p.m.s", "PMS Practice"),
    ],
)
def test_names_are_found_as_people_type_them(typed, name):
    assert matching(typed, ["Elsewhere Practice", name]) == [1]


@pytest.mark.parametrize(
    ("typed", "name"), [("mary", "Rosemary Practice"), ("st marys hill", "St Mary's"), ("", "A"), ("'!", "A")]
)
def test_what_does_not_begin_a_word_is_not_found(typed, name):
    assert matching(typed, [name]) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.lists(st.text("abceghiklmno'.", min_size=1, max_size=8), min_size=1, max_size=4),
    case=st.sampled_from([str.upper, str.lower, str.title]),
    glue=st.sampled_from([" ", "  ", "-", " & ", ", "]),
)
def test_a_name_finds_itself_however_it_is_written(db, words, case, glue):
    if any(any(letter.isalpha() for letter in word) for word in words):
        assert matching(case(glue.join(reversed(words))), [" ".join(words)]) == [0]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40).filter(lambda text: "\x00" not in text and text.isprintable()))
def test_nothing_that_can_be_typed_breaks_it(db, text):
    matching(text, ["St Mary's Surgery"])


def test_organisations_and_codes(client, world):
    practice = make.practice(world.ccg, 300, name="ST. MARY'S SURGERY")
    assert found(client, "st marys")["practices"] == ["St. Mary's Surgery"]
    assert found(client, practice.code)["practices"] == ["St. Mary's Surgery"]
    assert found(client, "09w")["ccgs"] == ["NHS Medway CCG"]
    assert found(client, "kent")["lmcs"] == ["Kent LMC"]
    make.ccg("91H", "Elsewhere Commissioning Hub", is_hub=True)
    assert "ccgs" not in found(client, "91H")
    assert found(client, "south eng")["regions"] == ["South of England"]


def test_people_in_post_but_representatives_only_for_those_near_them(client, world):
    assert found(client, "ada acc")["people"] == ["Ada Accountable"]
    name = world.representative.name
    assert "people" not in found(client, name)
    assert name in found(as_person(world.officer), name)["people"]
    assert "people" not in found(as_person(world.people["other_officer"]), name)


def test_drafts_of_ballots_are_for_the_ccg(client, world):
    votes.draft(world, now=world.now, title="Whether to merge")
    assert "ballots" not in found(client, "whether merge")
    assert "ballots" not in found(as_person(world.people["other_officer"]), "whether merge")
    assert found(as_person(world.officer), "whether merge")["ballots"] == ["Ballot 1: Whether to merge"]
    assert found(as_person(world.regional_officer), "whether merge")["ballots"]


def test_meetings_and_decisions_but_private_ones_only_for_who_runs_committees(client, world):
    sitting, decision = decided_and_closed(world, item=PRIVATE)
    assert found(client, sitting.meeting.committee.name)["meetings"]
    assert "decisions" not in found(client, decision.title)
    assert "decisions" not in found(as_person(world.auditor), decision.title)
    assert found(as_person(world.officer), decision.title)["decisions"] == [f"Decision 1: {decision.title}"]


def test_interests_that_the_register_shows(client, world, database_clock):
    database_clock(world.now)
    guardian(world)
    entry = reviewed(world, world.gp_member, description="Partner in the Zebra federation")
    assert "interests" not in found(client, "zebra")
    policy(world)
    assert len(found(client, "zebra")["interests"]) == 1
    name = world.gp_member.name
    assert len(found(client, name)["interests"]) == 1
    redacted(world, entry, whole=False)
    assert "interests" not in found(client, name)
    assert found(client, "zebra")["interests"] == ["Name withheld: Partner in the Zebra federation"]


def test_interests_that_are_not_public_are_found_by_their_owner_alone(client, world, database_clock):
    database_clock(world.now)
    guardian(world)
    policy(world)
    declaration(world, world.gp_member, description="Shares in Quagga Limited")
    assert "interests" not in found(client, "quagga")
    assert "interests" not in found(as_person(world.lay_member), "quagga")
    assert len(found(as_person(world.gp_member), "quagga")["interests"]) == 1


def test_rules_and_words(client, world):
    assert found(client, "VOT-09")["rules"][0].startswith("VOT-09:")
    assert "Quorum" in found(client, "quorum")["glossary"]


def test_more_of_one_kind_in_pages(client, world):
    for _ in range(30):
        make.practice(world.ccg, 100, name="HEATHER PRACTICE")
    assert len(found(client, "heather practice")["practices"]) == 5
    assert (
        'href="?q=heather+practice&amp;kind=practices"'
        in client.get("/search/", {"q": "heather practice"}).content.decode()
    )
    assert len(found(client, "heather practice", kind="practices")["practices"]) == 25
    assert len(found(client, "heather practice", kind="practices", page=2)["practices"]) == 5


def test_nothing_found_helps_and_nothing_is_logged(client, world, caplog):
    with caplog.at_level(logging.DEBUG):
        page = client.get("/search/", {"q": "xylophone"}).content.decode()
    assert "No results for" in page
    assert "Check the spelling" in page
    assert "xylophone" not in caplog.text
    assert "Type a name" in client.get("/search/").content.decode()


def test_every_page_has_the_box(client, world):
    page = html.fromstring(client.get("/ccgs/").content)
    (form,) = page.xpath("//header//form[@action='/search/']")
    assert form.get("method") == "get"
    assert form.xpath(".//input[@name='q']")
