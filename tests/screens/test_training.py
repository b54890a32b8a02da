"""Pages of training and self-certification."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conflicts.actions.certificates import draft_certificate, fill_again
from conflicts.actions.training import record_training
from conflicts.models import SelfCertification, TrainingRecord
from tests.browser import Browser
from tests.factories.breaches import guardian
from tests.factories.consultations import upload

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/"
RECORD = {"module": "1", "score": "85", "taken_on[day]": "1", "taken_on[month]": "9", "taken_on[year]": "2015"}


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    return world


def signed_in(person):
    client = Browser()
    client.force_login(person)
    return client


def text(response):
    return response.content.decode()


def test_an_officer_records_training_and_the_page_says_who_is_due(world):
    client = signed_in(world.officer)
    assert "Not passed" in text(client.get(f"{HOME}training/"))
    data = RECORD | {"person": world.lay_member.pk, "certificate": upload("pass.txt", "Passed")}
    assert client.post(f"{HOME}training/record/", data).status_code == 302
    made = TrainingRecord.objects.get()
    page = text(client.get(f"{HOME}training/"))
    assert "1 September 2016" in page
    assert client.get(f"{HOME}training/{made.pk}/certificate/").status_code == 200
    assert signed_in(world.other_officer).get(f"{HOME}training/{made.pk}/certificate/").status_code == 404


def test_a_score_over_a_hundred_is_said_at_the_field(world):
    data = RECORD | {"person": world.lay_member.pk, "score": "120"}
    page = signed_in(world.officer).post(f"{HOME}training/record/", data)
    assert page.status_code == 400
    assert "Enter a number that is 100 or less" in text(page)


def test_a_return_is_filled_explained_attested_by_two_and_sent(world):
    officer = signed_in(world.officer)
    assert officer.post(f"{HOME}self-certification/new/", {"period": "QUARTER"}).status_code == 302
    made = SelfCertification.objects.get()
    page = text(officer.get(made.url))
    assert "2 lay members in post." in page
    assert "Attest as" not in page
    assert "Explain why" in text(signed_in(world.accountable_officer).get(made.url))
    words = {f"explain_{answer['id']}": "Being put right" for answer in made.answers if not answer["complies"]}
    assert officer.post(f"{made.url}explain/", words).status_code == 302
    made.refresh_from_db()
    for person, role in ((world.accountable_officer, "ACCOUNTABLE_OFFICER"), (world.audit_chair, "AUDIT_CHAIR")):
        data = {"role": role, "answers": made.answers_hash}
        assert signed_in(person).post(f"{made.url}attest/", data).status_code == 302
    assert "It was sent to NHS England" in text(officer.get(made.url))
    assert officer.post(f"{made.url}submit/").status_code == 302
    made.refresh_from_db()
    assert made.state == "SUBMITTED"
    assert "Quarter from 1 July 2015" in text(officer.get(f"{HOME}self-certification/"))


def test_the_returns_say_what_is_missing_today_by_rule(world, now):
    officer = signed_in(world.officer)
    page = officer.get(f"{HOME}self-certification/").content.decode()
    assert {f"GOV-0{n}" for n in range(1, 9) if f'href="/rules/#GOV-0{n}"' in page} == {
        "GOV-02", "GOV-03", "GOV-04", "GOV-06", "GOV-07",
    }  # fmt: skip
    assert "There is no Chief finance officer in post." in page
    draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now)
    made = SelfCertification.objects.get()
    fill_again(certificate=made, explanations={"lay_members": "One post is advertised"}, by=world.officer, now=now)
    page = officer.get(f"{HOME}self-certification/").content.decode()
    assert 'href="/rules/#GOV-02"' not in page
    assert 'href="/rules/#GOV-03"' in page


def test_answers_that_changed_meanwhile_are_refused_in_words(world):
    officer = signed_in(world.officer)
    officer.post(f"{HOME}self-certification/new/", {"period": "YEAR"})
    made = SelfCertification.objects.get()
    data = {"role": "ACCOUNTABLE_OFFICER", "answers": "0" * 64}
    page = signed_in(world.accountable_officer).post(f"{made.url}attest/", data)
    assert page.status_code == 409
    assert "Read them again" in text(page)


@pytest.mark.usefixtures("counts_asked")
def test_training_is_read_in_the_same_statements_for_one_record_and_for_three(world, now):
    officer = signed_in(world.officer)
    page = f"{HOME}training/"

    def record(*people):
        for person in people:
            record_training(
                ccg=world.ccg, person=person, module="1", score=90, taken_on=now.date(), by=world.officer, now=now
            )

    record(world.lay_member)
    officer.get(page)
    with CaptureQueriesContext(connection) as one:
        officer.get(page)
    record(world.gp_member, world.audit_chair)
    with CaptureQueriesContext(connection) as three:
        officer.get(page)
    assert len(one) == len(three) <= 13


@pytest.mark.usefixtures("counts_asked")
def test_returns_are_read_in_the_same_statements_for_one_and_for_three(world, now):
    officer = signed_in(world.officer)
    page = f"{HOME}self-certification/"
    draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now)
    officer.get(page)
    with CaptureQueriesContext(connection) as one:
        officer.get(page)
    draft_certificate(ccg=world.ccg, period="YEAR", by=world.officer, now=now)
    draft_certificate(ccg=world.ccg, period="QUARTER", by=world.officer, now=now + timedelta(days=95))
    with CaptureQueriesContext(connection) as three:
        officer.get(page)
    assert SelfCertification.objects.count() == 3
    assert len(one) == len(three) <= 14


def test_what_was_not_read_in_guidance_is_shown_as_local_policy(world):
    officer = signed_in(world.officer)
    assert "a share of 90% is enough" in text(officer.get(f"{HOME}training/"))
    officer.post(f"{HOME}self-certification/new/", {"period": "QUARTER"})
    made = SelfCertification.objects.get()
    assert "The share is local policy." in text(officer.get(made.url))
    assert "Quarter from 1 July 2015" in text(officer.get(f"{made.url}explain/"))
    values = text(Browser().get(f"{HOME}values/"))
    assert "Practice of CCGs" in values
    assert "Local policy, to be confirmed" in values
