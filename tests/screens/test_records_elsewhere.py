"""Ledgers and messages of regions, LMCs and of the country: nothing that was done or sent is without its page."""

import pytest

from cocommission.shared.actions.ledger import enter
from cocommission.shared.models import Book, Message
from models_abc.actions.rounds import load_calendar
from tests.factories.interests import declarant


def message(world, about, **changes):
    said = {"to_person": world.officer, "to_address": "olive@example.invalid", "subject": f"News about {about}",
            "text": "Secret words", "about": about, "queued_at": world.now, "due_at": world.now}  # fmt: skip
    return Message.objects.create(key=f"key-{about}", **said | changes)


@pytest.fixture
def places(world):
    """Address, book, and who reads it."""
    return [
        ("/regions/Y57/", world.ccg.region.book, world.people["regional_officer"]),
        ("/lmcs/KENT/", world.lmc.book, world.people["lmc_reviewer"]),
        ("/", "NATIONAL", world.people["regional_officer"]),
        ("/", "NATIONAL", world.steward),
    ]


def test_each_book_has_its_page_and_is_verified_there(client, world, places):
    for address, book, person in places:
        enter(book=book, act="thing.done", by=world.officer, now=world.now, subject=f"x.Y:{book}", reason=f"For {book}")
        client.force_login(person)
        page = client.get(f"{address}ledger/?verify=1").content.decode()
        assert f"For {book}" in page
        assert "Verified now" in page


def test_each_message_is_seen_and_a_failed_one_is_sent_again(client, world, places):
    for address, book, person in places[:3]:
        failed = message(world, book, state="FAILED", attempts=6)
        client.force_login(person)
        page = client.get(f"{address}outbox/").content.decode()
        assert f"News about {book}" in page
        assert "Secret words" not in page
        again = f"{address}outbox/{failed.pk}/send-again/"
        assert f'action="{failed.pk}/send-again/"' in page
        assert client.post(again).headers["Location"] == f"{address}outbox/"
        failed.refresh_from_db()
        assert (failed.state, failed.attempts) == ("QUEUED", 0)
        assert client.post(again).status_code == 409


def test_a_message_of_another_place_does_not_exist(client, world):
    foreign = message(world, world.other_ccg.book, state="FAILED")
    client.force_login(world.people["regional_officer"])
    for address in ("/regions/Y57/", "/"):
        assert client.post(f"{address}outbox/{foreign.pk}/send-again/").status_code == 404


def test_every_book_and_message_that_the_product_makes_belongs_to_a_place_with_a_page(client, world):
    load_calendar(by=world.people["regional_officer"], now=world.now)
    known = {"NATIONAL", *(place.book for place in (world.ccg, world.other_ccg, world.far_ccg, world.lmc,
                           world.other_lmc, world.region, world.other_region))}  # fmt: skip
    assert set(Book.objects.values_list("key", flat=True)) <= known
    assert set(Message.objects.values_list("about", flat=True)) <= known


def test_an_entry_about_a_ccgs_record_leads_there(client, world):
    post = world.posts["officer"]
    client.force_login(world.people["regional_officer"])
    moved = client.get(f"/history/ccgs.post/{post.pk}/")
    assert moved.headers["Location"] == f"/ccgs/09W/history/ccgs.post/{post.pk}/"


def test_the_facts_of_an_entry_are_said_in_words(client, world):
    facts = {
        "closes_at": "2015-11-06T12:00:00+00:00", "ends_at": None, "role": "AUDIT_CHAIR", "late": False,
        "practices": ["G82001", "G82002"], "was": {"new_state": "SUBMITTED_SUBJECT_TO_VOTE", "nothing": None},
    }  # fmt: skip
    subject = f"ccgs.Post:{world.posts['officer'].pk}"
    enter(book=world.ccg.book, act="ballot.opened", by=world.officer, now=world.now, subject=subject, facts=facts)
    client.force_login(world.officer)
    page = client.get("/ccgs/09W/ledger/").content.decode()
    for words in ("6 November 2015 at midday", "audit chair", "G82001, G82002", "History of the post (no.",
                  "new state: submitted subject to vote"):  # fmt: skip
        assert words in page
    for code in ("AUDIT_CHAIR", "None", subject, "Ends at"):
        assert code not in page.split("<main")[1]


def test_what_did_not_arrive_is_a_task_of_whoever_can_send_it_again(client, world):
    for about in (world.ccg.book, world.lmc.book, world.ccg.region.book, "NATIONAL"):
        message(world, about, state="BOUNCED")
    message(world, world.other_ccg.book, state="FAILED")
    expected = {
        "officer": ["/ccgs/09W/outbox/"],
        "lmc_reviewer": ["/lmcs/KENT/outbox/"],
        "regional_officer": ["/outbox/", "/regions/Y57/outbox/"],
        "representative": [],
    }
    for role, addresses in expected.items():
        client.force_login(world.people[role])
        page = client.get("/tasks/").content.decode()
        assert page.count("one message did not arrive") == len(addresses), role
        for address in addresses:
            assert f'href="{address}"' in page


def test_the_hub_of_the_registers_asks_only_those_to_declare_who_do(client, world):
    client.force_login(world.steward)
    assert "registers/declare/" not in client.get("/ccgs/09W/registers/").content.decode()
    declarant(world, world.people["representative"])
    client.force_login(world.people["representative"])
    assert 'href="/ccgs/09W/registers/declare/"' in client.get("/ccgs/09W/registers/").content.decode()
    assert client.get("/ccgs/09W/registers/declare/").status_code == 200
