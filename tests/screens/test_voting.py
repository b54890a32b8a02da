"""What a representative sees and does: one page, one confirmation, a receipt; and how few statements it takes."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.votes import cast, entry_of, opened
from votes.models import VotingPaper

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot(world, now, database_clock):
    database_clock(now)
    return opened(world, now=now)


@pytest.fixture
def url(ballot):
    return f"/vote/{entry_of(ballot, 'G82001').pk}/"


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def paper_form(client, url, answer="C", **more):
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(url).content.decode())[1]
    return {"question_1": answer, "confirm": "on", "form_token": token} | more


def test_cast_change_and_receipt(client, world, url):
    sign_in(client, world.representative)
    page = client.get("/vote/").content.decode()
    assert "Amber Lane Surgery: Delegated commissioning" in page
    assert "Not voted" in page
    answer = client.post(url, paper_form(client, url), follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [(f"{url}receipt/", 302)]
    assert VotingPaper.objects.get().receipt in text
    assert "Model C: delegated commissioning" in text
    changed = client.post(url, paper_form(client, url, "ABSTAIN"), follow=True).content.decode()
    assert "This is vote 2 of your practice" in changed
    assert "Recorded" in client.get("/vote/").content.decode()


def test_the_same_form_twice_is_one_vote(client, world, url):
    sign_in(client, world.representative)
    form = paper_form(client, url)
    first, second = (client.post(url, form, follow=True).content.decode() for _ in range(2))
    assert VotingPaper.objects.count() == 1
    receipt = VotingPaper.objects.get().receipt
    assert receipt in first
    assert receipt in second
    other = client.post(url, form | {"question_1": "B"})
    assert other.status_code == 409
    assert "already sent with other answers" in other.content.decode()


def test_a_paper_without_answer_or_confirmation_says_so(client, world, url):
    sign_in(client, world.representative)
    text = client.post(url, {"form_token": str(uuid4())}).content.decode()
    assert "Select an answer to question 1, or Abstain if you have no view" in text
    assert "Tick the box to confirm" in text
    assert not VotingPaper.objects.exists()
    bad = client.post(url, {"form_token": "x", "question_1": "Z", "confirm": "on"})
    assert bad.status_code == 400


@pytest.mark.parametrize("who", ["other_representative", "foreign_representative", "officer", "lmc_reviewer", "nobody"])
def test_foreign_papers_do_not_exist(client, world, url, who):
    sign_in(client, getattr(world, who))
    assert client.get(url).status_code == 404
    assert client.post(url, {"question_1": "C", "confirm": "on", "form_token": str(uuid4())}).status_code == 404
    assert client.get(f"{url}receipt/").status_code == 404
    assert not VotingPaper.objects.exists()


def test_nobody_signed_in_is_sent_to_sign_in(client, url):
    assert client.get(url).status_code == 302
    assert client.post(url, {}).status_code == 302
    assert client.get("/vote/").status_code == 302


def test_late_is_refused_in_words(client, world, ballot, url, travel):
    sign_in(client, world.representative)
    form = paper_form(client, url)
    travel(ballot.closes_at - timedelta(seconds=1))
    sign_in(client, world.representative)
    assert client.post(url, form).status_code == 302
    travel(ballot.closes_at)
    sign_in(client, world.representative)
    late = client.post(url, form | {"form_token": str(uuid4())})
    assert late.status_code == 409
    assert "Voting closed" in late.content.decode()
    assert "You cannot vote now" in client.get(url).content.decode()
    assert "Recorded" in client.get(f"{url}receipt/").content.decode()


def test_casting_takes_at_most_twelve_statements(client, world, url, now, settings):
    sign_in(client, world.representative)
    form = paper_form(client, url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.post(url, form).status_code == 302
    texts = [query["sql"][:90] for query in seen]
    assert len(texts) <= 12, texts


def test_votes_of_somebody_elses_practice_are_not_listed(client, world, ballot, now):
    cast(world, ballot, "G82002", "B", now=now)
    sign_in(client, world.representative)
    page = client.get("/vote/").content.decode()
    assert "Birch Road" not in page
