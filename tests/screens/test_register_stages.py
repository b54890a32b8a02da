"""Pages of acts that a record has left behind: the button says why it is shut, and pressing it does nothing."""

from datetime import timedelta

import pytest

from conflicts.actions.breaches import dismiss_breach
from conflicts.actions.gifts import withdraw_gift
from conflicts.actions.procurement import abandon_procurement
from tests.browser import Browser
from tests.factories.breaches import concluded, guardian, published, report
from tests.factories.gifts import dinner, offer
from tests.factories.interests import reviewed
from tests.factories.procurement import draft
from tests.factories.registers import redaction

pytestmark = pytest.mark.django_db
DEAD = 'aria-disabled="true"'


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    return world


def signed_in(person):
    client = Browser()
    client.force_login(person)
    return client


def stays_shut(client, address, data, words):
    """The page says why, and sending it all the same changes nothing; gives the answer to the sending."""
    page = client.get(address)
    assert page.status_code == 200, address
    assert DEAD in page.text, address
    assert words in page.text, address
    sent = client.post(address, data)
    assert sent.status_code in (200, 409), address
    return sent.text


def test_a_breach_that_was_dismissed_is_worked_no_more(world, now):
    made = report(world)
    dismiss_breach(breach=made, reason="It was not", by=world.people["guardian"], now=now)
    guard = signed_in(world.people["guardian"])
    for page, data, words in (
        ("investigator/", {"investigator": world.lay_member.pk}, "until it is concluded or dismissed"),
        (
            "findings/",
            {"findings": "x", "learning": "x", "actions": "x"},
            "only while the breach is being investigated",
        ),
        ("publish/", {"public_text": "x"}, "once, after it is concluded"),
        ("dismiss/", {"reason": "y"}, "only before it is concluded, and only once"),
    ):
        stays_shut(guard, f"{made.url}{page}", data, words)
    for page in ("take-up/", "conclude/", "england/"):
        assert guard.post(f"{made.url}{page}").status_code == 409
        assert guard.get(f"{made.url}{page}").status_code == 405
    made.refresh_from_db()
    assert (made.state, made.dismissed_reason, made.findings) == ("DISMISSED", "It was not", "")


def test_a_published_breach_takes_no_other_words_and_a_reported_one_none_yet(world):
    guard = signed_in(world.people["guardian"])
    done = published(world)
    stays_shut(guard, f"{done.url}publish/", {"public_text": "Other words"}, "once, after it is concluded")
    before = done.public_text
    done.refresh_from_db()
    assert done.public_text == before
    stays_shut(guard, f"{report(world).url}publish/", {"public_text": "Early"}, "once, after it is concluded")
    mine = concluded(world)
    assert DEAD not in guard.get(f"{mine.url}publish/").text


def test_bre_04_the_guardian_who_reported_reads_why_the_last_word_is_not_theirs(world):
    made = report(world, by=world.people["guardian"])
    guard = signed_in(world.people["guardian"])
    stays_shut(guard, f"{made.url}dismiss/", {"reason": "Never mind"}, "You reported this")
    made.refresh_from_db()
    assert made.state == "REPORTED"


def test_a_procurement_that_was_abandoned_is_changed_no_more(world, now):
    made = draft(world)
    abandon_procurement(procurement=made, reason="No money", by=world.officer, now=now)
    officer = signed_in(world.officer)
    for page, data, words in (
        ("edit/", {"title": "Other", "form": "ORDINARY"}, "only before the decision is recorded"),
        ("checklist/", {"checklist_value": "x"}, "answer the checklist only before the decision"),
        ("participants/add/", {"name": "Somebody", "role": "Chair"}, "Nothing is changed after a procurement is"),
        ("award/", {"provider_name": "x"}, "once, after the decision is recorded"),
        ("abandon/", {"reason": "Again"}, "only before the award, and only once"),
    ):
        stays_shut(officer, f"{made.url}{page}", data, words)
    for page in ("decide/", "publish/"):
        assert officer.post(f"{made.url}{page}").status_code == 409
    made.refresh_from_db()
    assert (made.title, made.state, made.abandoned_reason) == ("Diabetes care", "ABANDONED", "No money")
    assert made.participants.count() == 1


def test_an_offer_that_was_taken_out_is_neither_taken_out_again_nor_answered(world, now):
    made = dinner(world, world.gp_member)
    withdraw_gift(gift=made, reason="Wrong CCG", by=world.gp_member, now=now)
    stays_shut(
        signed_in(world.gp_member),
        f"{made.url}withdraw/",
        {"reason": "Again"},
        "already been removed as made in error",
    )
    data = {"approve": "yes", "reason": "Fine"}
    stays_shut(signed_in(world.accountable_officer), f"{made.url}approve/", data, "is not waiting for approval")
    made.refresh_from_db()
    assert (made.state, made.withdrawn_reason, made.approved_at) == ("WITHDRAWN", "Wrong CCG", None)
    assert offer(world, world.gp_member).number == 2


def test_coi_11_a_decided_request_is_not_decided_again_from_a_page_that_was_open(world):
    made = redaction(world, reviewed(world, world.gp_member))
    guard = signed_in(world.people["guardian"])
    address = f"/ccgs/09W/registers/redactions/{made.pk}/"
    assert guard.post(address, {"granted": "no", "reason": "No evidence"}).status_code == 302
    page = guard.post(address, {"granted": "yes", "reason": "Evidence after all"})
    assert page.status_code == 409
    made.refresh_from_db()
    assert (made.state, made.decision_reason) == ("REFUSED", "No evidence")
    assert signed_in(world.officer).post(address, {"reason": "x"}).status_code == 403


def test_a_right_that_ended_between_reading_and_sending_sends_nothing(world, now, travel):
    made = reviewed(world, world.gp_member)
    post = world.posts["accountable_officer"]
    client = signed_in(world.accountable_officer)
    gift = dinner(world, world.gp_member)
    assert client.get(f"{gift.url}approve/").status_code == 200
    post.revoked_at, post.revoked_by, post.ends_at, post.revoked_reason = now, world.officer, now, "Left"
    post.record(by=world.officer, at=now, why="Left")
    travel(now + timedelta(minutes=1))
    client = signed_in(world.accountable_officer)
    assert client.post(f"{gift.url}approve/", {"approve": "yes", "reason": "x"}).status_code == 404
    assert client.post(f"{made.url}review/", {"mitigation": "x"}).status_code == 404
    gift.refresh_from_db()
    assert gift.state == "AWAITING_APPROVAL"
