"""Pages of the engagement log."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocommission.shared.todo import tasks_of
from tests.factories.consultations import upload
from tests.factories.engagement import event
from votes.actions.engagement import add_engagement_paper, strike_event
from votes.actions.engagement_questions import add_question
from votes.models import EngagementEvent

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/engagement/"


@pytest.fixture
def officer(client, world):
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form(**over):
    return {
        "kind": "WEBINAR",
        "title": "Delegated commissioning webinar",
        "held_at[day]": "8",
        "held_at[month]": "7",
        "held_at[year]": "2015",
        "held_at[time]": "19:00",
        "audience": "All member practices",
        "notes": "",
        "ballot": "",
        "consultation": "",
        "on_public_page": "on",
        **over,
    }


def test_an_officer_logs_an_event_and_who_came(world, officer):
    made = officer.post(f"{BASE}new/", form())
    assert made.headers["Location"] == f"{BASE}1/"
    page = officer.get(f"{BASE}1/practices/").text
    assert "Amber Lane Surgery" in page
    assert "Fern Bank Surgery" not in page
    ticked = [practice.pk for practice in world.practices[:4]]
    assert officer.post(f"{BASE}1/practices/", {"practices": ticked}).status_code == 302
    page = officer.get(f"{BASE}1/").text
    assert "80.0% (4 of 5)" in page
    assert "Attendance: 4 of 5 member practices" in page
    assert "80.0% (4 of 5)" in officer.get(BASE).text
    assert "Elm Tree Practice" in officer.get(BASE).text  # not reached yet


def test_a_foreign_practice_cannot_be_posted(world, officer):
    event(world)
    page = officer.post(f"{BASE}1/practices/", {"practices": [world.other_practices[0].pk]})
    assert page.status_code == 400
    assert "There is a problem" in page.text


def test_questions_replies_template_and_papers(world, officer):
    event(world)
    asked = {"asked_by": "PRACTICE", "practice": world.practices[0].pk, "lmc": "", "text": "Who pays?", "reply": ""}
    assert officer.post(f"{BASE}1/questions/new/", asked).status_code == 302
    assert officer.post(f"{BASE}1/questions/1/reply/", {"reply": "NHS England."}).status_code == 302
    assert officer.get(f"{BASE}1/questions/9/reply/").status_code == 404
    assert officer.post(f"{BASE}1/questions/template/").status_code == 302
    assert officer.post(f"{BASE}1/papers/new/", {"title": "Slides", "file": upload("slides.txt")}).status_code == 302
    page = officer.get(f"{BASE}1/").text
    assert all(text in page for text in ("Who pays?", "NHS England.", "Which benefits", "Slides"))
    paper = EngagementEvent.objects.get().papers.get()
    assert "attachment" in officer.get(f"{BASE}1/papers/{paper.pk}/").headers["Content-Disposition"]
    assert officer.get(f"{BASE}1/papers/{paper.pk + 1}/").status_code == 404
    assert "Asked, no reply yet" in officer.get(f"{BASE}board-questions/").text


def test_an_edit_needs_a_reason_and_a_struck_entry_says_so(world, officer):
    event(world)
    assert "There is a problem" in officer.post(f"{BASE}1/edit/", form(reason="")).text
    assert officer.post(f"{BASE}1/edit/", form(title="The webinar", reason="Shorter")).status_code == 302
    assert officer.post(f"{BASE}1/strike/", {"reason": "Logged twice"}).status_code == 302
    assert "Struck out" in officer.get(f"{BASE}1/").text
    assert "This entry was struck out" in officer.get(f"{BASE}1/edit/").text


def test_the_public_sees_no_names_of_askers_and_nothing_that_is_not_for_it(world, now, client):
    shown = event(world, came=2)
    add_question(
        event=shown, asked_by="PRACTICE", practice=world.practices[4], text="Who pays?", by=world.officer, now=now
    )
    hidden = event(world, title="Board dinner", on_public_page=False)
    struck = event(world, title="Struck meeting")
    strike_event(event=struck, reason="Never held", by=world.officer, now=now)
    paper = add_engagement_paper(event=hidden, title="", file=upload(), by=world.officer, now=now)
    page = client.get(BASE).text
    assert shown.title in page
    assert "Board dinner" not in page
    assert "Struck meeting" not in page
    assert "Elm Tree Practice" not in page
    page = client.get(shown.url).text
    assert "A member practice" in page
    assert "Elm Tree Practice" not in page
    assert "History of this entry" not in page
    assert client.get(hidden.url).status_code == 404
    assert client.get(struck.url).status_code == 404
    assert client.get(f"{hidden.url}papers/{paper.pk}/").status_code == 404


def test_the_list_takes_the_same_statements_with_one_and_three(world, officer):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            event(world, came=2)
        officer.get(BASE)
        with CaptureQueriesContext(connection) as taken:
            assert officer.get(BASE).status_code == 200
        counts.append(len(taken))
    assert counts[0] == counts[1] <= 10


def test_questions_without_a_reply_are_tasks_of_the_officer(world, now):
    made = event(world)
    for text in ("Who pays?", "When?"):
        add_question(event=made, asked_by="LMC", text=text, by=world.officer, now=now)
    titles = [todo.title for todo in tasks_of(world.officer, [world.posts["officer"]], now)]
    assert [title for title in titles if made.title in title] == [
        "Reply to 2 questions: Delegated commissioning webinar"
    ]


def test_a_question_sent_twice_is_one_and_a_draft_ballot_is_no_link_for_the_public(world, officer, client, now):
    from tests.factories.votes import draft

    ballot = draft(world, now=now)
    officer.post("/ccgs/09W/engagement/new/", form(ballot=ballot.pk))
    event = EngagementEvent.objects.get()
    for _ in range(2):
        sent = {"asked_by": "PRACTICE", "text": "Who will chair?", "reply": ""}
        assert officer.post(f"{event.url}questions/new/", sent).status_code == 302
    assert event.questions.count() == 1
    assert ballot.url in officer.get(event.url).content.decode()
    client.logout()
    assert ballot.url not in client.get(event.url).content.decode()
