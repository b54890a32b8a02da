"""A ballot in a real browser: drafted, opened, voted on a phone, counted, certified by somebody else, published."""

from datetime import timedelta

import pytest

from tests.factories.votes import cast, entry_of, opened, proposed, published, rules
from votes.models import Ballot, VotingPaper
from votes.terms.ballots import QuestionKind

BALLOTS = "/ccgs/09W/ballots/"
PHONE = {"width": 375, "height": 700}


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def test_an_officer_drafts_and_opens(site, world, now) -> None:
    rules(world.ccg)
    proposed(world.ccg)
    site.sign_in(world.officer)
    site.visit(BALLOTS)
    site.press("Draft a ballot")
    site.fill("Title", "Delegated commissioning from April")
    site.press("Save the draft")
    site.expect_text("What is missing before you can open")
    assert site.page.get_by_role("button", name="Open the ballot").is_disabled()
    site.press("Add a question")
    site.press("Save the question")  # empty: the errors are accessible too
    site.choose("Which co-commissioning model to take up")
    site.fill("The question, as members read it", "Which model shall the CCG apply for?")
    site.choose("B: joint")
    site.choose("C: delegated")
    site.press("Save the question")
    site.press("Change when voting closes")
    close = site.page.get_by_role("group", name="When voting closes")
    for label, value in (("Day", "15"), ("Month", "10"), ("Year", "2015"), ("Time", "12:00")):
        close.get_by_label(label).fill(value)
    site.press("Save")
    site.expect_text("Nothing is missing. The ballot can be opened.")
    for part in ("about", "rule", "unrepresented", "together", "questions/1", "questions/1/remove", "discard"):
        site.visit(f"{BALLOTS}1/{part}/")
    site.visit(f"{BALLOTS}1/")
    site.press("Continue to open the ballot")
    site.press("Open the ballot")
    site.expect_text("Voting is open")
    site.expect_text("0.0% (0 of 5) of the practices")
    for part in ("roll", "extend", "correct", "assisted", "void"):
        site.visit(f"{BALLOTS}1/{part}/")
    site.visit(f"{BALLOTS}1/assisted/{entry_of(Ballot.objects.get(), 'G82001').pk}/")


def test_a_representative_votes_on_a_phone_without_scripts(browser, live_server, site, world, now) -> None:
    ballot = opened(world, now=now)
    site.sign_in(world.representative)
    site.visit("/tasks/")
    site.press("Vote for Amber Lane Surgery: Delegated commissioning")
    cookies = site.page.context.cookies()
    phone = browser.new_context(viewport=PHONE, java_script_enabled=False)
    phone.add_cookies(cookies)
    page = phone.new_page()
    page.goto(f"{live_server.url}/vote/")
    page.get_by_role("link", name="Amber Lane Surgery: Delegated commissioning").click()
    page.get_by_label("Model C: delegated commissioning").check()
    page.get_by_label("I confirm that this is the vote of Amber Lane Surgery").check()
    page.get_by_role("button", name="Record the vote").click()
    receipt = VotingPaper.objects.get(roll_entry__ballot=ballot).receipt
    assert receipt in page.locator("main").inner_text()
    phone.close()
    site.visit("/vote/")
    site.expect_text("Recorded")
    site.visit(f"/vote/{entry_of(ballot, 'G82001').pk}/receipt/")
    site.press("Change the vote")
    site.press("Change the vote")  # nothing chosen: the errors are accessible too
    site.expect_text("Select an answer to question 1")


def test_counted_certified_by_somebody_else_and_published(site, world, now, travel) -> None:
    ballot = opened(
        world,
        now=now,
        questions=(
            {"kind": QuestionKind.MODEL_CHOICE, "text": "Which model?", "models": "BC"},
            {"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Adopt?", "constitution": proposed(world.ccg)},
        ),
    )
    for code, answers in (("G82001", ("C", "FOR")), ("G82002", ("C", "AGAINST")), ("G82003", ("ABSTAIN", "AGAINST"))):
        cast(world, ballot, code, *answers, now=now)
    travel(ballot.closes_at + timedelta(minutes=1))
    site.sign_in(world.officer)
    site.visit("/tasks/")
    site.press("Count: Delegated commissioning")
    site.press("Count the ballot")
    site.sign_in(world.lay_member)
    site.visit("/tasks/")
    site.press("Certify: Delegated commissioning")
    site.choose("I have checked the count. I did not run this ballot.")
    site.press("Certify the count")
    site.sign_in(world.officer)
    site.visit(ballot.url)
    site.press("Publish the result")
    site.press("Publish the result")
    site.sign_out()
    site.visit(ballot.url)
    site.expect_text("Carried. 100.0% (2 of 2)")
    site.expect_text("Lost. 33.3% (1 of 3)")
    site.visit(f"{ballot.url}roll/")
    site.sign_in(world.representative)
    site.visit(f"{ballot.url}challenge/")
    site.fill("What is wrong with the ballot", "We got no notice.")
    site.press("Challenge the ballot")
    site.expect_text("The result is challenged")
    site.sign_in(world.lay_member)
    site.visit(f"{ballot.url}challenge/answer/")


def test_results_of_elsewhere_and_a_public_list(site, world, now, travel) -> None:
    published(world, opened(world, now=now), now=travel(now + timedelta(days=15)))
    site.sign_in(world.officer)
    site.visit(f"{BALLOTS}as-published/")
    site.visit(f"{BALLOTS}1/again/")
    site.sign_out()
    site.visit(BALLOTS)
    site.expect_text("Delegated commissioning")
