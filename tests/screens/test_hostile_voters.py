"""Votes by people who may not, at times when nobody may, and results before their time (VOT-10 to VOT-13)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ccgs.actions.posts import revoke_post
from ccgs.terms.roles import RoleCode
from tests.factories.ccgs_people import person, post
from tests.factories.votes import cast, draft, entry_of, opened
from votes.models import VotingPaper

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot(world, now, travel):
    travel(now)
    return opened(world, now=now)


def paper(**more):
    return {"question_1": "C", "confirm": "on", "form_token": str(uuid4())} | more


def vote(client, who, ballot, code="G82001"):
    client.force_login(who)
    return client.post(f"/vote/{entry_of(ballot, code).pk}/", paper())


def test_a_post_that_ended_a_second_ago_votes_no_more_and_its_session_is_over(client, world, ballot, now, travel):
    client.force_login(world.representative)
    later = travel(now + timedelta(minutes=1))
    revoke_post(post=world.posts["representative"], reason="Has left", by=world.officer, now=later)
    travel(later + timedelta(seconds=1))
    answer = client.post(f"/vote/{entry_of(ballot, 'G82001').pk}/", paper())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert not VotingPaper.objects.exists()


def test_a_deputy_votes_and_a_deputy_whose_time_is_over_does_not(client, world, ballot, now):
    first, last = person("Dora Deputy"), person("Dan Deputy")
    practice = entry_of(ballot, "G82001").practice
    post(RoleCode.DEPUTY, practice, last, ends_at=now)
    assert vote(client, last, ballot).status_code == 404
    post(RoleCode.DEPUTY, practice, first, starts_at=now)
    assert vote(client, first, ballot).status_code == 302
    assert VotingPaper.objects.get().cast_by_id == first.pk
    assert vote(client, first, ballot, "G82002").status_code == 404


def test_nobody_votes_before_the_voting_opens_or_after_it_has_closed(client, world, ballot, travel):
    for moment, words in (
        (ballot.opens_at - timedelta(seconds=1), "has not begun"),
        (ballot.closes_at, "closed"),
        (ballot.closes_at + timedelta(days=30), "closed"),
    ):
        travel(moment)
        answer = vote(client, world.representative, ballot)
        assert answer.status_code == 409
        assert words in answer.content.decode()
    assert not VotingPaper.objects.exists()


PAGES = ("", "roll/", "tally.json", "certificate/", "count/", "certify/", "publish/")


@pytest.mark.parametrize("who", ["officer", "second_officer", "representative", "regional_officer", "nobody", None])
def test_no_page_of_an_open_ballot_says_how_a_practice_voted(client, world, ballot, now, who):
    receipt = cast(world, ballot, "G82002", "ABSTAIN", now=now).receipt
    if who:
        client.force_login(world.people[who])
    for page in PAGES:
        answer = client.get(f"{ballot.url}{page}")
        text = answer.content.decode()
        assert receipt not in text, page
        assert '"ABSTAIN": 1' not in text, page
        assert answer.status_code < 500
    assert client.get(f"{ballot.url}tally.json").status_code in (302, 403, 404, 409)
    assert client.get(f"{ballot.url}certificate/").status_code in (302, 403, 404, 409)


def test_drafts_and_their_forms_are_nobody_elses(client, world, now, travel):
    travel(now)
    row = draft(world, now=now)
    for who in ("representative", "other_officer", "foreign_representative", "nobody"):
        client.force_login(world.people[who])
        for page in ("", "about/", "open/", "rule/", "discard/"):
            assert client.get(f"{row.url}{page}").status_code in (403, 404, 405), (who, page)
            assert client.post(f"{row.url}{page}", {}).status_code in (403, 404, 405), (who, page)
    client.force_login(world.other_officer)
    assert client.get(row.url.replace("/09W/", "/09J/")).status_code == 404
