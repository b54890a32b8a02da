"""Pages of decisions and minutes: who sees what, forms, files that repeat to the byte (F-45 to F-47, F-55)."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from pccc.actions.attendance import record_movement
from pccc.actions.minutes import draft_minutes, finalise
from pccc.models import Decision, Minutes
from pccc.terms import Direction, Handling, MinutesState
from tests.browser import Browser
from tests.factories.decisions import (
    closed,
    decided,
    decided_and_closed,
    first,
    practice_body,
    ruled,
    sitting,
    taken,
    votes,
)
from tests.factories.interests import declaration
from tests.forms import form_to

pytestmark = pytest.mark.django_db
PRIVATE = {"part": "PRIVATE", "private_reason": "It names a person", "title": "A matter of one doctor"}


def browser(person=None):
    client = Browser()
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def at(monkeypatch):
    """Puts Python's clock to a moment."""
    travellers = []

    def travel(moment):
        while travellers:
            travellers.pop().stop()
        travellers.append(time_machine.travel(moment, tick=False))
        travellers[-1].start()

    yield travel
    while travellers:
        travellers.pop().stop()


def files(answer):
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def form_of(s, how="VOTE", **more):
    choices = {f"vote_{pk}": choice for pk, choice in votes(s).items()} if how == "VOTE" else {}
    return {"kind": "MEETING", "function": "CONTRACTS", "text": "Approved.", "how": how, "form_token": uuid4(),
            **choices, **more}  # fmt: skip


def test_a_decision_is_recorded_by_form_once_and_shown_to_everybody(world, at):
    s, item = taken(world)
    at(s.later(1))
    client = browser(world.secretary)
    data, page = client.checked(f"{item.url}decide/", form_of(s)), client.get(f"{item.url}decide/")
    assert page.status_code == 200
    for name in ("Morgan Ash", "Quorum", "casting vote"):
        assert name in page.content.decode()
    first_answer, second = client.post(f"{item.url}decide/", data), client.post(f"{item.url}decide/", data)
    assert (first_answer.status_code, second.status_code) == (302, 302)
    made = Decision.objects.get()
    page = browser().get(made.url).content.decode()
    for words in ("Approved.", "GMS, PMS and APMS contracts", "6 for, 0 against", "manifest", "Morgan Beech"):
        assert words in page or words == "manifest"
    assert made.title in browser().get(f"{world.ccg.url}decisions/").content.decode()


def test_reasons_of_the_rules_come_back_on_the_form(world, at):
    s, item = taken(world)
    at(s.later(1))
    data = form_of(s)
    del data[f"vote_{s.people['NURSE'].pk}"]
    page = browser(world.secretary).post(f"{item.url}decide/", data)
    assert page.status_code == 409
    assert "Enter how Morgan Elder voted" in page.content.decode()
    tie = form_of(s) | {f"vote_{s.people[r].pk}": "AGAINST" for r in ("NURSE", "LOCAL_GP", "FINANCE_OFFICER")}
    page = browser(world.secretary).post(f"{item.url}decide/", tie)
    assert "The votes are equal, 3 to 3" in page.content.decode()
    assert not Decision.objects.exists()


def test_a_vote_of_a_member_who_left_meanwhile_is_refused_by_name(world, at):
    s, item = taken(world)
    at(s.later(1))
    client, data, nurse = browser(world.secretary), form_of(s), s.people["NURSE"]
    record_movement(meeting=s.fresh(), person=nurse, direction=Direction.OUT, by=s.by, now=s.later(2))
    at(s.later(3))
    refused = client.post(f"{item.url}decide/", data)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert f"{nurse.name} has left the room. Their vote (For) was not recorded." in page
    assert "Approved." in page
    assert not Decision.objects.exists()
    again = client.post(f"{item.url}decide/", form_to(page, f"{item.url}decide/").with_data({}))
    assert again.status_code == 302
    assert nurse.pk not in Decision.objects.get().votes.values_list("person_id", flat=True)


def drawn(client, item):
    address = f"{item.url}decide/"
    return form_to(client.get(address).content.decode(), address)


ALL_FOR = {"how": "ALL_FOR", "text": "Approved.", "function": "CONTRACTS"}


def test_all_for_with_exceptions_records_a_named_vote_of_each_member(world, at):
    s, item = taken(world)
    at(s.later(1))
    client, nurse, gp = browser(world.secretary), s.people["NURSE"].pk, s.people["LOCAL_GP"].pk
    exceptions = {f"vote_{nurse}": "ABSTAIN", f"vote_{gp}": "AGAINST"}
    answer = client.post(f"{item.url}decide/", drawn(client, item).with_data(ALL_FOR | exceptions))
    assert answer.status_code == 302
    kept = dict(Decision.objects.get().votes.values_list("person_id", "choice"))
    assert kept == dict.fromkeys(votes(s), "FOR") | {nurse: "ABSTAIN", gp: "AGAINST"}


def test_all_for_does_not_speak_for_a_member_who_left_or_came_since(world, at):
    s, item = taken(world)
    at(s.later(1))
    client, nurse = browser(world.secretary), s.people["NURSE"]
    with_nurse = drawn(client, item).with_data(ALL_FOR)
    record_movement(meeting=s.fresh(), person=nurse, direction=Direction.OUT, by=s.by, now=s.later(2))
    at(s.later(1))
    refused = client.post(f"{item.url}decide/", with_nurse)
    assert refused.status_code == 409
    assert f"{nurse.name} has left the room. Their vote (For) was not recorded." in refused.content.decode()
    without_nurse = drawn(client, item).with_data(ALL_FOR)
    record_movement(meeting=s.fresh(), person=nurse, direction=Direction.IN, by=s.by, now=s.later(2))
    at(s.later(1))
    refused = client.post(f"{item.url}decide/", without_nurse)
    assert refused.status_code == 409
    assert f"Enter how {nurse.name} voted" in refused.content.decode()
    assert client.post(f"{item.url}decide/", {**ALL_FOR, "kind": "MEETING"}).status_code == 409
    assert not Decision.objects.exists()
    again = form_to(refused.content.decode(), f"{item.url}decide/").with_data({})
    assert client.post(f"{item.url}decide/", again).status_code == 302
    assert nurse.pk in Decision.objects.get().votes.values_list("person_id", flat=True)


def test_all_for_with_as_many_against_needs_the_casting_vote(world, at):
    s, item = taken(world)
    at(s.later(1))
    client = browser(world.secretary)
    against = {f"vote_{s.people[role].pk}": "AGAINST" for role in ("NURSE", "LOCAL_GP", "FINANCE_OFFICER")}
    refused = client.post(f"{item.url}decide/", drawn(client, item).with_data(ALL_FOR | against))
    assert "The votes are equal, 3 to 3" in refused.content.decode()
    assert not Decision.objects.exists()


def test_a_member_who_was_ruled_out_is_named_and_not_asked(world, at):
    s, item = taken(world)
    ruled(s, item, "LOCAL_GP", Handling.NO_VOTE)
    at(s.later(1))
    page = browser(world.secretary).get(f"{item.url}decide/").content.decode()
    assert f"vote_{s.people['LOCAL_GP'].pk}" not in page
    assert f"vote_{s.people['NURSE'].pk}" in page


def test_a_private_decision_is_nobodys_but_the_committees(world):
    s, made = decided_and_closed(world, item=PRIVATE)
    for person, status in ((None, 404), (world.representative, 404), (world.accountable_officer, 404),
                           (world.secretary, 200), (s.people["NURSE"], 200)):  # fmt: skip
        assert browser(person).get(made.url).status_code == status
        assert browser(person).get(f"{made.url}dossier.zip").status_code == status
    for address in (f"{world.ccg.url}decisions/", f"/api/v1/ccgs/{world.ccg.code}/decisions/"):
        assert "one doctor" not in browser().get(address).content.decode()
    assert browser().get(f"/api/v1/ccgs/{world.ccg.code}/decisions/{made.number}/").status_code == 404


def test_the_dossier_has_a_manifest_that_holds_and_the_same_bytes_each_time(world):
    _, made = decided_and_closed(world)
    one, two = browser().get(f"{made.url}dossier.zip"), browser().get(f"{made.url}dossier.zip")
    assert one.content == two.content
    found = files(one)
    manifest = json.loads(found.pop("manifest.json"))
    assert {file["name"]: file["sha256"] for file in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in found.items()
    }
    assert set(found) >= {"decision.json", "authority.json", "members.json", "quorum.json", "interests.json",
                          "movements.json", "votes.json", "ledger.json", "papers/1-paper.txt"}  # fmt: skip
    assert manifest["withheld"] == [{"name": "minutes", "why": "The minutes are not published yet."}]


def test_the_dossier_of_who_got_no_papers_has_none_and_the_publics_has_no_paths(world, at):
    body = practice_body(world)
    s = sitting(world, item={"affected": [body]})
    ruled(s, first(s), "LOCAL_GP", Handling.NO_PAPERS)
    s.take(first(s))
    made = decided(s, first(s), votes=votes(s, out=("LOCAL_GP",)))
    s.finish(first(s))
    closed(s)
    at(s.later(1))
    gp, nurse = (files(browser(s.people[role]).get(f"{made.url}dossier.zip")) for role in ("LOCAL_GP", "NURSE"))
    assert "papers/1-paper.txt" in nurse
    assert "papers/1-paper.txt" not in gp
    assert "papers/1" in str(json.loads(gp["manifest.json"])["withheld"])
    assert "path" not in nurse["interests.json"].decode()
    working = files(browser(world.secretary).get(f"{made.url}dossier.zip"))
    assert "path" in working["interests.json"].decode()


def test_then_and_now_shows_what_was_not_on_record_and_the_late_finding_and_breach(world, at):
    body = practice_body(world)
    s, made = decided_and_closed(world, item={"affected": [body]})
    year_old = (world.now - timedelta(days=365)).date()
    declaration(world, s.people["LOCAL_GP"], now=s.at + timedelta(days=30), body=body, arose_on=year_old,
                aware_on=year_old, late_reason="I forgot", capacity="PARTNER")  # fmt: skip
    at(s.at + timedelta(days=31))
    page = browser(world.secretary).get(f"{made.url}then/").content.decode()
    assert "Not recorded then" in page
    assert page.count("nhsuk-back-link") + page.count("nhsuk-breadcrumb__back") <= 1
    assert "Amber Lane" in page
    assert "Interests declared afterwards" in browser(world.secretary).get(made.url).content.decode()
    assert "Interests declared afterwards" not in browser().get(made.url).content.decode()
    assert browser().get(f"{made.url}then/").status_code == 302


def test_minutes_by_pages_from_draft_to_final_with_words(world, at):
    s, _ = decided_and_closed(world)
    at(s.later(1))
    client, address = browser(world.secretary), f"{s.meeting.url}minutes/"
    assert "Make the minutes final" in client.get(address).content.decode()
    assert "Morgan Ash" in client.get(address).content.decode()
    assert browser().get(address).status_code == 404
    assert client.post(f"{address}draft/").status_code == 302
    assert Minutes.objects.count() == 1
    assert client.get(f"{address}words/").status_code == 200
    assert client.post(f"{address}words/", {"items/1": "A long debate."}).status_code == 302
    assert "A long debate." in client.get(address).content.decode()
    assert client.post(f"{address}final/").status_code == 302
    assert Minutes.objects.get().state == MinutesState.FINAL
    assert browser().get(address).status_code == 404
    assert client.get(f"{address}back/").status_code == 200
    assert client.get(f"{address}approve/").status_code == 200


def test_published_minutes_are_everybodys_without_the_private_part(world, at):
    s, _ = decided_and_closed(world, item=PRIVATE)
    minutes = finalise(minutes=draft_minutes(meeting=s.meeting, by=s.by, now=s.later(1)), by=s.by, now=s.at)
    for state in (MinutesState.APPROVED, MinutesState.PUBLISHED):
        minutes.state = state
        minutes.record(by=s.by, at=s.at, why="For a test")
    at(s.later(1))
    page = browser().get(f"{s.meeting.url}minutes/").content.decode()
    assert "It names a person" in page
    assert "one doctor" not in page
    document = browser().get(f"{s.meeting.url}minutes/minutes.docx")
    assert document.status_code == 200
    assert document.content == browser().get(f"{s.meeting.url}minutes/minutes.docx").content
    text = files(document)["word/document.xml"].decode()
    assert "It names a person" in text
    assert "one doctor" not in text
    inside = files(browser(world.secretary).get(f"{s.meeting.url}minutes/minutes.docx"))["word/document.xml"]
    assert "one doctor" in inside.decode()


def test_the_list_asks_as_much_with_one_row_as_with_three(world, django_assert_num_queries):
    s, item = taken(world)
    decided(s, item)
    address, client = f"{world.ccg.url}decisions/", browser()
    client.get(address)
    with django_assert_num_queries(4):
        client.get(address)
    for number in (2, 3):
        s.finish(first(s)) if number == 2 else None
        late = s.item(f"Item {number}")
        s.take(late)
        decided(s, late)
        s.finish(late)
    with django_assert_num_queries(4):
        client.get(address)


def test_the_api_gives_decisions_in_public(world):
    _, made = decided_and_closed(world)
    found = browser().get(f"/api/v1/ccgs/{world.ccg.code}/decisions/").json()
    assert (found["count"], found["items"][0]["function"]) == (1, "CONTRACTS")
    one = browser().get(f"/api/v1/ccgs/{world.ccg.code}/decisions/{made.number}/").json()
    assert len(one["votes"]) == 6
    assert browser().get("/api/v1/ccgs/00Z/decisions/").status_code == 404
