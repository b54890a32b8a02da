"""What was typed is there again after signing in, unsent, and for nobody else; other sites can plant nothing."""

import pytest
from django.conf import settings
from django.utils.html import escape

from ccgs.terms.roles import RoleCode
from cocommission.shared.forms.numbers import FIELD, new_number
from cocommission.shared.views import typed
from tests.browser import Browser
from tests.factories import votes as ballots
from tests.factories.ccgs_people import post
from tests.forms import form_to
from votes.models import EngagementEvent

pytestmark = pytest.mark.django_db
NEW = "/ccgs/09W/engagement/new/"
HERE = {"Sec-Fetch-Site": "same-origin", "Referer": f"http://testserver{NEW}"}
TITLE = "A webinar that took an hour to write down"
PASSWORD = "four quiet herons at dusk"  # noqa: S105


@pytest.fixture
def world(world):
    for person in (world.officer, world.second_officer):
        person.set_password(PASSWORD)
        person.save()
    return world


def filled_in(person, address=NEW, **more):
    """A form as its page draws it for the person, filled in."""
    client = Browser()
    client.force_login(person)
    form = form_to(client.get(address).content.decode(), address)
    del form.fields["csrfmiddlewaretoken"]  # the browser that sends it has its own
    on = {"held_at[day]": "8", "held_at[month]": "7", "held_at[year]": "2015", "held_at[time]": "19:00"}
    return form.with_data({"kind": "WEBINAR", "title": TITLE, "audience": "All", **on, **more})


def sign_in(client, person):
    """As a person does it, on the page of signing in."""
    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def sent_signed_out(world, address=NEW, **more):
    """A browser whose session ended, after it sent the form."""
    client = Browser()
    answer = client.post(address, filled_in(world.officer, **more), headers=HERE)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")
    return client


def test_after_signing_in_the_form_is_there_as_it_was_typed_and_unsent(world):
    client = sign_in(sent_signed_out(world), world.officer)
    answer = client.get(NEW)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert escape(typed.HERE) in page
    assert TITLE in page
    assert not EngagementEvent.objects.exists()
    form = form_to(page, NEW)
    assert form.fields["title"] == [TITLE]
    made = client.post(NEW, form.with_data({}))
    assert made.status_code == 302
    assert EngagementEvent.objects.get().title == TITLE
    assert TITLE not in client.get(NEW).content.decode()


def test_it_is_shown_once_for_an_hour_and_at_its_address_only(world, travel):
    client = sign_in(sent_signed_out(world), world.officer)
    assert TITLE not in client.get("/ccgs/09W/registers/gifts/").content.decode()
    assert TITLE in client.get(NEW).content.decode()
    assert TITLE not in client.get(NEW).content.decode()
    late = sign_in(sent_signed_out(world), world.officer)
    travel(world.now + typed.KEPT)
    assert TITLE not in late.get(NEW).content.decode()


def test_somebody_else_who_signs_in_there_does_not_see_it(world):
    client = sign_in(sent_signed_out(world), world.second_officer)
    assert TITLE not in client.get(NEW).content.decode()
    client.logout()
    assert TITLE not in sign_in(client, world.officer).get(NEW).content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.invalid"},
    ],
)
def test_nothing_is_kept_of_what_another_site_sends_and_no_session_begins(world, headers):
    client = Browser()
    answer = client.post(NEW, filled_in(world.officer), headers=headers)
    assert answer.status_code in (302, 403)
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("forger", ["second_officer", None])
def test_a_number_that_was_not_drawn_for_the_person_shows_nothing(world, forger):
    person = getattr(world, forger) if forger else None
    forged = {**filled_in(world.officer), FIELD: str(new_number(person and person.pk))}
    client = Browser()
    client.post(NEW, forged, headers=HERE)
    assert TITLE not in sign_in(client, world.officer).get(NEW).content.decode()
    attacked = Browser()
    attacked.force_login(world.officer)
    refused = attacked.post(NEW, {**forged, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    assert refused.status_code == 403
    assert TITLE not in refused.content.decode()


def test_a_stale_token_gives_the_form_back_as_it_was_typed(world):
    sent = filled_in(world.officer)
    client = Browser()
    client.force_login(world.officer)
    refused = client.post(NEW, {**sent, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    page = refused.content.decode()
    assert refused.status_code == 403
    assert escape(typed.STALE) in page
    assert not EngagementEvent.objects.exists()
    again = client.post(NEW, form_to(page, NEW).with_data({}), headers=HERE)
    assert again.status_code == 302
    assert EngagementEvent.objects.get().title == TITLE


def test_a_stale_token_from_another_site_gives_nothing_back(world):
    client = Browser()
    client.force_login(world.officer)
    sent = {**filled_in(world.officer), "csrfmiddlewaretoken": "x" * 64}
    refused = client.post(NEW, sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert TITLE not in refused.content.decode()


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/demonstration/", "/accounts/password/reset/"])
@pytest.mark.parametrize("password", [PASSWORD, "three slow otters at dawn"])
def test_a_stale_token_on_a_page_of_signing_in_is_refused_before_the_page_is_asked(world, address, password):
    sent = {"login": world.officer.email, "password": password, "email": world.officer.email}
    client = Browser()
    refused = client.post(address, {**sent, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    assert refused.status_code == 403
    page = refused.content.decode()
    assert escape(typed.OLD_PAGE) in page
    assert f'<a class="nhsuk-link" href="{NEW}">Load the page again</a>' in page
    assert "grants posts" not in page
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_what_was_typed_can_be_copied_where_the_right_is_gone_meanwhile(world):
    client = sent_signed_out(world)
    held = world.posts["officer"]
    held.ends_at = world.now
    held.record(by=world.steward, at=world.now, why="Left the office")
    post(RoleCode.AUDITOR, world.ccg, world.officer)
    page = sign_in(client, world.officer).get(NEW).content.decode()
    assert TITLE in page
    assert "Webinar" in page
    assert "WEBINAR" not in page
    assert escape(typed.TO_COPY) in page
    assert "send it again" not in page


def test_passwords_are_never_kept_and_long_texts_are_said_to_be_lost(world):
    client = sent_signed_out(world, old_password="hush hush hush")
    assert "hush" not in str(dict(client.session))
    client = sign_in(sent_signed_out(world, audience="9" * (typed.MOST + 1)), world.officer)
    assert "99999" not in str(dict(client.session))
    page = client.get(NEW).content.decode()
    assert escape(typed.TOO_LONG) in page
    assert TITLE not in page


def test_votes_and_reports_of_breaches_are_never_kept(world, database_clock):
    ballot = ballots.opened(world, now=world.now)
    entry = ballots.entry_of(ballot, world.practices[0].code)
    address = f"/vote/{entry.pk}/"
    client = Browser()
    client.force_login(world.representative)
    sent = form_to(client.get(address).content.decode(), address).with_data({"question_1": "B", "confirm": "on"})
    del sent["csrfmiddlewaretoken"]  # the browser that sends it has its own
    fresh = Browser()
    answer = fresh.post(address, sent, headers=HERE)
    assert answer["Location"].startswith("/accounts/login/")
    assert fresh.session[typed.KEY][0]["typed"] == {}
    assert typed.SIGN_IN not in fresh.get("/accounts/login/").content.decode()
    world.representative.set_password(PASSWORD)
    world.representative.save()
    page = sign_in(fresh, world.representative).get(address, follow=True).content.decode()
    assert escape(typed.SECRET) in page


def test_a_private_form_that_was_recorded_is_not_called_unrecorded(world):
    address = "/ccgs/09W/registers/breaches/report/"
    told = {"kind": "OTHER", "report": "hush", "happened_on[day]": "1", "happened_on[month]": "9"}
    client = Browser()
    client.force_login(world.officer)
    form = form_to(client.get(address).content.decode(), address)
    del form.fields["csrfmiddlewaretoken"]
    sent = form.with_data({**told, "happened_on[year]": "2015"})
    assert client.post(address, sent).status_code == 302
    ended = Browser()
    assert ended.post(address, sent, headers=HERE)["Location"].startswith("/accounts/login/")
    page = sign_in(ended, world.officer).get(address, follow=True).content.decode()
    assert "You have already sent this form" in page
    assert "nothing was recorded" not in page


def test_a_button_waits_on_its_page(world):
    address, page = "/ccgs/09W/engagement/1/questions/template/", "/ccgs/09W/engagement/1/"
    client = Browser()
    client.force_login(world.officer)
    assert client.post(NEW, filled_in(world.officer)).status_code == 302
    form = form_to(client.get(page).content.decode(), address)
    del form.fields["csrfmiddlewaretoken"]
    ended = Browser()
    headers = {**HERE, "Referer": f"http://testserver{page}"}
    answer = ended.post(address, form.with_data({}), headers=headers)
    assert answer["Location"] == f"/accounts/login/?next={address}"
    back = sign_in(ended, world.officer).get(address)
    assert (back.status_code, back["Location"]) == (302, page)
    assert escape(typed.PRESS) in ended.get(page).content.decode()
    assert not EngagementEvent.objects.get().questions.exists()


def test_a_session_and_a_token_that_are_both_gone_lead_to_signing_in_with_everything_kept(world):
    client = Browser()
    sent = {**filled_in(world.officer), "csrfmiddlewaretoken": "x" * 64}
    answer = client.post(NEW, sent, headers=HERE)
    assert answer["Location"] == f"/accounts/login/?next={NEW}"
    assert TITLE in sign_in(client, world.officer).get(NEW).content.decode()
    assert not EngagementEvent.objects.exists()


def test_two_forms_sent_after_the_session_ended_are_both_there(world):
    other, words = "/ccgs/09W/ballots/new/", "Shall we take on delegated commissioning?"
    first, second = filled_in(world.officer), ballot_form(world.officer, other, words)
    client = Browser()
    client.post(NEW, first, headers=HERE)
    answer = client.post(other, second, headers=HERE)
    assert answer["Location"] == f"/accounts/login/?next={other}"
    page = sign_in(client, world.officer).get(other).content.decode()
    assert words in page
    assert typed.OTHER in page
    assert TITLE not in page
    page = client.get(NEW).content.decode()
    assert TITLE in page
    assert escape(typed.HERE) in page
    assert "other form" not in page
    assert client.session[typed.KEY] == []


def ballot_form(person, address, words):
    client = Browser()
    client.force_login(person)
    form = form_to(client.get(address).content.decode(), address)
    del form.fields["csrfmiddlewaretoken"]
    return form.with_data({"title": words})


def test_two_tabs_of_one_page_are_both_kept_and_a_page_sent_twice_is_kept_once(world):
    tabs = [{**filled_in(world.officer), "title": title} for title in ("The first tab", "The second tab")]
    client = Browser()
    for sent in (*tabs, {**tabs[1], "title": "The second tab, changed after Back"}):
        client.post(NEW, sent, headers=HERE)
    sign_in(client, world.officer)
    assert "The second tab, changed after Back" in client.get(NEW).content.decode()
    assert "The first tab" in client.get(NEW).content.decode()
    assert "tab" not in form_to(client.get(NEW).content.decode(), NEW).fields["title"][0]


def test_the_newest_ten_are_kept(world):
    sent = [{**filled_in(world.officer), "title": f"Number {number} of the tabs"} for number in range(12)]
    client = Browser()
    for one in sent:
        client.post(NEW, one, headers=HERE)
    sign_in(client, world.officer)
    shown = [form_to(client.get(NEW).content.decode(), NEW).fields["title"][0] for _ in range(11)]
    assert shown == [f"Number {number} of the tabs" for number in range(11, 1, -1)] + [""]


def test_what_somebody_else_typed_is_dropped_when_another_person_signs_in(world):
    client = sign_in(sent_signed_out(world), world.second_officer)
    client.get("/tasks/")
    assert TITLE not in str(dict(client.session))
