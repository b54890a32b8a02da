"""Pages of breaches: the public quarter page, the report of anybody, the Guardian's work."""

from ipaddress import ip_network

import pytest
from django.core.cache import cache
from django.utils.html import escape

from cocommission.shared.forms.numbers import new_number
from cocommission.shared.models import Entry, Message
from cocommission.shared.views import typed
from conflicts.models import Breach
from tests.browser import Browser
from tests.factories.breaches import concluded, finding, guardian, published, report

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/breaches/"
REPORT = {
    "kind": "NOT_MANAGED",
    "happened_on[day]": "28",
    "happened_on[month]": "9",
    "happened_on[year]": "2015",
    "report": "She stayed in the room.",
}


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    cache.clear()
    return world


def signed_in(person):
    client = Browser()
    client.force_login(person)
    return client


def text(response):
    return response.content.decode()


def test_bre_02_the_public_page_says_none_for_a_quarter_without_a_breach(world, client):
    page = client.get(HOME)
    assert page.status_code == 200
    assert "1 October 2015 to 31 December 2015, so far" in text(page)
    assert "No breach was published for this quarter." in text(page)


def test_bre_01_the_public_page_has_neither_reporter_nor_findings(world, client):
    published(world, reporter_name="Percy Public", report="Gordon Doctor stayed.")
    concluded(world, report="Not public yet")
    page = text(client.get(HOME))
    assert "A member stayed for the item." in page
    for hidden in ("Percy", "Gordon", "Not public yet", "Ask at each item", "Lionel"):
        assert hidden not in page


def test_anybody_reports_without_signing_in_and_twice_is_once(world, client):
    data = REPORT | {"form_token": new_number(None), "reporter_name": "Percy Public"}
    for _ in range(2):
        assert client.post(f"{HOME}report/", data).url == f"{HOME}reported/"
    made = Breach.objects.get()
    assert (made.reporter_name, made.reported_by) == ("Percy Public", None)
    assert "told now" in text(client.get(f"{HOME}reported/"))
    assert "Percy" not in Entry.objects.get(subject=made.subject).body


def test_a_report_of_somebody_who_was_signed_out_meanwhile_does_not_become_anonymous(world, client):
    data = REPORT | {"form_token": new_number(world.officer.pk)}
    answer = client.post(f"{HOME}report/", data, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.url.startswith("/accounts/login/")
    assert not Breach.objects.exists()
    assert REPORT["report"] not in str(dict(client.session))
    client.force_login(world.officer)
    assert escape(typed.SECRET) in client.get(f"{HOME}report/").content.decode()


def test_a_report_without_words_says_so_at_the_field(world, client):
    page = client.post(
        f"{HOME}report/", REPORT | {"report": "", "happened_on[year]": "2016", "form_token": new_number(None)}
    )
    assert page.status_code == 400
    assert "id_report" in text(page)


def test_many_reports_from_one_address_are_stopped_with_plain_words(world, client):
    for _ in range(5):
        assert client.post(f"{HOME}report/", REPORT | {"form_token": new_number(None)}).status_code == 302
    page = client.post(f"{HOME}report/", REPORT | {"form_token": new_number(None)})
    assert page.status_code == 429
    assert "Too many reports came in" in text(page)
    assert Breach.objects.count() == 5


def test_reports_are_counted_by_the_address_behind_a_trusted_proxy(world, client, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.0/8")]

    def send(address):
        data = REPORT | {"form_token": new_number(None)}
        return client.post(f"{HOME}report/", data, headers={"x-forwarded-for": address}).status_code

    assert [send("192.0.2.7") for _ in range(6)] == [302] * 5 + [429]
    assert send("192.0.2.8") == 302


def test_the_reporter_sees_what_became_of_it_and_nobody_else_does(world):
    made = report(world, by=world.gp_member)
    page = signed_in(world.gp_member).get(made.url)
    assert "Reported by" not in text(page)
    assert page.status_code == 200
    assert signed_in(world.officer).get(made.url).status_code == 404
    assert Browser().get(made.url).status_code == 302


def test_who_it_is_about_sees_nothing_even_as_the_guardian(world):
    made = finding(world, person=world.guardian)
    assert signed_in(world.guardian).get(made.url).status_code == 404
    assert made.url not in text(signed_in(world.guardian).get(HOME))


def test_the_guardian_works_a_breach_on_the_pages(world):
    made = finding(world)
    client = signed_in(world.guardian)
    assert "Take it up" in text(client.get(made.url))
    assert client.post(f"{made.url}take-up/").status_code == 302
    assert client.post(f"{made.url}investigator/", {"investigator": world.lay_member.pk}).status_code == 302
    words = {"findings": "He stayed.", "learning": "Ask.", "actions": "The chair asks."}
    assert signed_in(world.lay_member).post(f"{made.url}findings/", words).status_code == 302
    assert client.post(f"{made.url}conclude/").status_code == 302
    assert client.post(f"{made.url}england/").status_code == 302
    refused = client.post(f"{made.url}publish/", {"public_text": "Gordon Doctor stayed."})
    assert "The text names Gordon Doctor" in text(refused)
    assert client.post(f"{made.url}publish/", {"public_text": "A GP stayed."}).status_code == 302
    assert "A GP stayed." in text(Browser().get(HOME))


def test_the_history_of_a_breach_is_for_the_guardian(world):
    made = report(world, by=world.gp_member)
    history = f"/ccgs/09W/history/conflicts.breach/{made.pk}/"
    assert signed_in(world.officer).get(history).status_code == 403
    assert signed_in(world.guardian).get(history).status_code == 200
    mine = finding(world, person=world.guardian)
    assert signed_in(world.guardian).get(f"/ccgs/09W/history/conflicts.breach/{mine.pk}/").status_code == 404


def test_the_page_asks_the_same_number_of_questions_for_many_breaches(world, django_assert_max_num_queries):
    client = signed_in(world.guardian)
    published(world)
    with django_assert_max_num_queries(100) as few:
        client.get(HOME)
    for _ in range(2):
        published(world)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(HOME)


def test_a_report_about_the_guardian_goes_past_the_guardian(world, client):
    guard = guardian(world)
    data = REPORT | {"form_token": new_number(None), "about_guardian": "on"}
    assert client.post(f"{HOME}report/", data).status_code == 302
    made = Breach.objects.get()
    assert made.person == guard
    assert signed_in(guard).get(made.url).status_code == 404
    told = Message.objects.filter(key__startswith=f"breach:{made.pk}:reported")
    assert [message.to_person for message in told] == [world.audit_chair]
    assert "Appoint another Guardian" in told.get().text
