"""The agenda item, where registers and committees meet: a GP who declares, and one who declares a year late."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from conflicts.models import Breach
from conflicts.terms import BreachState
from pccc.models import Decision, LateFinding
from pccc.terms import SeatRole
from tests.journeys.committee import HERE, ONE, REGISTERS, Room

DECISION = f"{HERE}decisions/1/"


@pytest.fixture
def room(site, world, now, travel) -> Room:
    travel(now)
    made = Room(site, world, travel)
    made.given_a_committee_that_a_gp_joins()
    return made


def test_a_new_gp_member_declares_and_an_item_is_decided_without_her(site, world, now, room) -> None:
    gp = room.gp.name
    # she declares, somebody else signs it off
    site.sign_in(room.gp)
    site.visit("/tasks/")
    site.press("Declare your interests: NHS Medway CCG")
    amber = "Amber Lane Surgery (GP practice, G82001)"
    room.declares("Financial", "amber", amber, "Partner", "Partner in the practice", (now - timedelta(days=9)).date())
    site.press("No, I have finished")
    room.the_officer_signs_off_entry(1, "Leaves the meeting for items on the practice")

    # the secretary builds the agenda, the map flags her, the chair rules
    meets = now + timedelta(days=21, hours=5)
    room.the_secretary_plans_a_meeting(meets)
    room.adds_an_item("Contract of Amber Lane Surgery", "DECISION", "CONTRACTS", "Amber Lane Surgery")
    room.adds_a_paper_to_item(1)
    room.adds_an_item("Report of the quarter", "INFORMATION")
    room.publishes_the_agenda()
    room.on(now + timedelta(days=7))
    site.sign_in(room.chair)
    site.visit(f"{ONE}map/")
    flagged = site.page.get_by_role("region", name="1. Contract of Amber Lane Surgery").get_by_role("table")
    assert flagged.get_by_role("link").all_inner_texts() == [gp]
    site.expect_text("Leave for the item")
    site.expect_text("5 of 6 can vote")
    room.the_chair_confirms_the_map_of_item(1)

    # the meeting: she declares, leaves; the others are quorate by the terms of reference and decide
    room.on(meets)
    room.the_desk()
    site.press("Open the meeting")
    room.the_gp_declares_at_the_meeting("Contract of Amber Lane Surgery", "I am a partner of the practice.")
    room.the_desk()
    site.press("Record nothing to declare for these members")
    site.press("Take item 1")
    room.presses_of("Left", gp)
    room.records_the_decision("The contract is varied.", "It keeps the list open.", gp)
    room.on(meets + timedelta(minutes=20))
    room.the_desk()
    room.ends_item(1, "The officers' report was heard.")
    room.presses_of("Came back", gp)
    site.press("Take item 2")
    room.ends_item(2, "Heard.")
    site.press("Close the meeting")
    site.press("Close the meeting")
    made = Decision.objects.get()
    assert made.quorum["met"] is True
    assert "lay and executive members are 4 of 5 who may vote" in json.dumps(made.quorum)
    assert room.gp.pk not in set(made.votes.values_list("person_id", flat=True))
    assert made.votes.count() == 5

    # minutes, approved a month later; the public reads register, decision and minutes
    room.the_secretary_writes_the_minutes("Left the room before the item and came back after it.")
    site.expect_text("Final")
    room.on(meets + timedelta(days=28))
    room.given_the_next_meeting(room.now)
    room.the_minutes_are_approved_and_published()
    site.sign_out()
    site.visit(f"{REGISTERS}interests/")
    site.expect_text(f"{gp}")
    site.expect_text("Leaves the meeting for items on the practice")
    site.visit(f"{HERE}decisions/")
    site.press("1: Contract of Amber Lane Surgery")
    for words in ("The contract is varied.", "5 for, 0 against", "leave for the item"):
        site.expect_text(words)
    site.press("Minutes of the meeting")
    site.expect_text("I am a partner of the practice.")
    site.expect_text("Left the room before the item and came back after it.")
    answer = site.page.request.get(f"{site.address}{DECISION}dossier.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as dossier:
        manifest = json.loads(dossier.read("manifest.json"))
        assert {file["name"] for file in manifest["files"]} == set(dossier.namelist()) - {"manifest.json"}


def test_she_declares_a_year_old_interest_late_and_the_past_decision_appears(site, world, now, room) -> None:
    arose = (now - timedelta(days=3)).date()
    room.given_a_decision_in_which_the_gp_voted(now + timedelta(days=14, hours=5))
    room.on(now + timedelta(days=365))
    site.sign_in(room.gp)
    site.visit(f"{REGISTERS}declare/")
    federation = "Copper Federation Limited (GP federation, 01234567)"
    room.declares("Financial", "copper", federation, "Shareholder", "10 of 1,000 shares", arose)
    site.expect_text("Entry 1 of the register")
    found = LateFinding.objects.select_related("breach").get()
    assert (found.breach.state, found.voted) == (BreachState.DRAFT, True)
    assert Breach.objects.count() == 2, "one for the declaration itself, one for the decision"

    # the Guardian finds the draft among the tasks, and the decision from there
    site.sign_in(world.guardian)
    site.visit("/tasks/")
    site.press(f"Choose who investigates breach {found.breach.number}")
    site.expect_text("Draft")
    site.expect_text("late by")
    site.press("Open what it is about")
    site.expect_text("Interests declared afterwards")
    site.expect_text(f"{room.gp.name} declared entry 1")
    site.press("What was true, what was recorded, what we know now")
    site.expect_text("Not recorded then")
    site.visit(found.breach.url)
    site.press("Take it up")
    site.expect_text("Choose who investigates")

    # the public sees that something is looked into, and no name
    site.sign_out()
    site.visit(f"{REGISTERS}breaches/")
    assert room.gp.name not in site.page.locator("main").inner_text()
    site.visit(DECISION)
    assert "Interests declared afterwards" not in site.page.locator("main").inner_text()
    assert room.people[SeatRole.NURSE].name in site.page.locator("main").inner_text()
