"""The registers: everybody declares, an officer signs off, and the public reads."""

import re
from datetime import date

from tests.journeys.desk import Desk
from tests.journeys.new_ccg import CCG
from tests.journeys.new_ccg.mandate import goes_to


def declares_nothing(desk: Desk) -> None:
    """A nil return, from the task that everybody has."""
    desk.my_tasks()
    desk.press(f"Declare your interests: {CCG}")
    desk.press("I have no interests")


def the_gp_declares_a_partnership(gp: Desk, practice: str, arose: date) -> None:
    """The guided declaration from its first question to the check of the answers."""
    gp.my_tasks()
    gp.press(f"Declare your interests: {CCG}")
    gp.press("Declare an interest")
    gp.choose("Financial")
    gp.press("Continue")
    gp.fill("Search by name, ODS code or company number", practice)
    gp.press("Search")
    gp.page.get_by_label(re.compile(practice)).first.check()
    gp.press("Continue")
    gp.select("What is your role?", "Partner")
    gp.fill("Describe the interest", "Partner in the practice")
    gp.day("Day on which the interest arose", arose)
    gp.day("Day on which you became aware of it", arose)
    gp.choose("Yes")
    gp.press("Continue")
    gp.press("Declare the interest")
    gp.reads("Entry 1 of the register")
    gp.press("No, I have finished")


def the_officer_signs_it_off(officer: Desk) -> None:
    """With what is done about the conflict."""
    officer.my_tasks()
    officer.press("Review entry 1: Gordon Doctor")
    officer.fill("Action taken to mitigate the conflict", "Leaves the meeting for items on the practice")
    officer.press("Sign it off")


def the_officer_makes_the_registers_public(officer: Desk, today: date) -> None:
    """The policy of the CCG: everybody is published from today on."""
    goes_to(officer, "Conflicts")
    officer.press("Set how the registers are kept")
    officer.day("From which day", today)
    officer.choose("Publish the interests of everyone who declares")
    officer.day("Registers are public from", today)
    officer.fill("Who to ask about historic interests", "Registers office")
    officer.fill("Their e-mail address", "registers@example.invalid")
    officer.attach("Conflicts of interest policy", "policy.txt", "The policy on conflicts of interest.")
    officer.press("Set the policy")
    officer.reads("contact Registers office")
