"""A CCG consults its LMC and keeps its engagement log, in the browser."""

import re
from pathlib import Path

import pytest

from tests.factories.consultations import fresh, opened
from votes.models import Consultation
from votes.queries.consultations import fact

BASE = "/ccgs/09W/consultations/"


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def type_moment(site, day: str, month: str, year: str, time: str) -> None:
    for label, value in (("Day", day), ("Month", month), ("Year", year), ("Time", time)):
        site.fill(label, value)


def test_from_draft_to_published_summary(site, world, now, travel, tmp_path: Path) -> None:
    paper = tmp_path / "plan.txt"
    paper.write_text("The implementation plan.")
    site.sign_in(world.officer)
    site.visit(BASE)
    site.press("Draft a consultation")
    site.choose("Decision about the co-commissioning model")
    site.page.get_by_label("Which LMC is asked").select_option(label="Kent LMC (KENT)")
    site.fill("Title", "Delegated commissioning from April 2016")
    site.page.get_by_label("What the LMC is asked (optional)").fill("Does the LMC support it?")
    type_moment(site, "29", "10", "2015", "12:00")
    site.press("Save")
    site.expect_text("Add at least one paper")
    assert site.page.get_by_role("button", name="Open the consultation").is_disabled()
    site.press("Add a paper")
    site.page.locator("input[type=file]").set_input_files(paper)
    site.press("Add a paper")
    site.press("Open the consultation")
    site.expect_text("28 days, 20 of them working days")

    site.sign_in(world.lmc_reviewer)
    site.visit("/tasks/")
    site.press("Answer for Kent LMC: Delegated commissioning from April 2016")
    site.press("Answer")
    site.choose("Yes")
    site.press("Continue")
    site.choose("Object")
    site.press("Continue")
    site.expect_text("Enter what the LMC objects to")
    site.page.get_by_label("The conditions, or the objection").fill("The budget is not ring-fenced.")
    site.press("Continue")
    site.press("Continue")
    site.expect_text("The budget is not ring-fenced.")
    site.press("Send the answer")
    site.expect_text("Answer recorded")

    site.sign_in(world.officer)
    site.visit("/tasks/")
    site.press("Reply to Kent LMC: Delegated commissioning from April 2016")
    site.press("Reply to this answer")
    site.fill("Reply to the LMC", "The baseline is ring-fenced in the constitution.")
    site.press("Reply to the LMC")
    site.expect_text("The baseline is ring-fenced in the constitution.")
    made = Consultation.objects.get()
    site.visit(f"{made.url}extend/")
    site.visit(f"{made.url}withdraw/")
    travel(made.closes_at)
    site.sign_in(world.officer)
    site.visit(f"{made.url}publish/")
    site.page.get_by_label("What was asked, what the LMC answered and what the CCG does about it").fill(
        "The LMC objected to the budget.\n\nThe CCG ring-fenced it."
    )
    site.press("Publish the summary")
    site.sign_out()
    site.visit(BASE)
    site.press(made.title)
    site.expect_text("The CCG ring-fenced it.")
    assert fact(fresh(made), made.closes_at).opinion == "OBJECT"


def test_silence_is_shown_as_no_response_on_both_sides(site, world, travel) -> None:
    made = opened(world)
    travel(made.closes_at)
    for person, address in ((world.officer, made.url), (world.lmc_reviewer, made.lmc_url)):
        site.sign_in(person)
        site.visit(address)
        site.expect_text("It is not consent")


def test_the_engagement_log_and_a_calendar(site, world) -> None:
    site.sign_in(world.officer)
    site.visit("/ccgs/09W/engagement/")
    site.press("Log an event")
    site.choose("Webinar")
    site.fill("Title", "Delegated commissioning webinar")
    type_moment(site, "8", "7", "2015", "19:00")
    site.fill("Who was invited", "All member practices")
    site.press("Log an event")
    site.press("Record who came")
    for name in ("Amber Lane Surgery (G82001)", "Birch Road Surgery (G82002)"):
        site.choose(name)
    site.press("Record who came")
    site.expect_text("40.0% (2 of 5)")
    site.press("Add the questions to the board from the template")
    site.press("Reply to question 1")
    site.fill("Reply of the CCG", "Shorter waits.")
    site.press("Reply to the question")
    site.visit("/ccgs/09W/engagement/board-questions/")
    site.expect_text("Shorter waits.")
    site.visit("/tasks/calendar/")
    site.press("Make an address")
    assert re.search(r"/calendar/[\w-]{40,}/", site.page.locator("main").inner_text())
    site.sign_out()
    site.visit("/ccgs/09W/engagement/")
    site.press("Delegated commissioning webinar")
    site.expect_text("40.0% (2 of 5)")
