"""The page of signing in, for somebody who sent a form after their session ended."""

import pytest

from cocommission.shared.views import typed
from tests.browser import Browser
from tests.forms import form_to
from tests.screens.test_typed_again import HERE, NEW, PASSWORD, TITLE, filled_in, sent_signed_out, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    world.officer.set_password(PASSWORD)
    world.officer.save()
    return world


def test_the_page_to_sign_in_at_says_once_that_it_is_kept_and_no_other_page_does(world, travel):
    client = sent_signed_out(world)
    client.post(NEW, filled_in(world.officer), headers=HERE)
    wrong = client.post("/accounts/login/", {"login": world.officer.email, "password": "not it"})
    for answer in (client.get("/accounts/login/"), wrong):
        assert answer.content.decode().count(typed.SIGN_IN) == 1
    assert typed.SIGN_IN not in client.get("/").content.decode()
    assert typed.SIGN_IN not in sign_in(client, world.officer).get(NEW).content.decode()
    late = sent_signed_out(world)
    travel(world.now + typed.KEPT)
    assert typed.SIGN_IN not in late.get("/accounts/login/").content.decode()


def test_an_address_that_is_none_in_the_referrer_leads_to_the_first_page(world):
    headers = {**HERE, "Referer": "http://["}
    page = Browser().post("/accounts/login/", {"csrfmiddlewaretoken": "x" * 64}, headers=headers).content.decode()
    assert '<a class="nhsuk-link" href="/">Load the page again</a>' in page


def test_signing_in_in_one_tab_leads_on_from_the_page_of_signing_in_in_the_other(world):
    client = sent_signed_out(world)
    tab = form_to(client.get(f"/accounts/login/?next={NEW}").content.decode(), "/accounts/login/")
    sign_in(client, world.officer)
    sent = tab.with_data({"login": world.officer.email, "password": PASSWORD})
    page = client.post("/accounts/login/", sent, headers=HERE, follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == NEW
    assert TITLE in page.content.decode()


def test_who_is_signed_in_is_not_led_to_another_site(world):
    client = Browser()
    client.force_login(world.officer)
    sent = {"login": "", "next": "https://evil.invalid/", "csrfmiddlewaretoken": "x" * 64}
    answer = client.post("/accounts/login/", sent, headers={"Sec-Fetch-Site": "cross-site"}, follow=True)
    assert all(address.startswith("/") for address, _ in answer.redirect_chain)


@pytest.mark.parametrize("ending", ["session", "token"])
@pytest.mark.parametrize("title", [TITLE, "Another title after Back"])
def test_a_form_that_was_recorded_before_is_not_said_to_be_unrecorded(world, ending, title):
    sent, client = filled_in(world.officer), Browser()
    client.force_login(world.officer)
    assert client.post(NEW, sent, headers=HERE).status_code == 302
    again = {**sent, "title": title}
    if ending == "session":
        client = Browser()
        client.post(NEW, again, headers=HERE)
        page = sign_in(client, world.officer).get(NEW, follow=True).content.decode()
    else:
        again |= {"csrfmiddlewaretoken": "x" * 64}
        page = client.post(NEW, again, headers=HERE, follow=True).content.decode()
    assert "othing was recorded" not in page
    assert "You have already sent this form" in page
    assert (form_to(page, NEW) is None) is (title == TITLE)
    assert title in page
