"""The first meeting of the committee: agenda, conflict map, the room, one decision."""

import re
from datetime import datetime

from tests.journeys.desk import Desk, Office
from tests.journeys.new_ccg.committee import NAME, goes_to_it

ITEM = "Rent review of O'Invented & Partners"
PRACTICE = "O'Invented & Partners, The Green (Z90003)"


def goes_to_the_meeting(desk: Desk) -> None:
    """From the page of the committee."""
    goes_to_it(desk)
    desk.press("Meetings of this committee")
    desk.press("Meeting 1")


def the_secretary_publishes_an_agenda(secretary: Desk, starts: datetime) -> None:
    """One item for decision that concerns the practice of the GP, with its paper."""
    goes_to_it(secretary)
    secretary.press("Meetings of this committee")
    secretary.press("Plan a meeting")
    secretary.moment("When it begins", starts)
    secretary.fill("Where", "Town Hall, open to the public")
    secretary.press("Save")
    secretary.press("Add an item")
    secretary.fill("Title", ITEM)
    secretary.fill("What the committee is asked", "To agree the revised rent.")
    secretary.choose("For decision", "Premises", PRACTICE)
    secretary.press("Save")
    secretary.press("Add a paper")
    secretary.attach("File, up to 10 MB", "report.txt", "What the officers propose.")
    secretary.press("Add a paper")
    secretary.press("Meeting 1")
    secretary.press("Publish the agenda")
    secretary.reads("Agenda published")


def the_chair_confirms_the_map(chair: Desk, who: str) -> None:
    """One member is asked to leave for the item."""
    goes_to_the_meeting(chair)
    chair.press("View the conflict map: who must leave for which item, and why")
    chair.reads("5 of 6 can vote", who)
    chair.press("Confirm what is proposed for item 1")
    chair.press("Confirm all of these")


def the_secretary_opens_it(secretary: Desk) -> None:
    """Everybody has come."""
    goes_to_the_meeting(secretary)
    secretary.press("Open the desk of this meeting")
    secretary.press("Open the meeting")
    secretary.reads("In session")


def the_gp_declares_at_the_meeting(gp: Desk) -> None:
    """An interest is declared again at every meeting."""
    gp.my_tasks()
    gp.press(f"Declare your interests: {NAME}, meeting 1")
    gp.choose("Yes")
    gp.select("In which item", ITEM)
    gp.select("Entry in the register, if there is one", "Entry 1")
    gp.fill("What the interest is, how large, and why it touches the item", "I am a partner of the practice.")
    gp.press("Declare")


def the_committee_decides_without(secretary: Desk, who: str, votes: dict[str, str]) -> None:
    """The others have nothing to declare; the GP leaves; the rest vote."""
    goes_to_the_meeting(secretary)
    secretary.press("Open the desk of this meeting")
    secretary.press("Record nothing to declare for these members")
    secretary.press(re.compile(f"^Left ?: {who}"))
    secretary.press("Take item 1")
    secretary.press("Record the decision")
    assert secretary.page.get_by_role("group", name=re.compile(who)).count() == 0
    secretary.fill("The decision", "The revised rent is agreed.")
    secretary.labelled("Why (may stay empty)").fill("It is the district valuer's figure.")
    for voter, vote in votes.items():
        secretary.choose(vote, of=voter)
    secretary.press("Record the decision")
    secretary.press("Record the decision")
    secretary.reads("4 for, 1 against, 0 abstained.")


def the_secretary_closes_it(office: Office, secretary: Desk, who: str) -> None:
    """Twenty minutes later the item is ended, the GP comes back, the meeting closes."""
    secretary.press("Go back to the desk of meeting 1")
    office.passes(minutes=20)
    secretary.press("End item 1")
    secretary.page.get_by_label(re.compile("Notes of the discussion")).fill("The report was heard.")
    secretary.press("End item 1")
    secretary.press("End item 1")
    secretary.press(re.compile(f"^Came back ?: {who}"))
    secretary.press("Close the meeting")
    secretary.press("Close the meeting")
    secretary.reads("Closed")
