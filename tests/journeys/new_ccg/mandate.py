"""The mandate: a round is announced, the LMC consulted, the members vote, and the result is published."""

import re
from datetime import date, datetime

from tests.journeys.desk import Desk
from tests.journeys.new_ccg import CCG, LMC

ROUND = "Delegated commissioning from April 2016"
BALLOT = "Delegated commissioning and the constitution"


def goes_to(desk: Desk, *pages: str) -> None:
    """A page of the CCG, from the tasks by way of its own page."""
    desk.my_tasks()
    desk.press(CCG)
    for page in pages:
        desk.press(page)


def the_region_announces_a_round(region: Desk, *, opens: datetime, closes: datetime, starts: date) -> None:
    """Applications for model C, with the evidence that is usual."""
    region.my_tasks()
    region.press("Rounds")
    region.press("Announce a round")
    region.fill("Name", ROUND)
    region.fill("Short name for the address", "delegated-april")
    region.choose("Applications to NHS England")
    region.choose("Model C: delegated commissioning")
    region.moment("When it opens", opens)
    region.moment("When it closes", closes)
    region.fill("Days on which CCGs can go live", f"{starts:%-d/%-m/%Y}")
    for evidence in (
        "Mandate of the member practices", "Constitution change approved by the members", "Consultation of the LMC",
        "Approval by the governing body", "Attestation by the Accountable Officer", "Attestation by the Audit Chair",
        "Finance template", "Committee terms of reference and composition",
        "Published registers of conflicts of interest",
    ):  # fmt: skip
        region.choose(evidence)
    region.fill("Guidance or letter that sets these dates", "Letter of the region of 2 September 2015")
    region.press("Announce the round")
    region.reads(ROUND)


def the_officer_consults_the_lmc(officer: Desk, *, closes: datetime) -> None:
    """About the model and version 2 of the constitution, with two papers."""
    goes_to(officer, "Votes", "LMC consultations")
    officer.press("Draft a consultation")
    officer.choose("Decision about the co-commissioning model")
    officer.select("Which LMC is asked", LMC)
    officer.fill("Title", "Delegated commissioning")
    officer.fill("What the LMC is asked", "Were you consulted properly, and what is your opinion?")
    officer.select("Constitution version", "Version 2")
    officer.moment("When it closes", closes)
    officer.press("Save")
    officer.press("Add a paper")
    officer.fill("Title", "Letter to the LMC")
    officer.attach("File, up to 10 MB", "letter.txt", "The CCG means to apply for delegated commissioning.")
    officer.press("Add a paper")
    officer.press("Add a paper")
    officer.select("Or the text of a constitution version", "Version 2")
    officer.press("Add a paper")
    officer.press("Open the consultation")
    officer.reads("Open")


def the_lmc_answers(reviewer: Desk) -> None:
    """Properly consulted, and in support."""
    reviewer.my_tasks()
    reviewer.press(f"Answer for {LMC}: Delegated commissioning")
    reviewer.press("Answer")
    reviewer.choose("Yes")
    reviewer.press("Continue")
    reviewer.choose("Support")
    reviewer.press("Continue")
    reviewer.press("Continue")
    reviewer.press("Send the answer")


def the_officer_drafts_the_ballot(officer: Desk, *, opens: datetime, closes: datetime) -> None:
    """Two questions, the model and the constitution."""
    goes_to(officer, "Votes")
    officer.press("Draft a ballot")
    officer.fill("Title", BALLOT)
    officer.press("Save the draft")
    officer.reads("Add at least one question.")
    officer.press("Add a question")
    officer.choose("Which co-commissioning model to take up")
    officer.fill("The question, as members read it", f"Shall {CCG} apply for delegated commissioning?")
    officer.choose("C: delegated")
    officer.press("Save the question")
    officer.press("Add a question")
    officer.choose("Change of the constitution")
    officer.fill("The question, as members read it", "Do you approve version 2 of the constitution?")
    officer.select("If it is about the constitution: the proposed version", "ersion 2")
    officer.press("Save the question")
    officer.press("Change when voting closes")
    officer.moment("When voting begins", opens)
    officer.moment("When voting closes", closes)
    officer.press("Save")
    officer.reads("Nothing is missing. The ballot can be opened.")


def and_opens_it(officer: Desk) -> None:
    """From now on nothing of it changes; the practices are told."""
    officer.press("Continue to open the ballot")
    officer.press("Open the ballot")


def a_practice_votes(phone: Desk, practice: str, *answers: str) -> None:
    """On a phone, one answer to each question."""
    phone.my_tasks()
    phone.press(f"Vote for {practice}: {BALLOT}")
    for number, answer in enumerate(answers, start=1):
        question = phone.page.get_by_role("group", name=re.compile(rf"^\s*{number}\. "))
        question.get_by_label(answer, exact=True).check()
    phone.choose(f"I confirm that this is the vote of {practice}")
    phone.press("Record the vote")
    phone.reads("receipt")


def the_officer_counts(officer: Desk) -> None:
    """After the clock has closed it."""
    officer.my_tasks()
    officer.press(f"Count: {BALLOT}")
    officer.press("Count the ballot")


def somebody_else_certifies(lay: Desk) -> None:
    """The lay member, who did not run it."""
    lay.my_tasks()
    lay.press(f"Certify: {BALLOT}")
    lay.choose("I have checked the count. I did not run this ballot.")
    lay.press("Certify the count")


def the_officer_publishes(officer: Desk) -> None:
    """The public and the members read the result."""
    officer.my_tasks()
    officer.press(f"Publish: {BALLOT}")
    officer.press("Publish the result")


def the_officer_says_what_came_of_the_consultation(officer: Desk) -> None:
    """A summary for the public."""
    officer.my_tasks()
    officer.press("Publish the summary: Delegated commissioning")
    officer.press("Publish the summary")
    officer.fill(
        "What was asked, what the LMC answered and what the CCG does about it", "The LMC supports the proposal."
    )
    officer.press("Publish the summary")
