"""A data steward loads the public files; everybody finds the members of any day; an officer keeps the contracts."""

from typing import Any

import pytest
from django.test import override_settings

from tests.factories.ccgs import DATA
from tests.factories.ccgs_people import steward


@pytest.mark.usefixtures("now")
def test_files_are_looked_at_and_then_loaded(site: Any, transactional_db: None) -> None:
    site.visit("/ccgs/")
    site.expect_text("No CCGs are loaded yet")
    site.sign_in(steward())
    site.visit("/data/ods/")
    site.press("Show what would happen")  # nothing chosen: the reasons stand at the top
    site.expect_text("Choose at least one file")
    choose_files(site, "first")
    site.press("Show what would happen")
    site.expect_text("Dry run: nothing is loaded yet.")
    site.visit(site.seen[-1] + "?fate=rejected&file=regions")
    site.expect_text("a government office region")
    site.press("Show every row")
    site.press("Load these files")
    site.expect_text("practices_first.csv")
    site.sign_out()
    site.visit("/ccgs/")
    site.expect_text("2 CCGs with 5 voting member practices")
    for label, value in (("Day", "15"), ("Month", "7"), ("Year", "2015")):
        site.fill(label, value)
    site.press("Show these CCGs")
    site.expect_text("Practices are known from 16 July 2015 on")
    site.visit("/ccgs/?sort=-patients&region=Y92")
    site.visit("/ccgs/90A/practices/")
    site.expect_text("3 voting members with 9,500 registered patients")
    site.press("O'Invented & Partners, The Green")
    site.expect_text("it is a voting member of NHS Amber Vale CCG")
    for path in ("/practices/Z90004/", "/practices/W90001/", "/regions/", "/regions/Y91/", "/api/"):
        site.visit(path)


def choose_files(site: Any, which: str) -> None:
    """Fills the upload form with the small files."""
    names = ("regions", "ccgs", f"practices_{which}", f"list_sizes_{which}")
    for kind, name in zip(("regions", "ccgs", "practices", "list_sizes"), names, strict=True):
        site.page.locator(f"input[type=file][name={kind}]").set_input_files(DATA / f"{name}.csv")
    for label, value in (("Day", "16"), ("Month", "7"), ("Year", "2015")):
        site.fill(label, value)


@override_settings(REQUIRE_TOTP=False)
def test_an_officer_records_a_contract(site: Any, world: Any) -> None:
    site.sign_in(world.officer)
    site.visit("/ccgs/09W/practices/")
    site.press("Change the contract of Amber Lane Surgery")
    site.choose("PMS: personal medical services")
    site.press("Record the contract")  # without a reason
    site.expect_text("Enter the reason for this change")
    site.fill("Reason", "Letter of the practice")
    site.press("Record the contract")
    site.expect_text("PMS")
