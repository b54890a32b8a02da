"""The first day: files are loaded, first posts granted, everybody invited chooses a password and signs in."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories.ccgs import DATA
from tests.journeys.desk import PASSWORD, Desk, Office
from tests.journeys.new_ccg import BOARD, CCG, HEALTHWATCH, LMC, REGION, mail_of

FILES = {"regions": "regions", "ccgs": "ccgs", "practices": "practices_first", "list_sizes": "list_sizes_first"}


def the_first_data_steward_is_made_as_readme_says(office: Office, name: str) -> Desk:
    """The one step that is not a click: `manage.py createsuperuser`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
        call_command("createsuperuser", interactive=False, email=mail_of(name), name=name, verbosity=0)
    desk = office.desk(mail_of(name))
    desk.signs_in()
    return desk


def the_steward_loads_the_public_files(steward: Desk, folder: Path = DATA) -> None:
    """Regions, CCGs, practices and list sizes, looked at first."""
    steward.my_tasks()
    steward.press("Load the public files of practices and list sizes")
    for kind, name in FILES.items():
        steward.page.locator(f"input[type=file][name={kind}]").set_input_files(folder / f"{name}.csv")
    steward.day("As at", date(2015, 7, 16))
    steward.press("Show what would happen")
    steward.reads("Dry run: nothing is loaded yet.")
    steward.press("Load these files")
    steward.reads("practices_first.csv")


def grants(desk: Desk, post: str, name: str, known: bool = False) -> None:
    """On the page of posts: a post from now on, for somebody new or `known`."""
    desk.press("Grant a post")
    desk.choose(post)
    desk.fill("E-mail address", mail_of(name))
    if not known:
        desk.fill("Name", name)
    desk.fill("Reason", "Appointed by the governing body")
    desk.press("Grant the post")
    desk.reads(name)


def the_steward_grants_the_first_posts(steward: Desk, *, officer: str, region: str, lmc: str) -> None:
    """One officer each for CCG, region and LMC; the LMC is recorded before."""
    steward.my_tasks()
    steward.press("Grant the first posts of a CCG")
    steward.press(CCG)
    steward.press("Members and people")
    steward.press("People in post")
    grants(steward, "Governance officer", officer)
    steward.my_tasks()
    steward.press("Grant the first posts of a region")
    steward.press(REGION)
    steward.press("People in post")
    grants(steward, "NHS England regional officer", region)
    steward.my_tasks()
    steward.press("Record an LMC")
    steward.fill("Short code", "AMBER")
    steward.fill("Name", LMC)
    steward.press("Record the LMC")
    steward.my_tasks()
    steward.press("Grant the first posts of an LMC")
    steward.press(LMC)
    steward.press("People in post")
    grants(steward, "LMC reviewer", lmc)


def the_steward_records_what_another_ccg_holds(steward: Desk, ccg: str) -> None:
    """A CCG that took up model B before it used this service, from the published list."""
    steward.my_tasks()
    steward.press("Record which model a CCG holds")
    steward.press(ccg)
    steward.press("Record the model that the CCG holds")
    steward.choose("B: joint commissioning")
    steward.day("First day of the model", date(2015, 4, 1))
    steward.fill("List or letter that says so", "NHS England, co-commissioning arrangements from April 2015")
    steward.press("Record the model")
    steward.reads("B: joint commissioning, since 1 April 2015")


def accepts(office: Office, name: str, *, phone: bool = False) -> Desk:
    """A minute later somebody reads the invitation, chooses a password and signs in."""
    office.passes(minutes=1)
    desk = office.desk(mail_of(name), phone=phone)
    desk.accepts_the_invitation()
    return desk


def the_officer_fills_the_posts(officer: Desk, posts: tuple[tuple[str, str], ...]) -> None:
    """Everybody in the governing body, and the secretary; whoever holds two posts is known at the second."""
    officer.my_tasks()
    officer.press("Fill the post of Accountable Officer")
    known: set[str] = set()
    for post, name in posts:
        grants(officer, post, name, known=name in known)
        known.add(name)


def the_officer_links_lmc_and_partners(officer: Desk, since: date) -> None:
    """The LMC that the steward recorded, Healthwatch, and the Health and Wellbeing Board."""
    officer.press(CCG)
    officer.press("Members and people")
    officer.press("LMC and partners")
    officer.press("Link an LMC")
    officer.select("LMC", LMC)
    officer.day("From", since)
    officer.press("Record")
    for kind, name in (("Healthwatch", HEALTHWATCH), ("Health and Wellbeing Board", BOARD)):
        officer.press("Link a Healthwatch or Health and Wellbeing Board")
        officer.choose(kind)
        officer.fill("Name", name)
        officer.day("From", since)
        officer.press("Record")


def the_officer_records_representatives(officer: Desk, people: dict[str, str]) -> None:
    """From a list that the practices sent: code and name of each."""
    lines = [f"{code},{name},{mail_of(name)}" for code, name in people.items()]
    officer.my_tasks()
    officer.press(f"Record representatives for {len(people)} practices")
    officer.press("Import representatives from a file")
    officer.fill("Or paste the lines", "\n".join(["practice_code,name,email", *lines]))
    officer.fill("Reason", "List of the practices")
    officer.press("Check the file")
    officer.press(f"Import {len(people)} changes")
    officer.reads("3 of 3 voting practices have a representative today.")
