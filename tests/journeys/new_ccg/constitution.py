"""The constitution: a first version in force with its voting rules, and a second that forms a committee."""

from datetime import datetime

from tests.journeys.desk import Desk
from tests.journeys.new_ccg import CCG

FIRST = """# Constitution of NHS Amber Vale CCG

## 1 Name

The name of the group is NHS Amber Vale CCG.

## 2 Members

2.1 The members of the group are its practices.

## 3 Area

The area is that of the members.

## 4 Decisions of the members

4.1 Each practice has one vote.

4.2 A change of this constitution needs two thirds of the votes cast, on 14 days' notice.

4.3 Any other question needs more than half of the votes cast, on 14 days' notice.

## 5 Functions

5.1 The governing body discharges the functions of the group. It meets in public.

## 6 Conflicts of interest

The group keeps registers of interests.

## 7 Participation

Each member takes part through its representative.
"""
COMMITTEE = """
## 8 Primary care commissioning committee

8.1 The group may exercise functions that NHS England delegates to it, through a committee with a lay and executive
majority.
"""


def goes_to_the_constitution(desk: Desk) -> None:
    """From the tasks by way of the CCG's page."""
    desk.my_tasks()
    desk.press(CCG)
    desk.press("Members and people")
    desk.press("Constitution")


def the_officer_drafts(officer: Desk, title: str, more: str = "") -> None:
    """A new version: the text that the form offers (or the first one) with `more` below."""
    goes_to_the_constitution(officer)
    officer.press("Write a new draft")
    officer.fill("Title", title)
    text = officer.labelled("Text")
    text.fill((text.input_value() or FIRST) + more)
    officer.press("Save the draft")
    officer.reads(f": {title}", "Draft")


def with_its_checklist_marked(officer: Desk) -> None:
    """The suggestions are right: every item is met by the clause that was found."""
    officer.press("Mark the checklist")
    officer.press("Save the checklist")
    officer.reads("Clause 5.1", "Clause 7")
    officer.press("Version 1")
    officer.reads("8 of 8 items")


def and_a_voting_rule(officer: Desk, link: str, clause: str, share: tuple[int, int], enough: str) -> None:
    """How members vote on one kind of question, with 14 days' notice."""
    officer.press(link)
    officer.fill("Number of the clause", clause)
    officer.fill("Words of the clause", FIRST.split(f"{clause} ")[1].split("\n")[0])
    officer.fill("Share in favour: so many", str(share[0]))
    officer.fill("Share in favour: out of", str(share[1]))
    officer.choose(enough)
    officer.choose("The votes cast, abstentions left out")
    officer.choose("One practice, one vote")
    officer.fill("Days of notice before a ballot opens", "14")
    officer.choose("Recorded: how each practice voted is part of the record")
    officer.press("Save the rule")


def the_officer_proposes_it(officer: Desk) -> None:
    """From the page of the version."""
    officer.press("Propose it to the members")
    officer.press("Propose it to the members")
    officer.reads("Proposed to the members")


def the_members_have_signed_it(officer: Desk) -> None:
    """The first version was signed when the group was founded, before there were ballots here."""
    officer.press("Record that the members adopted it")
    officer.fill("Ballot or meeting", "Founding meeting of 1 April 2013")
    officer.fill("Figures as published", "Signed by every member")
    officer.press("Record that the members adopted it")


def the_region_approves_version(region: Desk, number: int) -> None:
    """NHS England's approval, with its reasons."""
    region.my_tasks()
    region.press(f"Decide on version {number} of the constitution of {CCG}")
    region.press("Approve it for NHS England")
    region.fill("Decision, with reasons", "It meets the requirements of the Act.")
    region.press("Approve it for NHS England")
    region.reads("Approved by NHS England")


def it_comes_into_force(officer: Desk, number: int, moment: datetime) -> None:
    """From this moment on."""
    officer.my_tasks()
    officer.press(f"Bring version {number} of the constitution into force")
    officer.press("Bring it into force")
    officer.moment("In force from", moment)
    officer.press("Bring it into force")
    officer.press("Bring it into force")
