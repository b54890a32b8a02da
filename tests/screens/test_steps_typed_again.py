"""A form of several pages loses nothing when the session ends before one of them is sent, nor the pages before it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils.html import escape

from cocommission.shared.forms.carried import CARRIED
from cocommission.shared.views import typed
from conflicts.models import Interest
from tests.browser import Browser
from tests.factories.consultations import opened
from tests.factories.interests import declarant
from tests.forms import form_to
from votes.models import ConsultationAnswer
from votes.views.lmc_answers import ANSWERED

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}
MINE = "/ccgs/09W/registers/declare/"
WORDS = "Works there as a manager"
STALE_TOKEN = "x" * 64


def on(name, day):
    return {f"{name}[day]": str(day.day), f"{name}[month]": str(day.month), f"{name}[year]": str(day.year)}


def declaration_pages(now):
    """Every page that a declaration can have."""
    day = now.date()
    typed_body = {"body_name": "Birch Care Limited", "body_kind": "COMPANY", "body_company_number": "01234567"}
    return {
        "type": {"kind": "INDIRECT"},
        "relationship": {"relationship": "SPOUSE", "relationship_words": "My husband"},
        "organisation": {"body": "typed"},
        "new-organisation": typed_body,
        "details": {
            "capacity": "EMPLOYEE",
            "description": WORDS,
            **on("arose_on", day - timedelta(days=90)),
            **on("aware_on", day - timedelta(days=60)),
            "consent": "no",
            "consent_reason": "He asks not to be named",
        },
        "late": {"late_reason": "I forgot"},
        "check": {},
    }


ANSWER_PAGES = {
    "consulted": {"consulted_properly": "no", "consulted_text": "The budget was missing"},
    "opinion": {"opinion": "OBJECT", "opinion_text": "The budget is too small"},
    "comments": {"comments": "We ask for a meeting"},
    "check": {},
}
DECLARATION = tuple(declaration_pages(datetime(2015, 6, 1, tzinfo=UTC)))


@pytest.fixture
def world(world, database_clock):
    database_clock(world.now)
    return world


def signed_out(client):
    assert client.post("/accounts/logout/").status_code == 302


def row_gone(client):
    Session.objects.all().delete()


def browser_of(person):
    client = Browser()
    client.force_login(person)
    return client


def drawn(client, address):
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code} {page.get('Location')}"
    return form_to(page.content.decode(), address)


def send(client, base, pages):
    """Each page as it is drawn, filled in and sent."""
    for name, data in pages.items():
        address = f"{base}{name}/"
        answer = client.post(address, drawn(client, address).with_data(data), headers=HERE)
        assert answer.status_code == 302, f"{address}: {answer.content.decode()}"


def before(pages, step):
    names = list(pages)
    return {name: pages[name] for name in names[: names.index(step)]}


def after(pages, step):
    names = list(pages)
    return {name: pages[name] for name in names[names.index(step) + 1 :]}


def assert_holds(form, data, where):
    assert form is not None, f"{where}: no form"
    assert {name: form.fields.get(name) for name in data} == {name: [value] for name, value in data.items()}, where


def session_ends_at(client, person, base, pages, step, ending):
    """Fills in the pages up to this one, sends this one after the session ended, signs in, and goes on to the end."""
    address = f"{base}{step}/"
    send(client, base, before(pages, step))
    sent = drawn(client, address).with_data(pages[step])
    ending(client)
    answer = client.post(address, sent, headers={**HERE, "Referer": f"http://testserver{address}"})
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")
    client.force_login(person)
    page = client.get(address)
    assert (page.status_code, page.get("Location")) == (200, None)
    assert escape(typed.HERE) in page.content.decode()
    assert escape(typed.PRESS) not in page.content.decode()
    form = form_to(page.content.decode(), address)
    assert_holds(form, pages[step], step)
    for name, data in before(pages, step).items():
        assert_holds(drawn(client, f"{base}{name}/"), data, f"{step}, back to {name}")
    answer = client.post(address, form.with_data({}), headers=HERE)
    assert answer.status_code == 302
    send(client, base, after(pages, step))


@pytest.mark.parametrize("ending", [signed_out, row_gone])
@pytest.mark.parametrize("step", DECLARATION)
def test_a_declaration_is_there_with_all_its_pages(world, step, ending):
    declarant(world, world.gp_member)
    pages = declaration_pages(world.now)
    session_ends_at(browser_of(world.gp_member), world.gp_member, MINE, pages, step, ending)
    made = Interest.objects.get()
    assert (made.relationship_words, made.body.name, made.description) == ("My husband", "Birch Care Limited", WORDS)
    assert (made.late_reason, made.consent_reason) == ("I forgot", "He asks not to be named")


@pytest.mark.parametrize("ending", [signed_out, row_gone])
@pytest.mark.parametrize("step", ANSWER_PAGES)
def test_the_answer_of_the_lmc_is_there_with_all_its_pages(world, step, ending):
    base = f"{opened(world).lmc_url}answer/"
    session_ends_at(browser_of(world.lmc_reviewer), world.lmc_reviewer, base, ANSWER_PAGES, step, ending)
    made = ConsultationAnswer.objects.get()
    assert (made.consulted_properly, made.consulted_text) == (False, "The budget was missing")
    assert (made.opinion, made.opinion_text) == ("OBJECT", "The budget is too small")
    assert made.comments == "We ask for a meeting"


def carried_by(person, base, pages):
    """What the page after these carries."""
    client = browser_of(person)
    send(client, base, pages)
    return drawn(client, f"{base}details/").fields[CARRIED][0]


@pytest.mark.parametrize("change", ["another form", "somebody else", "forged", "nonsense"])
def test_what_a_page_carries_is_taken_for_its_person_and_form_alone(world, change):
    person = world.officer
    rows = [declarant(world, one) for one in (world.gp_member, world.second_officer, person)]
    bases = [f"/ccgs/09W/registers/declarants/{row.pk}/declare/" for row in rows]
    pages = before(declaration_pages(world.now), "details")
    signed = {
        "another form": lambda: carried_by(person, bases[1], pages),
        "somebody else": lambda: carried_by(world.second_officer, bases[0], pages),
        "forged": lambda: carried_by(person, bases[0], pages)[::-1],
        "nonsense": lambda: "x",
    }[change]()
    client, address = browser_of(person), f"{bases[0]}details/"
    sent = drawn(client, address).with_data({**declaration_pages(world.now)["details"], CARRIED: signed})
    held = client.post(address, {**sent, "csrfmiddlewaretoken": STALE_TOKEN}, headers=HERE)
    assert held.status_code == 403
    form = form_to(held.content.decode(), address)
    assert client.post(address, form.with_data({}), headers=HERE).status_code == 302
    kept = client.session[f"declare-{world.ccg.pk}-{world.gp_member.pk}"]
    assert kept["description"] == WORDS
    assert not {"kind", "body", "relationship_words"} & set(kept), "only this page's answers are kept"


def test_what_was_answered_since_counts_more_than_what_an_older_page_carries(world):
    declarant(world, world.gp_member)
    client, pages = browser_of(world.gp_member), declaration_pages(world.now)
    send(client, MINE, before(pages, "details"))
    older = drawn(client, f"{MINE}details/")
    send(client, MINE, {"relationship": {"relationship": "RELATIVE", "relationship_words": "My mother"}})
    assert client.post(f"{MINE}details/", older.with_data(pages["details"]), headers=HERE).status_code == 302
    assert drawn(client, f"{MINE}relationship/").fields["relationship_words"] == ["My mother"]


def session_of(client, world):
    return client.session.get(f"declare-{world.ccg.pk}-{world.gp_member.pk}")


def test_a_declaration_that_is_recorded_is_not_recorded_again_from_another_tab(world):
    declarant(world, world.gp_member)
    client, address = browser_of(world.gp_member), f"{MINE}check/"
    send(client, MINE, before(declaration_pages(world.now), "check"))
    tabs = [drawn(client, address) for _ in range(2)]
    for tab in tabs:
        answer = client.post(address, tab.with_data({}), headers=HERE)
    assert Interest.objects.count() == 1
    assert answer["Location"] == f"{MINE}type/"


@pytest.mark.parametrize("stale", [False, True])
def test_an_old_page_adds_none_of_its_answers_to_those_of_a_new_declaration(world, stale):
    declarant(world, world.gp_member)
    client, pages = browser_of(world.gp_member), declaration_pages(world.now)
    send(client, MINE, before(pages, "details"))
    older = drawn(client, f"{MINE}details/").with_data(pages["details"])
    client.get(f"{MINE}type/?new=1")
    send(client, MINE, {"type": {"kind": "FINANCIAL"}, "organisation": {"body": "none"}})
    token = {"csrfmiddlewaretoken": STALE_TOKEN} if stale else {}
    client.post(f"{MINE}details/", {**older, **token}, headers=HERE)
    kept = session_of(client, world)
    assert (kept["kind"], kept["body"]) == ("FINANCIAL", "none")
    assert "relationship_words" not in kept
    assert "body_name" not in kept


@pytest.mark.parametrize("sender", ["own other tab", "colleague"])
def test_an_answer_of_the_lmc_is_not_sent_over_one_that_came_after_its_page(world, sender):
    base = f"{opened(world).lmc_url}answer/"
    client, colleague = browser_of(world.lmc_reviewer), browser_of(world.lmc_reviewer)
    send(client, base, before(ANSWER_PAGES, "check"))
    older = drawn(client, f"{base}check/")
    if sender == "colleague":
        send(colleague, base, ANSWER_PAGES)
    else:
        send(client, base, {"check": {}})
    refused = client.post(f"{base}check/", older.with_data({}), headers=HERE)
    assert refused.status_code == 409
    assert escape(ANSWERED) in refused.content.decode()
    assert ConsultationAnswer.objects.count() == 1
    again = form_to(refused.content.decode(), f"{base}check/").with_data({})
    assert client.post(f"{base}check/", again, headers=HERE).status_code == 302
    assert ConsultationAnswer.objects.count() == 2


def test_answers_that_can_be_sent_no_more_can_be_copied_with_those_of_the_pages_before(world):
    row = declarant(world, world.gp_member)
    client, pages = browser_of(world.gp_member), declaration_pages(world.now)
    send(client, MINE, before(pages, "details"))
    sent = drawn(client, f"{MINE}details/").with_data(pages["details"])
    signed_out(client)
    client.post(f"{MINE}details/", sent, headers=HERE)
    row.ends_at = world.now
    row.record(by=world.officer, at=world.now, why="Left")
    client.force_login(world.gp_member)
    page = client.get(f"{MINE}details/").content.decode()
    assert escape(typed.TO_COPY) in page
    for words in ("My husband", "Birch Care Limited", WORDS, str(world.now.year)):
        assert words in page
    assert sent[CARRIED] not in page


def test_a_page_that_carries_nothing_is_not_said_to_have_a_button(world):
    declarant(world, world.gp_member)
    client, address = browser_of(world.gp_member), f"{MINE}relationship/"
    send(client, MINE, before(declaration_pages(world.now), "relationship"))
    sent = drawn(client, address).with_data({"relationship": "SPOUSE", "relationship_words": "My husband"})
    del sent[CARRIED]  # as of a page from before they were carried
    signed_out(client)
    client.post(address, sent, headers={**HERE, "Referer": f"http://testserver{address}"})
    client.force_login(world.gp_member)
    page = client.get(address, follow=True).content.decode()
    assert escape(typed.AT_ITS_PAGE) in page
    assert escape(typed.PRESS) not in page
    assert "My husband" in page
