"""A GP partner declares her share in a federation and her husband's work, an officer reviews, in the browser."""

import pytest

from conflicts.models import DeclarationReturn, Interest
from tests.factories.interests import body, declarant

REGISTERS = "/ccgs/09W/registers/"


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def days(site, first: tuple[str, str, str], second: tuple[str, str, str]) -> None:
    for name, parts in (("arose_on", first), ("aware_on", second)):
        for part, value in zip(("day", "month", "year"), parts, strict=True):
            site.page.locator(f"input[name='{name}[{part}]']").fill(value)


def test_from_the_first_question_to_the_review(site, world, now) -> None:
    body("Copper Federation Limited", company_number="01234567")
    declarant(world, world.gp_member, position="GP partner, Amber Lane Surgery")
    site.sign_in(world.gp_member)
    site.visit("/tasks/")
    site.press("Declare your interests: NHS Medway CCG")
    site.expect_text("A nil return is also an answer")
    site.press("Declare an interest")
    site.choose("Financial")
    site.press("Continue")
    site.fill("Search by name, ODS code or company number", "copper")
    site.press("Search")
    site.choose("Copper Federation Limited (GP federation, 01234567)")
    site.press("Continue")
    site.page.get_by_label("What is your role?").select_option(label="Shareholder")
    site.fill("Describe the interest", "10 of 1,000 shares")
    days(site, ("28", "9", "2014"), ("28", "9", "2014"))
    site.choose("Yes")
    site.press("Continue")
    site.expect_text("late by 340 days")
    site.fill("Why are you declaring it late?", "I took it for part of the partnership.")
    site.press("Continue")
    site.expect_text("Copper Federation Limited")
    site.press("Declare the interest")
    site.expect_text("Entry 1 of the register")

    site.press("Declare another interest")
    site.choose("Indirect")
    site.press("Continue")
    site.choose("Husband, wife or partner")
    site.fill("Describe the relationship", "My husband")
    site.press("Continue")
    site.choose("It is not listed: I will type it")
    site.press("Continue")
    site.fill("Name of the organisation", "Birch Care Limited")
    site.page.get_by_label("What kind of organisation is it?").select_option(label="Company")
    site.press("Continue")
    site.page.get_by_label("What is your role?").select_option(label="Employee")
    site.fill("Describe the interest", "Manages a clinic there")
    days(site, ("21", "9", "2015"), ("21", "9", "2015"))
    site.choose("Yes")
    site.press("Continue")
    site.expect_text("10 days: in time")
    site.press("Declare the interest")
    site.press("No, I have finished")
    site.expect_text("Confirm again by 1 April 2016")
    assert DeclarationReturn.objects.get().entries == [1, 2]

    site.sign_in(world.officer)
    site.visit(f"{REGISTERS}declarations/")
    site.visit(f"{REGISTERS}interests/1/")
    site.press("Review the entry")
    site.fill("Action taken to mitigate the conflict", "Leaves the meeting for items on federations")
    site.press("Sign it off")
    site.expect_text("Olive Officer, Governance officer")
    assert Interest.objects.get(number=1).state == "COMPLETE"
    for path in ("declarations/overdue/", "declarants/", "declarants/add/", "interests/2/change/", "interests/2/end/"):
        site.visit(REGISTERS + path)
