"""Ten jobs that people do often: nobody needs more clicks for them than the table allows.

A click is a link, a button, a radio or a box. A job begins on the page after signing in and ends when it is recorded.
"""

from typing import Any

import pytest

from conflicts.models import DeclarationReturn, Interest
from models_abc.models import Attestation
from pccc.models import AgendaItem, Decision, Ruling
from pccc.terms import SeatRole
from tests.factories import committees
from tests.factories.conflict_map import body, interest
from tests.factories.consultations import opened as consultation_opened
from tests.factories.decisions import holds
from tests.factories.interests import declarant, declaration
from tests.factories.meetings import noticed, planned
from tests.factories.models_abc import ready
from tests.factories.votes import opened as ballot_opened
from tests.journeys.clicks import Counted
from votes.models import ConsultationAnswer, VotingPaper

MOST_CLICKS = {
    "vote": 5,
    "answer a consultation": 8,
    "declare an interest": 9,
    "nil return": 2,
    "sign off a declaration": 2,
    "add an agenda item": 5,
    "record the chair's decision on a conflict": 6,
    "record a decision of nine members": 12,
    "attest": 3,
    "see who votes for a practice": 2,
}
NINE = (*committees.WIDE, (SeatRole.LAY_MEMBER, True), (SeatRole.DIRECTOR, True), (SeatRole.SECONDARY_CARE, True))
MEETING = "Primary care commissioning committee, meeting 1"


@pytest.fixture(autouse=True)
def _clock(world: Any, now: Any, travel: Any) -> None:
    travel(now)


@pytest.fixture
def counted(site: Any) -> Counted:
    return Counted(site)


def assert_within(job: str, counted: Counted) -> None:
    """Prints what was counted and compares it with the table."""
    print(f"{job}: {counted.clicks} clicks, {len(counted.pages)} pages, at most {MOST_CLICKS[job]}: {counted.pages}")
    assert counted.clicks <= MOST_CLICKS[job], counted.pages


def test_vote(counted: Counted, world: Any, now: Any) -> None:
    ballot_opened(world, now=now)
    counted.starts(world.representative)
    counted.presses("Vote for Amber Lane Surgery: Delegated commissioning")
    counted.ticks("Model C: delegated commissioning")
    counted.ticks("I confirm that this is the vote of Amber Lane Surgery")
    counted.presses("Record the vote")
    assert VotingPaper.objects.count() == 1
    assert_within("vote", counted)


def test_answer_a_consultation(counted: Counted, world: Any) -> None:
    made = consultation_opened(world)
    counted.starts(world.lmc_reviewer)
    counted.presses(f"Answer for Kent LMC: {made.title}")
    counted.presses("Answer")
    counted.ticks("Yes")
    counted.presses("Continue")
    counted.ticks("Support")
    counted.presses("Continue")
    counted.presses("Continue")
    counted.presses("Send the answer")
    assert ConsultationAnswer.objects.count() == 1
    assert_within("answer a consultation", counted)


def test_declare_an_interest(counted: Counted, world: Any, now: Any) -> None:
    body("Copper Federation Limited", company_number="01234567")
    declarant(world, world.gp_member)
    counted.starts(world.gp_member)
    counted.presses("Declare your interests: NHS Medway CCG")
    counted.presses("Declare an interest")
    counted.ticks("Financial")
    counted.types("Which organisation is it with?", "copper")
    counted.presses("Continue")
    counted.ticks("Copper Federation Limited (GP federation, 01234567)")
    counted.presses("Continue")
    counted.selects("What is your role?", "Shareholder")
    counted.types("Describe the interest", "10 of 1,000 shares")
    counted.types_the_day("arose_on", now.date())
    counted.types_the_day("aware_on", now.date())
    counted.ticks("Yes")
    counted.presses("Continue")
    counted.presses("Declare the interest")
    assert Interest.objects.get().body.name == "Copper Federation Limited"
    assert_within("declare an interest", counted)


def test_nil_return(counted: Counted, world: Any) -> None:
    declarant(world, world.gp_member)
    counted.starts(world.gp_member)
    counted.presses("Declare your interests: NHS Medway CCG")
    counted.presses("I have no interests")
    assert DeclarationReturn.objects.get().kind == "NIL"
    assert_within("nil return", counted)


def test_sign_off_a_declaration(counted: Counted, world: Any) -> None:
    declaration(world, world.gp_member)
    counted.starts(world.officer)
    counted.presses(f"Review entry 1: {world.gp_member.name}")
    counted.types("Action taken to mitigate the conflict", "Leaves the meeting for items on federations")
    counted.presses("Sign it off")
    assert Interest.objects.get().state == "COMPLETE"
    assert_within("sign off a declaration", counted)


def test_add_an_agenda_item(counted: Counted, world: Any) -> None:
    planned(world)
    counted.starts(world.secretary)
    counted.presses(f"Publish the agenda: {MEETING}")
    counted.presses("Add an item")
    counted.types("Title", "Contract of Birch Road Surgery")
    counted.ticks("GMS, PMS and APMS contracts")
    counted.types("Find a practice or organisation", "birch")
    shown = counted.site.page.locator("[data-picker] label.nhsuk-checkboxes__label:visible")
    assert shown.all_inner_texts() == ["Birch Road Surgery (G82002)"], "the list is narrowed while the person types"
    counted.ticks("Birch Road Surgery (G82002)")
    counted.presses("Save")
    made = AgendaItem.objects.get()
    assert (made.kind, [str(one) for one in made.affected.all()]) == ("DECISION", ["Birch Road Surgery (G82002)"])
    assert_within("add an agenda item", counted)


def test_record_the_chairs_decision_on_a_conflict(counted: Counted, world: Any, now: Any) -> None:
    s = planned(world)
    surgery = body(practice=world.practices[0])
    interest(world.ccg, s.people["LOCAL_GP"], surgery, at=now)
    s.paper(s.item("Contract of Amber Lane Surgery", affected=[surgery]))
    s.publish()
    counted.starts(s.people["LAY_MEMBER"])
    counted.presses(f"Declare your interests: {MEETING}")
    counted.presses("Meeting 1")
    counted.presses("View the conflict map: who must leave for which item, and why")
    counted.presses("Confirm what is proposed for item 1")
    counted.presses("Confirm all of these")
    assert Ruling.objects.get().person == s.people["LOCAL_GP"]
    assert_within("record the chair's decision on a conflict", counted)


def test_record_a_decision_of_nine_members(counted: Counted, world: Any, travel: Any) -> None:
    holds(world)
    s = noticed(world, rows=NINE)
    travel(s.meeting.starts_at)
    counted.starts(world.secretary)
    counted.presses(f"Run the meeting: {MEETING}")
    counted.presses("Open the meeting")
    counted.presses("Record nothing to declare for these members")
    counted.presses("Take item 1")
    counted.presses("Record the decision")
    counted.types("The decision", "The contract is varied.")
    counted.ticks("All members who can vote voted for, except where you enter another vote")
    counted.ticks("Abstain", of=s.people["NURSE"].name)
    counted.ticks("Against", of=s.people["LOCAL_GP"].name)
    counted.presses("Record the decision")
    counted.presses("Record the decision")
    made = Decision.objects.get()
    assert (made.votes.count(), made.votes.filter(choice="FOR").count()) == (9, 7)
    assert_within("record a decision of nine members", counted)


def test_attest(counted: Counted, world: Any) -> None:
    ready(world, attested=False)
    counted.starts(world.accountable_officer)
    counted.presses("Sign the application of NHS Medway CCG as Accountable Officer")
    counted.ticks("I have read the statement and confirm every part of it")
    counted.presses("Sign as Accountable Officer")
    assert Attestation.objects.count() == 1
    assert_within("attest", counted)


def test_see_who_votes_for_a_practice(counted: Counted, world: Any) -> None:
    counted.starts(world.officer, "/ccgs/09W/")
    counted.presses("Members and people")
    counted.presses("Amber Lane Surgery")
    counted.site.expect_text(world.representatives["G82001"].name)
    assert_within("see who votes for a practice", counted)
