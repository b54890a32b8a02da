"""Ledger, history and outbox pages of a CCG: what they show, and that tampering shows."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from ccgs.actions.posts import revoke_post
from cocommission.shared.actions.ledger import enter
from cocommission.shared.models import Heartbeat, Message
from tests.database import triggers_silenced


@pytest.fixture
def officer(client, world):
    client.force_login(world.officer)
    return client


def act(world, number=1, subject="", **facts):
    return enter(
        book=world.ccg.book,
        act="ballot.opened",
        by=world.officer,
        now=world.now,
        subject=subject or f"votes.Ballot:{number}",
        reason="The governing body asked",
        facts=facts,
    )


def test_an_empty_book_says_so(officer):
    assert b"Nothing is recorded yet" in officer.get("/ccgs/09W/ledger/").content


def test_the_ledger_shows_each_act_and_its_facts(officer, world):
    act(world, practices=53)
    page = officer.get("/ccgs/09W/ledger/").content.decode()
    for words in (
        "Ballot opened",
        "Olive Officer",
        "The governing body asked",
        "53",
    ):
        assert words in page
    assert "/history/votes.ballot/" not in page, "this ballot is not there"
    act(world, subject=f"ccgs.Post:{world.posts['officer'].pk}")
    page = officer.get("/ccgs/09W/ledger/").content.decode()
    assert f"/ccgs/09W/history/ccgs.post/{world.posts['officer'].pk}/" in page


def test_an_untouched_book_verifies_and_a_changed_one_does_not(officer, world):
    for number in range(3):
        act(world, number)
    assert b"Verified now: all 3 entries" in officer.get("/ccgs/09W/ledger/?verify=1").content
    with triggers_silenced(), connection.cursor() as cursor:
        cursor.execute("UPDATE shared_entry SET body = replace(body, 'asked', 'begged') WHERE number = 2")
    page = officer.get("/ccgs/09W/ledger/?verify=1").content.decode()
    assert "The ledger has been changed" in page
    assert "CCG 09W:2" in page


def test_the_heads_are_public_and_are_what_verification_takes(client, world):
    act(world)
    heads = json.loads(client.get("/ledger/heads.json").content)
    assert heads["CCG 09W"]["rows"] == 1
    assert len(heads["CCG 09W"]["head"]) == 64


@pytest.mark.usefixtures("counts_asked")
def test_a_long_book_is_paged_at_a_constant_price(officer, world, django_assert_num_queries):
    posts = [f"ccgs.Post:{post.pk}" for post in world.posts.values() if post.ccg_id == world.ccg.pk]
    act(world, subject=posts[0])
    with django_assert_num_queries(11) as few:
        officer.get("/ccgs/09W/ledger/")
    for number in range(60):
        act(world, subject=posts[number % len(posts)])
    with django_assert_num_queries(len(few)):
        page = officer.get("/ccgs/09W/ledger/").content.decode()
    assert "Showing 1 to 50 of 61" in page
    assert 'href="?page=2"' in page


def test_history_says_who_when_why_before_and_after(officer, world):
    post = world.posts["second_officer"]
    later = world.now + timedelta(days=1)
    revoke_post(post=post, reason="Left for another CCG", by=world.officer, now=later)
    page = officer.get(f"/ccgs/09W/history/ccgs.post/{post.pk}/").content.decode()
    assert page.index("Changed on 2 October 2015") < page.index("Made on")
    for words in ("Left for another CCG", "Olive Officer", "Ends at", "Revoked by", "2 October 2015 at 9:00am"):
        assert words in page


@pytest.mark.parametrize("label", ["ccgs.nothing", "shared.person", "sessions.session", "x", "ccgs.region"])
def test_only_governed_records_of_this_ccg_have_a_history_here(officer, label):
    assert officer.get(f"/ccgs/09W/history/{label}/1/").status_code == 404


def message(world, **changes):
    said = {
        "to_person": world.officer,
        "to_address": "olive@example.invalid",
        "subject": "A ballot is open",
        "text": "Secret words",
        "about": world.ccg.book,
        "queued_at": world.now,
        "due_at": world.now,
    }
    return Message.objects.create(key=f"key-{Message.objects.count()}", **said | changes)


def test_the_outbox_shows_what_became_of_each_message(officer, world):
    message(world, state="FAILED", attempts=6, last_error="TimeoutError")
    message(world, state="SENT", sent_at=world.now, subject="Sent one")
    message(world, about=world.other_ccg.book, subject="Of another CCG")
    page = officer.get("/ccgs/09W/outbox/").content.decode()
    for words in ("Failed (1)", "Sent (1)", "TimeoutError", "olive@example.invalid"):
        assert words in page
    assert "Of another CCG" not in page
    assert "Secret words" not in page
    failed = officer.get("/ccgs/09W/outbox/?state=FAILED").content.decode()
    assert "Sent one" not in failed


def test_a_failed_message_is_sent_again_and_a_sent_one_is_not(officer, world):
    failed, sent = message(world, state="FAILED", attempts=6), message(world, state="SENT", sent_at=world.now)
    answer = officer.post(f"/ccgs/09W/outbox/{failed.pk}/send-again/", follow=True)
    assert b"is queued again" in answer.content
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("QUEUED", 0)
    assert officer.post(f"/ccgs/09W/outbox/{sent.pk}/send-again/").status_code == 409


def test_all_failed_and_bounced_messages_of_the_ccg_are_sent_again_with_one_press(officer, world):
    lost = [message(world, state="FAILED", attempts=23), message(world, state="BOUNCED")]
    others = [message(world, about=world.other_ccg.book, state="FAILED"), message(world, state="SENT")]
    page = officer.get("/ccgs/09W/outbox/").content.decode()
    assert "Send all 2 failed and bounced messages again" in page
    answer = officer.post("/ccgs/09W/outbox/send-again/", follow=True)
    assert b"2 messages are queued again." in answer.content
    assert b"Send all" not in answer.content
    for one in (*lost, *others):
        one.refresh_from_db()
    assert [(one.state, one.attempts) for one in lost] == [("QUEUED", 0)] * 2
    assert [one.state for one in others] == ["FAILED", "SENT"]
    assert officer.post("/ccgs/09W/outbox/send-again/").status_code == 409


def test_another_ccgs_message_does_not_exist(officer, world):
    foreign = message(world, about=world.other_ccg.book, state="FAILED")
    assert officer.post(f"/ccgs/09W/outbox/{foreign.pk}/send-again/").status_code == 404


def test_status_names_late_and_broken_sweeps(client, world):
    Heartbeat.objects.create(name="outbox.deliver", ran_at=world.now, done=3)
    Heartbeat.objects.create(name="ledger.tie", ran_at=world.now - timedelta(hours=2), error="OperationalError")
    page = client.get("/status/").content.decode()
    assert "Not run when due" in page
    assert "Tie the ledgers together each day" in page.split("Not run when due")[1].split("</p>")[0]
    assert "Send messages" not in page.split("Not run when due")[1].split("</p>")[0]
