"""The public registers in a browser: what everybody reads, and what an officer, the Guardian and a GP do there."""

from datetime import date

import pytest

from tests.factories.gifts import dinner, offer
from tests.factories.interests import declaration, reviewed
from tests.factories.registers import guardian, policy, redaction

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/ccgs/09W/registers/"


@pytest.fixture
def country(world, database_clock):
    database_clock(world.now)
    policy(world)
    reviewed(world, world.gp_member, description="Holds a tenth of the shares, and advises its board")
    reviewed(world, world.lay_member, kind="INDIRECT", relationship="SPOUSE", relationship_words="Her husband")
    reviewed(world, world.auditor, consent_to_publish=False, consent_reason="Private")
    redaction(world, declaration(world, world.secretary))
    offer(world, world.gp_member)
    dinner(world, world.gp_member)
    return world


@pytest.mark.parametrize(
    "address",
    [
        "", "interests/", "interests/?at=2015-10-01&text=tenth&sort=-from", "interests/?at=nonsense",
        "interests/changes/?since=2015-09-01", "interests/nil-returns/", "values/", "gifts/", "gifts/1/",
    ],
)  # fmt: skip
def test_everybody_reads_the_registers(country, site, address):
    site.visit(HOME + address)


def test_an_officer_keeps_them_and_the_guardian_decides(country, site):
    site.sign_in(country.officer)
    for address in ("policy/", "interests/?full=1", "interests/historic/", "gifts/?full=1", "gifts/new/"):
        site.visit(HOME + address)
    site.sign_in(guardian(country))
    site.visit(f"{HOME}redactions/")
    site.page.get_by_role("link", name="Entry 4").click()
    site.page.get_by_label("Keep it off the public page").check()
    site.fill("Reason", "Evidence of a threat")
    site.press("Decide")
    site.press("Decide")
    site.expect_text("Granted")


def test_a_gp_records_a_dinner_after_reading_what_the_rules_say(country, site):
    site.sign_in(country.gp_member)
    site.visit(f"{HOME}interests/1/redaction/")
    site.visit(f"{HOME}gifts/new/")
    page = site.page
    page.get_by_label("Meal or other hospitality").check()
    site.fill("Describe it", "A dinner after the conference")
    site.fill("Estimated value in pounds", "30")
    on = date(2015, 10, 1)
    for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(label, exact=True).first.fill(str(value))
    site.fill("Who offered it", "Acme Ltd")
    page.get_by_role("group", name="Is the giver a supplier").get_by_label("No").check()
    page.get_by_label("Accepted personally").check()
    site.fill("Reason for accepting or declining (optional)", "To speak")
    site.press("Continue")
    site.expect_text("Which rules apply")
    site.expect_text("a senior approver must agree")
    site.press("Record it")
    site.expect_text("Waiting for senior approval")
    site.sign_in(country.accountable_officer)
    site.visit(f"{HOME}gifts/3/approve/")
