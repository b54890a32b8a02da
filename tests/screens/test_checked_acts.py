"""The page on which an act that cannot be undone is checked: what it shows, and that nothing goes past it."""

import pytest
from django.urls import reverse

from cocommission.shared.models import Message
from cocommission.shared.views.checking import BACK, CHANGED, CHECKED
from tests.browser import Browser, check_on
from tests.factories import votes as factory
from tests.factories.interests import declarant
from tests.factories.votes import cast
from tests.forms import forms_on
from votes.models import Ballot, VotingPaper

REASON = "The roll of the ballot\nhad a mistake"


@pytest.fixture
def ballot(world, now, travel):
    travel(now)
    made = factory.opened(world, now=now)
    cast(world, made, "G82001", "C", now=now)
    return made


@pytest.fixture
def officer(world):
    client = Browser(confirms=False)
    client.force_login(world.officer)
    return client


def test_the_page_of_an_answer_says_before_its_buttons_what_is_final_and_who_is_told(world, officer):
    declarant(world, world.officer)
    page = officer.get(f"{world.ccg.url}registers/declare/").content.decode()
    before = page.partition('value="NIL"')[0]
    for words in (
        "You cannot take it back or change it.",
        "is a nil return",
        "We do not email anyone about your answer.",
    ):
        assert words in before
    told = Message.objects.count()
    assert officer.post(f"{world.ccg.url}registers/declare/", {"kind": "NIL"}).status_code == 302
    assert Message.objects.count() == told


def void(ballot):
    return reverse("ballot-void", kwargs={"code": ballot.ccg.code, "number": ballot.number})


def state(ballot):
    return Ballot.objects.get(pk=ballot.pk).state


def test_the_page_shows_the_answers_what_is_lost_and_who_is_told(ballot, officer):
    before = Message.objects.count()
    page = officer.post(void(ballot), {"reason": REASON})
    text = page.content.decode()
    assert (page.status_code, state(ballot), Message.objects.count()) == (200, "OPENED", before)
    assert "Check before you confirm: Declare the ballot void" in text
    assert "The roll of the ballot<br>had a mistake" in text
    assert "cannot become valid again" in text
    assert f"The votes of 1 of {ballot.roll.count()} practices no longer count." in text
    assert "nhsuk-button--warning" in text
    told = text.partition("Who we tell")[2]
    confirmed = officer.post(void(ballot), check_on(page).with_data({}))
    people = len(
        set(Message.objects.order_by("-pk").values_list("to_person", flat=True)[: Message.objects.count() - before])
    )
    assert (confirmed.status_code, state(ballot)) == (302, "VOID")
    assert people > 1
    assert f"we email {people} people" in told


def test_a_form_that_never_saw_the_page_does_nothing(ballot, officer):
    page = officer.post(void(ballot), {"reason": REASON, CHECKED: "0" * 64})
    assert (page.status_code, state(ballot)) == (409, "OPENED")
    assert CHANGED in page.content.decode()


def test_what_changed_since_is_refused_and_shown_again(ballot, officer, world, now):
    checked = check_on(officer.post(void(ballot), {"reason": REASON})).with_data({})
    cast(world, ballot, "G82002", "C", now=now)
    page = officer.post(void(ballot), checked)
    text = page.content.decode()
    assert (page.status_code, state(ballot)) == (409, "OPENED")
    assert CHANGED in text
    assert "The votes of 2 of" in text
    again = next(form for form in forms_on(text) if CHECKED in form.fields)
    assert officer.post(void(ballot), again.with_data({})).status_code == 302
    assert state(ballot) == "VOID"


def test_other_answers_than_those_that_were_checked_are_refused(ballot, officer):
    checked = check_on(officer.post(void(ballot), {"reason": REASON})).with_data({"reason": "Another reason"})
    page = officer.post(void(ballot), checked)
    assert (page.status_code, state(ballot)) == (409, "OPENED")
    assert "Another reason" in page.content.decode()


def test_the_seal_of_one_person_is_not_that_of_another(ballot, officer, world):
    checked = check_on(officer.post(void(ballot), {"reason": REASON})).with_data({})
    other = Browser(confirms=False)
    other.force_login(world.steward)
    del checked["csrfmiddlewaretoken"]
    assert other.post(void(ballot), checked).status_code != 302
    assert state(ballot) == "OPENED"


def test_the_answers_can_be_changed(ballot, officer):
    checked = check_on(officer.post(void(ballot), {"reason": REASON})).with_data({BACK: "1"})
    page = officer.post(void(ballot), checked)
    form = next(one for one in forms_on(page.content.decode()) if "reason" in one.fields)
    assert (page.status_code, state(ballot)) == (200, "OPENED")
    assert form.fields["reason"] == [REASON]
    assert CHECKED not in form.fields


def test_a_confirmation_sent_signed_out_is_there_to_be_sent_again(ballot, officer, world):
    checked = check_on(officer.post(void(ballot), {"reason": REASON})).with_data({})
    away = Browser(confirms=False)
    del checked["csrfmiddlewaretoken"]
    sent = away.post(void(ballot), checked, headers={"Sec-Fetch-Site": "same-origin"})
    assert sent["Location"].startswith("/accounts/login/")
    away.force_login(world.officer)
    page = away.get(void(ballot)).content.decode()
    form = next(one for one in forms_on(page) if "reason" in one.fields)
    assert (form.fields["reason"], state(ballot)) == ([REASON], "OPENED")
    assert "You were signed out before this form was sent" in page


def test_what_would_be_refused_is_refused_at_once(ballot, officer):
    officer.post(void(ballot), check_on(officer.post(void(ballot), {"reason": REASON})).with_data({}))
    page = officer.post(void(ballot), {"reason": REASON})
    assert page.status_code == 409
    assert check_on(page) is None
    assert "You can declare a ballot void once" in page.content.decode()


def test_a_confirmation_sent_twice_is_recorded_once(ballot, officer):
    checked = check_on(officer.post(void(ballot), {"reason": REASON})).with_data({})
    answers = [officer.post(void(ballot), checked) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert Ballot.history.filter(id=ballot.pk, state="VOID").count() == 1
    assert VotingPaper.objects.count() == 1
