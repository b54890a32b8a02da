"""Acts that end in a change of a row, pressed to their end in a browser, with the rights of the running product."""

from typing import Any

import pytest

from conflicts.models import Gift, Redaction, RegisterPolicy
from conflicts.terms.gifts import GiftState
from conflicts.terms.interests import RedactionState
from pccc.models import Committee
from pccc.terms import CommitteeState
from tests.database import role_now
from tests.factories.committees import pccc
from tests.factories.gifts import dinner
from tests.factories.interests import declaration
from tests.factories.registers import guardian, policy, redaction

pytestmark = pytest.mark.django_db(transaction=True)
REGISTERS = "/ccgs/09W/registers/"


@pytest.fixture(autouse=True)
def _clock(world: Any, now: Any, travel: Any) -> None:
    travel(now)
    assert role_now() == "cocommission_app"


def test_the_secretary_activates_a_committee(site: Any, world: Any) -> None:
    pccc(world, active=False)
    site.sign_in(world.secretary)
    site.visit("/ccgs/09W/committees/1/")
    site.press("Activate the committee")
    site.expect_text("Active since")
    assert Committee.objects.get().state == CommitteeState.ACTIVE


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("Keep it off the public page", RedactionState.GRANTED),
        ("It stays on the public page", RedactionState.REFUSED),
    ],
)
def test_the_guardian_decides_a_redaction(site: Any, world: Any, answer: str, state: str) -> None:
    policy(world)
    asked = redaction(world, declaration(world, world.secretary))
    site.sign_in(guardian(world))
    site.visit(f"{REGISTERS}redactions/{asked.pk}/")
    site.choose(answer)
    site.fill("Reason", "Evidence of a threat")
    site.press("Decide")
    site.press("Decide")
    site.expect_text("Evidence of a threat")
    assert Redaction.objects.get().state == state


@pytest.mark.parametrize(
    ("answer", "state"),
    [("It may be accepted", GiftState.RECORDED), ("It must be declined or returned", GiftState.REFUSED)],
)
def test_the_senior_approver_answers_a_gift(site: Any, world: Any, answer: str, state: str) -> None:
    policy(world)
    made = dinner(world, world.gp_member)
    site.sign_in(world.accountable_officer)
    site.visit(f"{made.url}approve/")
    site.choose(answer)
    site.fill("Reason", "The speech was part of the programme")
    site.page.locator("main form button").click()
    site.page.wait_for_load_state()
    site.expect_text("The speech was part of the programme")
    assert Gift.objects.get().state == state


def test_an_entry_made_in_error_is_taken_out(site: Any, world: Any) -> None:
    policy(world)
    made = dinner(world, world.gp_member)
    site.sign_in(world.gp_member)
    site.visit(made.url)
    site.press("Remove it as made in error")
    site.fill("What was wrong with the entry", "It was another dinner")
    site.page.locator("main form button").click()
    site.page.wait_for_load_state()
    site.expect_text("you cannot put it back")
    site.press("Remove the entry")
    site.expect_text("It was another dinner")
    assert Gift.objects.get().state == GiftState.WITHDRAWN


def test_a_policy_is_set_again_on_the_day_of_the_first(site: Any, world: Any) -> None:
    site.sign_in(world.officer)
    for name in ("Registers office", "Corporate office"):
        site.visit(f"{REGISTERS}policy/")
        site.fill("Who to ask about historic interests (optional)", name)
        site.fill("Their e-mail address (optional)", "registers@example.invalid")
        site.page.locator("main form button[type=submit]").first.click()
        site.page.wait_for_load_state()
        site.expect_text("Registers")
    assert RegisterPolicy.objects.get().contact_name == "Corporate office"
