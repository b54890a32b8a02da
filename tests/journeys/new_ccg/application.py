"""The application: started, proved, signed by two people, decided by the region, and live at its minute."""

from datetime import date

from tests.journeys.desk import Desk
from tests.journeys.new_ccg import CCG
from tests.journeys.new_ccg.mandate import BALLOT, ROUND, goes_to

APPLICATION = "Application"


def the_officer_starts_it(officer: Desk) -> None:
    """In the one round that is open."""
    goes_to(officer, APPLICATION)
    officer.press("Start an application")
    officer.page.get_by_label(ROUND).check()
    officer.press("Start the application")
    officer.reads("Preparing")


def goes_to_it(desk: Desk) -> None:
    """From the CCG's page; with one application its page comes at once."""
    goes_to(desk, APPLICATION)


def the_officer_links_what_it_rests_on(officer: Desk) -> None:
    """The ballot, version 2 of the constitution, the consultation."""
    officer.press("Mandate of the member practices")
    officer.page.get_by_label(BALLOT).check()
    officer.press("Save the ballots")
    goes_to_it(officer)
    officer.press("Constitution change approved by the members")
    officer.page.get_by_label("Version 2").check()
    officer.press("Save the version")
    goes_to_it(officer)
    officer.press("Consultation of the LMC")
    officer.page.get_by_label("Delegated commissioning").check()
    officer.press("Save")


def the_officer_uploads(officer: Desk, *kinds: str) -> None:
    """One document of each kind; the page stays until the last."""
    goes_to_it(officer)
    officer.press("Finance template")
    for kind in kinds:
        officer.choose(kind)
        officer.attach("File", "paper.txt", f"{kind} of 2015.")
        officer.press("Upload")


def the_secretary_records_the_governing_body(secretary: Desk, held: date) -> None:
    """Its approval, with the minute."""
    goes_to_it(secretary)
    secretary.press("Approval by the governing body")
    secretary.day("Date of the meeting", held)
    secretary.fill("Reference of the minute", "GB 9")
    secretary.attach("Minute or paper", "minutes.txt", "The governing body approved the application.")
    secretary.press("Record the approval")


def signs_as(desk: Desk, title: str) -> None:
    """In their own sign-in, from the task."""
    desk.my_tasks()
    desk.press(f"Sign the application of {CCG} as {title}")
    desk.choose("I have read the statement and confirm every part of it")
    desk.press(f"Sign as {title}")


def submits(accountable: Desk) -> None:
    """Everything is in place."""
    accountable.my_tasks()
    accountable.press(f"Submit the application of {CCG}")
    accountable.choose("This is the application that the CCG wants to submit")
    accountable.press("Submit the application")
    accountable.reads("Application submitted")


def the_region_approves_with_a_condition(region: Desk) -> None:
    """Reviewed and decided, with reasons and one condition."""
    region.my_tasks()
    region.press(f"Decide on the application of {CCG}")
    region.press("Take it up for review")
    region.press("Decide")
    region.choose("Approve with conditions")
    region.fill("Reasons", "The members gave their mandate and the governance is in place.")
    region.fill("Conditions", "The finance team has a deputy")
    region.press("Record the decision")
    region.press("Record the decision")


def the_condition_is_met(officer: Desk, region: Desk) -> None:
    """The CCG says what it did, the region finds that enough."""
    officer.my_tasks()
    officer.press(f"Condition 1 of {CCG}: The finance team has a deputy")
    officer.fill("What has been done", "A deputy was appointed.")
    officer.press("Send to the region")
    region.my_tasks()
    region.press(f"Look at condition 1 of {CCG}")
    region.fill("Why the condition is met", "Seen in the letter of appointment.")
    region.press("The condition is met")


def the_agreement_is_signed_by_both(region: Desk, accountable: Desk) -> None:
    """Issued and signed by the region, then signed by the CCG."""
    region.my_tasks()
    region.press(f"Issue the Delegation Agreement of {CCG}")
    region.press("Issue the Delegation Agreement")
    region.attach("Delegation Agreement", "agreement.txt", "The delegation agreement.")
    region.press("Issue it")
    region.press("Sign for NHS England")
    accountable.my_tasks()
    accountable.press(f"Sign the Delegation Agreement of {CCG}")
    accountable.press("Sign for the CCG")
    accountable.reads("What is needed before go-live", "The model is taken up on 1 April 2016.")
