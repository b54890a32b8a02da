"""The committee: set up with terms of reference, seats, members and invitations, and activated."""

from datetime import date

from tests.journeys.desk import Desk
from tests.journeys.new_ccg import CCG, mail_of
from tests.journeys.new_ccg.mandate import goes_to

NAME = "Primary Care Commissioning Committee"
QUORUM = (
    "Three, with a lay member and a chief officer: at least 3, including a lay member and one of chief officer, CFO, "
    "chief of delivery and quality"
)
SEATS = (
    ("Lay member", "Lionel Lay", "Chair"),
    ("Lay member", "Laura Layperson", "Vice chair"),
    ("Chief officer", "Ada Accountable", ""),
    ("Chief finance officer", "Fiona Finance", ""),
    ("Registered nurse", "Nadia Nurse", ""),
    ("GP of a member practice", "Gordon Doctor", ""),
)
"""As what, who, and which office: four of the six votes are lay or executive."""


def the_secretary_drafts_it(secretary: Desk) -> None:
    """A primary care commissioning committee that meets in public."""
    goes_to(secretary, "Committees")
    secretary.press("Set up a committee")
    secretary.choose("Primary care commissioning committee")
    secretary.fill("Name", NAME)
    secretary.press("Save and continue")
    secretary.reads("Being set up")


def goes_to_it(desk: Desk) -> None:
    """From the list of committees."""
    goes_to(desk, "Committees")
    desk.press(NAME)


def with_terms_of_reference(secretary: Desk, from_on: date) -> None:
    """From the list of what is missing."""
    secretary.press("Terms of reference and quorum")
    secretary.day("In force from", from_on)
    secretary.fill("Terms of reference", "The committee decides what NHS England has delegated.")
    secretary.choose(QUORUM)
    secretary.press("Set the terms of reference")


def with_a_seat(secretary: Desk, role: str, who: str, office: str, from_on: date) -> None:
    """A seat with a vote, and somebody in it."""
    secretary.press("Add a seat")
    secretary.select("Held as", role)
    secretary.fill("Organisation it is held for", CCG)
    secretary.choose("Yes", of="Does it carry a vote?")
    secretary.day("First day of the seat", from_on)
    secretary.press("Add the seat")
    secretary.press(f"Appoint a member to: {role}")
    secretary.fill("E-mail address of the member", mail_of(who))
    if office:
        secretary.choose(office)
    secretary.fill("How they were appointed", "By the governing body")
    secretary.press("Appoint")
    secretary.reads(who)


def with_an_invitation(secretary: Desk, body: str, name: str, on: date) -> None:
    """A standing invitation without a vote."""
    secretary.press("Record an invitation")
    secretary.choose(body)
    secretary.fill("Name of the body", name)
    secretary.day("Day of the invitation", on)
    secretary.press("Save the invitation")


def the_secretary_activates_it(secretary: Desk) -> None:
    """Nothing is missing any more."""
    secretary.reads("Composition in order", "6 of 6 seats are held")
    secretary.press("Activate the committee")
    secretary.reads("Active since")
