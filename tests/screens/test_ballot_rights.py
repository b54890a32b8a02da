"""What a practice can do with a ballot is on its page; what is over or sent twice is said and changes nothing."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from ccgs.terms import RoleCode
from ccgs.terms.voting import WeightKind
from cocommission.shared.models import Message
from tests.factories.ccgs_people import post
from tests.factories.engagement import event
from tests.factories.votes import NO_NOTICE, cast, draft, entry_of, opened, published, rules
from votes.actions.ballot_assisted import confirm_assisted, enter_assisted
from votes.actions.ballot_changes import correct_roll
from votes.actions.ballot_counting import count_ballot
from votes.actions.ballot_disputes import challenge_ballot, void_ballot
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import draft_re_ballot, join_group
from votes.models import Ballot, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot(world, now, travel):
    travel(now)
    return opened(world, now=now)


def page(client, who, url):
    client.force_login(who) if who else client.logout()
    return unescape(client.get(url).content.decode())


def press(client, who, url, **data):
    client.force_login(who)
    answer = client.post(url, data)
    return answer.status_code, unescape(answer.content.decode())


def test_a_representative_finds_vote_receipt_and_challenge_on_the_page_of_the_ballot(
    client, world, ballot, now, travel
):
    url = f"/vote/{entry_of(ballot, 'G82001').pk}/"
    assert f'href="{url}"' in page(client, world.representative, ballot.url)
    cast(world, ballot, "G82001", "C", now=now)
    text = page(client, world.deputy, ballot.url)
    assert ("Change the vote of Amber Lane Surgery" in text, f'href="{url}receipt/"' in text) == (True, True)
    assert "Amber Lane Surgery" not in page(client, world.other_representative, ballot.url)
    published(world, ballot, now=travel(ballot.closes_at))
    assert f'href="{ballot.url}challenge/"' in page(client, world.representative, ballot.url)
    for who in (None, world.foreign_representative, world.gp_member):
        assert "challenge/" not in page(client, who, ballot.url)


def test_a_practice_is_told_when_its_line_on_the_roll_is_corrected(client, world, now, travel):
    travel(now)
    ballot = opened(world, now=now, constitution=rules(world.ccg, replace(NO_NOTICE, weight_kind=WeightKind.LIST_SIZE)))
    practice = entry_of(ballot, "G82001").practice
    known = {message.pk for message in Message.objects.all()}
    correct_roll(
        ballot=ballot, practice=practice, kind="REWEIGHTED", weight=3, reason="Two sites", by=world.officer, now=now
    )
    correct_roll(ballot=ballot, practice=practice, kind="STRUCK", reason="Has closed", by=world.officer, now=now)
    told = Message.objects.exclude(pk__in=known).order_by("pk")
    assert {message.to_person for message in told} == {world.representative, world.deputy}
    texts = [message.text for message in told]
    assert sum("now has 3 votes instead of 12,000" in text and "Two sites" in text for text in texts) == 2
    assert sum("struck off the roll" in text and "Has closed" in text for text in texts) == 2
    text = page(client, world.representative, "/vote/")
    assert ("Your practice was struck off the roll" in text, "Voting closed" in text) == (True, False)


def test_a_vote_that_is_recorded_is_not_said_to_be_lost_after_the_close(client, world, ballot, now, travel):
    cast(world, ballot, "G82001", "C", now=now)
    url = f"/vote/{entry_of(ballot, 'G82001').pk}/"
    travel(ballot.closes_at)
    text = page(client, world.representative, url)
    assert ("Voting closed" in text, "not recorded" in text, "You can change it" in text) == (True, False, False)
    late = press(client, world.representative, url, question_1="B", confirm="on", form_token=str(uuid4()))
    assert (late[0], "This vote was not recorded." in late[1]) == (409, True)


def test_the_page_of_a_void_ballot_does_not_say_that_voting_closed(client, world, ballot, now):
    void_ballot(ballot=ballot, reason="Wrong roll", by=world.officer, now=now)
    text = page(client, world.representative, f"/vote/{entry_of(ballot, 'G82001').pk}/")
    assert ("declared void" in text, "Voting closed" in text) == (True, False)


def test_who_goes_back_and_changes_the_vote_sends_the_next_page_and_is_through(client, world, ballot):
    url = f"/vote/{entry_of(ballot, 'G82001').pk}/"
    sent = {"question_1": "C", "confirm": "on", "form_token": str(uuid4())}
    assert press(client, world.representative, url, **sent)[0] == 302
    status, text = press(client, world.representative, url, **sent | {"question_1": "B"})
    assert (status, Vote.objects.get().option) == (409, "C")
    token = re.search(r'name="form_token" value="([^"]+)"', text)[1]
    assert press(client, world.representative, url, **sent | {"question_1": "B", "form_token": token})[0] == 302
    assert list(Vote.objects.order_by("pk").values_list("option", flat=True)) == ["C", "B"]


def test_a_form_with_errors_names_the_practice_and_the_receipt_leads_to_the_next_one(client, world, ballot, now):
    second = entry_of(ballot, "G82002")
    post(RoleCode.REPRESENTATIVE, second.practice, world.representative)
    url = f"/vote/{entry_of(ballot, 'G82001').pk}/"
    status, text = press(client, world.representative, url, form_token=str(uuid4()))
    assert (status, "I confirm that this is the vote of Amber Lane Surgery" in text) == (400, True)
    cast(world, ballot, "G82001", "C", now=now)
    text = page(client, world.representative, f"{url}receipt/")
    assert ("Vote for Birch Road Surgery" in text, f'href="/vote/{second.pk}/"' in text) == (True, True)
    assert "Vote for Amber" not in text


def test_the_verifier_reads_what_is_to_be_certified(client, world, ballot, now, travel):
    cast(world, ballot, "G82001", "C", now=now)
    later = travel(ballot.closes_at)
    url = f"{ballot.url}certify/"
    assert "What was counted" not in page(client, world.lay_member, url)
    count_ballot(ballot=ballot, by=world.officer, now=later)
    text = page(client, world.lay_member, url)
    for words in ("What was counted", "100.0% (1 of 1)", "20.0% (1 of 5) of the practices voted", world.officer.name):
        assert words in text


def test_a_challenged_ballot_is_not_counted_again(client, world, ballot, travel):
    later = travel(ballot.closes_at)
    published(world, ballot, now=later)
    challenge_ballot(ballot=ballot, reason="No notice", by=world.representative, now=later)
    for act in ("count", "publish"):
        assert press(client, world.officer, f"{ballot.url}{act}/")[0] == 409
    assert press(client, world.audit_chair, f"{ballot.url}certify/", confirm="on")[0] == 409
    assert Ballot.objects.get().state == "CHALLENGED"


def test_pages_of_a_draft_say_that_the_ballot_was_opened_meanwhile(client, world, now, travel):
    travel(now)
    ballot = draft(world, now=now)
    open_ballot(ballot=ballot, by=world.officer, now=now)
    for where in ("about", "times", "rule", "unrepresented", "together", "questions/new", "questions/1", "discard"):
        status, text = press(client, world.officer, f"{ballot.url}{where}/", title="Another title")
        assert (where, status, "only before it is opened" in text) == (where, 409, True)
        text = page(client, world.officer, f"{ballot.url}{where}/")
        assert (where, "only before it is opened" in text, f'href="{ballot.url}"' in text) == (where, True, True)
    assert Ballot.objects.get().title == ballot.title


def test_an_entry_that_nobody_has_to_confirm_shows_no_answers(client, world, ballot, now):
    entry = enter_assisted(
        roll_entry=entry_of(ballot, "G82003"), method="PAPER", evidence="Ballot file", choices={1: "C"}, now=now,
        given_by=world.representatives["G82003"], form_token=uuid4(), by=world.officer,
    )  # fmt: skip
    url = f"{ballot.url}assisted/{entry.pk}/confirm/"
    assert "Model C" in page(client, world.lay_member, url)
    confirm_assisted(entry=entry, by=world.lay_member, now=now)
    for who in (world.officer, world.second_officer, world.lay_member, world.lmc_reviewer):
        text = page(client, who, url)
        assert ("Model C" in text, "the vote of the practice is not shown" in text) == (False, True)


def test_a_re_ballot_is_drafted_once_and_what_changed_can_be_rewritten(client, world, ballot, travel):
    published(world, ballot, now=travel(ballot.closes_at))
    for _ in range(2):
        assert press(client, world.officer, f"{ballot.url}again/", reason="More notice")[0] == 302
    again = Ballot.objects.get(re_ballot_of=ballot)
    sent = {"title": again.title, "background": ""}
    assert press(client, world.officer, f"{again.url}about/", **sent)[0] == 400  # what changed must stay said
    assert press(client, world.officer, f"{again.url}about/", **sent, what_changed="Three weeks' notice")[0] == 302
    assert "Three weeks' notice" in page(client, world.officer, again.url)
    assert draft_re_ballot(ballot=ballot, reason="Other", by=world.officer, now=ballot.closes_at) != again


def test_the_public_is_not_told_of_another_ccgs_draft(client, world, now, travel):
    travel(now)
    first, other = draft(world, now=now), draft(world, now=now, ccg=world.other_ccg, by=world.other_officer)
    join_group(ballot=first, name="Kent", by=world.officer, now=now)
    join_group(ballot=other, name="Kent", by=world.other_officer, now=now)
    open_ballot(ballot=Ballot.objects.get(pk=first.pk), by=world.officer, now=now)
    assert f"{world.other_ccg.name} (not opened)" in page(client, world.officer, first.url)
    assert "(not opened)" not in page(client, None, first.url)


def test_a_result_as_published_sent_twice_is_one_record(client, world, now, travel):
    travel(now)
    sent = {
        "held_on[day]": 1, "held_on[month]": 7, "held_on[year]": 2015, "question": "Model C?", "kind": "MODEL_CHOICE",
        "outcome": "CARRIED", "source": "Board paper",
    }  # fmt: skip
    for _ in range(2):
        assert press(client, world.officer, f"{world.ccg.url}ballots/as-published/", **sent)[0] == 302
    assert world.ccg.historic_results.count() == 1
    assert press(client, world.officer, f"{world.ccg.url}ballots/as-published/", **sent | {"source": "Press"})[0] == 302
    assert world.ccg.historic_results.count() == 2


def test_a_re_ballot_needs_words_at_the_field(client, world, ballot, travel):
    published(world, ballot, now=travel(ballot.closes_at + timedelta(days=1)))
    status, text = press(client, world.officer, f"{ballot.url}again/", reason="   ")
    assert (status, "#id_reason" in text) == (400, True)


def test_a_draft_that_the_engagement_log_names_is_not_given_up(client, world, now):
    ballot = draft(world, now=now)
    event(world, ballot=ballot)
    status, text = press(client, world.officer, f"{ballot.url}discard/")
    assert (status, "The engagement log names this draft" in text) == (409, True)
    assert Ballot.objects.filter(pk=ballot.pk).exists()


def test_who_opened_a_ballot_does_not_certify_it(client, world, now, travel):
    travel(now)
    post(RoleCode.LAY_MEMBER, world.ccg, world.second_officer)
    ballot = open_ballot(ballot=draft(world, now=now), by=world.second_officer, now=now)
    later = travel(ballot.closes_at)
    count_ballot(ballot=ballot, by=world.officer, now=later)
    status, text = press(client, world.second_officer, f"{ballot.url}certify/", confirm="on")
    assert (status, "You opened this ballot" in text) == (403, True)
    assert Ballot.objects.get().state == "COUNTED"
