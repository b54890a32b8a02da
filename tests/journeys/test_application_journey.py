"""An application in the browser: every page of the CCG and of the region, from the start to the model held."""

from datetime import datetime

import pytest

from cocommission.shared.clock import LONDON
from models_abc.actions.review import decide, issue_agreement
from models_abc.models import Application, Condition
from tests.factories.models_abc import a_round, file, fresh, ready, sent, started

BASE = "/ccgs/09W/application/"


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def test_the_officer_starts_and_sees_what_is_missing(site, world, now) -> None:
    a_round(now)
    site.sign_in(world.officer)
    site.visit(BASE)
    site.press("Start an application")
    site.page.get_by_role("radio").first.check()
    site.press("Start the application")
    site.expect_text("the CCG should not be going forward")
    for part in ("mandate", "constitution", "consultation", "governing-body", "attestations", "documents"):
        site.visit(f"{BASE}1/{part}/")
    site.visit(f"{BASE}1/subject-to-vote/")
    site.visit(f"{BASE}1/submit/")
    site.expect_text("Not possible yet")
    assert site.page.get_by_role("button", name="Submit the application").is_disabled()
    site.visit(f"{BASE}1/proof/")
    site.visit(f"{BASE}1/withdraw/")
    assert Application.objects.get().state == "PREPARING"


def test_signed_by_two_people_submitted_by_one_and_published(site, world) -> None:
    ready(world, attested=False)
    for key, title in (("accountable_officer", "Accountable Officer"), ("audit_chair", "Audit Chair")):
        site.sign_in(world.people[key])
        site.visit("/tasks/")
        site.press(f"Sign the application of NHS Medway CCG as {title}")
        site.choose("I have read the statement and confirm every part of it")
        site.press(f"Sign as {title}")
        site.expect_text(f"{world.people[key].name}, {title}")
    site.sign_in(world.accountable_officer)
    site.visit("/tasks/")
    site.press("Submit the application of NHS Medway CCG")
    site.choose("This is the application that the CCG wants to submit")
    site.press("Submit the application")
    site.expect_text("Application submitted")
    site.press("Follow the decision")
    site.sign_out()
    site.visit(BASE)
    site.expect_text("SHA-256 of the dossier")


def test_the_region_decides_with_conditions_until_the_model_is_held(site, world, now, travel) -> None:
    from models_abc.tasks.applications import take_up
    from tests.actions.test_applications_review import approve_text

    application = ready(world)
    sent(world, application)
    review = application.review_url
    site.sign_in(world.regional_officer)
    site.visit("/regions/Y57/applications/")
    site.press("NHS Medway CCG")
    site.press("Take it up for review")
    site.press("Decide")
    site.choose("Approve with conditions")
    site.fill("Reasons", "Governance has to change.")
    site.page.get_by_label("Conditions", exact=True).fill("The committee has a lay chair")
    site.press("Record the decision")
    site.press("Record the decision")
    condition = Condition.objects.get()
    site.sign_in(world.officer)
    site.visit(f"{BASE}1/decision/")
    site.press("Record what has been done about condition 1")
    site.fill("What has been done", "A lay chair was appointed.")
    site.press("Send to the region")
    site.sign_in(world.regional_officer)
    site.visit(f"{review}conditions/{condition.pk}/")
    site.fill("Why the condition is met", "Seen in the minutes.")
    site.press("The condition is met")
    site.visit(f"{review}agreement/")
    issue_agreement(application=application, file=file(), by=world.regional_officer, now=now)
    site.visit(review)
    site.press("Sign for NHS England")
    site.sign_in(world.accountable_officer)
    site.visit(f"{BASE}1/decision/")
    site.press("Sign for the CCG")
    approve_text(world, application, now)
    assert take_up(travel(datetime(2016, 4, 1, tzinfo=LONDON))).done == 1
    site.sign_in(world.accountable_officer)
    site.visit(f"{BASE}1/decision/")
    site.expect_text("The CCG holds model C from 1 April 2016")
    site.visit(f"{BASE}1/exit/")
    site.visit(BASE)
    assert fresh(application).state == "LIVE"


def test_late_and_refused_pages(site, world, now) -> None:
    application = started(world)
    site.sign_in(world.regional_officer)
    site.visit(f"{application.review_url}late/")
    site.visit(application.review_url)
    site.visit(BASE)
    for tab in ("preparing", "approved", "closed"):
        site.visit(f"/regions/Y57/applications/?show={tab}")
    site.sign_out()
    site.visit(BASE)
    other = ready(world, round=a_round(now))
    sent(world, other)
    decide(application=other, outcome="REFUSED", reasons="Not enough", by=world.regional_officer, now=now)
    site.visit(f"{BASE}{other.number}/")
    site.expect_text("Not enough")
