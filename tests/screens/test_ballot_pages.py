"""A ballot in the browser's terms: from the draft to the published result, and what each reader sees on the way."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cocommission.shared.clock import london
from tests.factories.votes import cast, entry_of, opened, published, rules
from votes.actions.historic_results import note_historic_result
from votes.models import Ballot, VotingPaper
from votes.rules.facts import PublishedResultFacts
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db


def sign_in(client, who):
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def moment_fields(name, at):
    at = london(at)
    return {
        f"{name}[day]": at.day,
        f"{name}[month]": at.month,
        f"{name}[year]": at.year,
        f"{name}[time]": f"{at:%H:%M}",
    }


def page(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_from_the_draft_to_the_published_result(client, world, now, travel):
    travel(now)
    rules(world.ccg)
    sign_in(client, world.officer)
    url = client.post("/ccgs/09W/ballots/new/", {"title": "Delegated commissioning"}).url
    text = page(client, url)
    assert "What is missing before you can open" in text
    assert "Add at least one question." in text
    assert "Set when voting closes." in text
    refused = client.post(f"{url}open/")
    assert refused.status_code == 409
    assert "Set when voting closes." in refused.content.decode()
    client.post(
        f"{url}questions/new/",
        {"kind": "MODEL_CHOICE", "text": "Which model?", "models": ["B", "C"], "as_choice": "yes"},
    )
    client.post(f"{url}times/", moment_fields("closes_at", now + timedelta(days=14)))
    text = page(client, url)
    assert "Nothing is missing. The ballot can be opened." in text
    assert "Model C: delegated commissioning; None of these; Abstain" in text
    opened_page = client.post(f"{url}open/", follow=True).content.decode()
    assert "The ballot is open. Every representative has been told." in opened_page
    ballot = Ballot.objects.get()
    for code, option in (("G82001", "C"), ("G82002", "C"), ("G82003", "B")):
        cast(world, ballot, code, option, now=now)
    text = page(client, url)
    assert "60.0% (3 of 5) of the practices" in text
    assert "Turnout: 60.0% (3 of 5)</text>" in text
    assert "Turnout from opening to close" not in text  # only after the close
    assert "Model C: delegated commissioning" not in text  # who has voted, never how
    assert "There is no result until the ballot is closed and counted." in text

    later = travel(ballot.closes_at)
    sign_in(client, world.officer)
    client.post(f"{url}count/")
    assert "66.7% (2 of 3) of practices that voted (abstentions counted) chose Model C" in page(client, url)
    assert "Turnout from opening to close" in page(client, url)
    assert "Turnout by day" in page(client, url)
    client.logout()
    assert "66.7%" not in page(client, url)
    assert "Turnout" not in page(client, url)
    sign_in(client, world.audit_chair)
    assert client.post(f"{url}certify/", {}).status_code == 400  # the box is not ticked
    client.post(f"{url}certify/", {"confirm": "on", "note": "Checked"})
    sign_in(client, world.officer)
    client.post(f"{url}publish/")
    client.logout()
    text = page(client, url)
    for words in (
        "Carried",
        "66.7% (2 of 3)",
        "This one counts",
        "40.0% (2 of 5)",
        "(clause 4.3)",
        "Any other question needs more than half of the votes cast.",
        "Arthur Audit",
        '<title id="result-picture-1-title">Answers and turnout</title>',
        "3 practices voted</text>",
        "2 needed</text>",
        "5 practices on the roll</text>",
        ballot.ballot_hash,
    ):
        assert words in text
    assert Ballot.objects.get().published_at == later
    assert "Carried" not in page(client, "/ccgs/09W/ballots/")


def test_no_percentage_stands_without_its_numbers(client, world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    cast(world, ballot, "G82001", "C", now=now)
    later = database_clock(ballot.closes_at)
    published(world, ballot, now=later)
    text = re.sub(r"<[^>]+>", " ", page(client, ballot.url))
    shares = re.findall(r"\d+(?:\.\d+)?%(.{0,20})", text)
    bare = [rest for rest in shares if not re.match(r"\s*\([\d,]+ of [\d,]+\)", rest) and "or more" not in rest]
    assert bare == []


def test_weights_and_heads_stand_apart(client, world, now, database_clock):
    from dataclasses import replace

    from ccgs.terms.voting import WeightKind
    from tests.factories.votes import NO_NOTICE

    database_clock(now)
    ballot = opened(world, now=now, constitution=rules(world.ccg, replace(NO_NOTICE, weight_kind=WeightKind.LIST_SIZE)))
    cast(world, ballot, "G82001", "C", now=now)
    cast(world, ballot, "G82002", "B", now=now)
    later = database_clock(ballot.closes_at)
    published(world, ballot, now=later)
    text = page(client, ballot.url)
    assert "60.0% (12,000 of 20,000)" in text
    assert "50.0% (1 of 2)" in text
    assert "the totals may show how a single practice voted" in text
    roll = page(client, f"{ballot.url}roll/")
    assert "12,000" in roll
    assert "31,999" in roll


def test_the_verifier_page_says_why_the_returning_officer_cannot(client, world, now, database_clock):
    from ccgs.terms import RoleCode
    from tests.factories.ccgs_people import post
    from votes.actions.ballot_counting import count_ballot

    database_clock(now)
    post(RoleCode.LAY_MEMBER, world.ccg, world.officer)
    ballot = opened(world, now=now)
    later = database_clock(ballot.closes_at)
    count_ballot(ballot=ballot, by=world.second_officer, now=later)
    sign_in(client, world.officer)
    answer = client.post(f"{ballot.url}certify/", {"confirm": "on"})
    assert answer.status_code == 403
    assert "You are the returning officer" in page(client, f"{ballot.url}certify/")


def test_assisted_entry_and_confirmation(client, world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    entry = entry_of(ballot, "G82003")
    sign_in(client, world.officer)
    assert "Copper Hill Practice" in page(client, f"{ballot.url}assisted/")
    form_page = page(client, f"{ballot.url}assisted/{entry.pk}/")
    token = re.search(r'name="form_token" value="([^"]+)"', form_page)[1]
    client.post(
        f"{ballot.url}assisted/{entry.pk}/",
        {
            "method": "MEETING",
            "evidence": "Minute 7",
            "given_by": world.representatives["G82003"].pk,
            "question_1": "B",
            "form_token": token,
        },
    )
    assert not VotingPaper.objects.exists()
    url = re.search(r'href="([^"]+/confirm/)"', page(client, ballot.url))[1]
    assert "You entered this vote, so another person must confirm it." in page(client, url)
    assert client.post(url).status_code == 403
    sign_in(client, world.audit_chair)
    assert "Minute 7" in page(client, url)
    client.post(url)
    assert VotingPaper.objects.get().confirmed_by == world.audit_chair


def test_tasks_are_only_what_can_be_done_now(client, world, now, travel):
    travel(now)
    ballot = opened(world, now=now)
    sign_in(client, world.representative)
    assert "Vote for Amber Lane Surgery" in page(client, "/tasks/")
    cast(world, ballot, "G82001", "C", now=now)
    assert "Vote for Amber Lane Surgery" not in page(client, "/tasks/")
    travel(ballot.closes_at)
    sign_in(client, world.other_representative)
    assert "Vote for Birch Road" not in page(client, "/tasks/")
    sign_in(client, world.officer)
    assert "Count: Delegated commissioning" in page(client, "/tasks/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_statements_for_one_and_three(client, world, now, database_clock, rows):
    database_clock(now)
    for _ in range(rows):
        opened(world, now=now)
    with CaptureQueriesContext(connection) as seen:
        page(client, "/ccgs/09W/ballots/")
    assert len(seen) <= 6


def test_results_as_published_are_marked(client, world, now):
    note_historic_result(
        ccg=world.ccg,
        facts=PublishedResultFacts(
            held_on=now.date() - timedelta(days=77),
            question="Changes to the constitution",
            kind=QuestionKind.CONSTITUTION_CHANGE,
            turnout_text="95%",
            support_text="93.5%",
            outcome="CARRIED",
            source="Health and Wellbeing Board, 15 September 2015",
        ),
        by=world.officer,
        now=now,
    )
    text = page(client, "/ccgs/09W/ballots/")
    for words in ("As published", "95%", "93.5%", "Health and Wellbeing Board", "cannot be checked or counted again"):
        assert words in text
