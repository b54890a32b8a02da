"""The private part of a meeting, and papers that a ruling keeps back, come out by no address (PCC-13, PCC-14)."""

import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from ccgs.actions.posts import grant_post
from conflicts.models import Redaction
from pccc.actions.committees import invite
from pccc.actions.decisions import correct
from pccc.actions.items import withdraw_item
from pccc.models import Minutes
from pccc.queries.simulator import items_of_a_year
from pccc.rules.facts import DecidedFacts
from pccc.terms import Handling, ItemKind, SeatRole
from tests.browser import Browser
from tests.factories.committees import WIDE
from tests.factories.conflict_map import interest
from tests.factories.decisions import closed, decided, first, practice_body, ruled, sitting, votes

pytestmark = pytest.mark.django_db
SECRET = "Bids for the Quarry Street list"
PRIVATE = {"part": "PRIVATE", "private_reason": "It is commercial", "title": SECRET, "summary": f"{SECRET}: summary"}
ROWS = (*WIDE, (SeatRole.HEALTHWATCH, False))


def browser(person=None):
    client = Browser()
    if person is not None:
        client.force_login(person)
    return client


def zipped(answer):
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        return {name: found.read(name) for name in found.namelist()}


@pytest.fixture
def closed_meeting(world):
    """A private item first, decided; a public item after it, decided; nobody ruled on yet."""

    def make(**rulings):
        s = sitting(world, rows=ROWS, item=PRIVATE | {"affected": [practice_body(world)]})
        private = first(s)
        public = s.item("Opening hours")
        s.paper(public)
        for role, handling in rulings.items():
            ruled(s, private, role, handling)
        out = tuple(role for role, handling in rulings.items() if handling != Handling.NONE)
        made = []
        for item, left in ((private, out), (public, ())):
            s.take(item)
            made.append(decided(s, item, votes=votes(s, out=left), text=f"About {item.title}."))
            s.finish(item, notes=f"Debate about {item.title}.")
        closed(s)
        return s, private, public, made

    return make


def addresses(s, private, public, made):
    paper = private.papers.get()
    meeting = s.meeting.url
    return [
        meeting, f"{meeting}map/", f"{meeting}map/1/{s.people['LOCAL_GP'].pk}/", f"{meeting}map/1/confirm/",
        private.url, f"{private.url}papers/{paper.pk}/", public.url, f"{meeting}minutes/", f"{meeting}declare/",
        *(f"{one.url}{leaf}" for one in made for leaf in ("", "then/", "dossier.zip")),
        f"{s.world.ccg.url}decisions/", f"{s.committee.url}simulator/", "/tasks/", s.committee.url,
        f"{s.committee.url}meetings/", s.world.ccg.url, f"{s.world.ccg.url}history/pccc.agendaitem/{private.pk}/",
        f"{s.world.ccg.url}history/pccc.itempaper/{paper.pk}/",
        f"{s.world.ccg.url}history/pccc.minutes/{Minutes.objects.get().pk}/", f"{s.world.ccg.url}ledger/",
        f"/api/v1/ccgs/{s.world.ccg.code}/meetings/", f"/api/v1/ccgs/{s.world.ccg.code}/decisions/",
        f"/api/v1/ccgs/{s.world.ccg.code}/decisions/{made[0].number}/",
        f"/api/v1/ccgs/{s.world.ccg.code}/decisions/{made[1].number}/",
    ]  # fmt: skip


def told(answer):
    """Everything in an answer, also inside an archive and its documents."""
    if answer.status_code == 200 and answer.content[:2] == b"PK":
        found = zipped(answer)
        if "minutes.docx" in found:
            with zipfile.ZipFile(io.BytesIO(found["minutes.docx"])) as inner:
                found["minutes.docx"] = inner.read("word/document.xml")
        return b" ".join(found.values()).decode(errors="ignore")
    return b"".join(answer).decode(errors="ignore") if answer.streaming else answer.content.decode(errors="ignore")


@pytest.mark.parametrize("who", [None, "representative", "gp_member", "accountable_officer", "HEALTHWATCH"])
def test_pcc_14_a_private_item_is_told_to_nobody_outside_by_any_address(closed_meeting, world, who):
    s, private, public, made = closed_meeting(LOCAL_GP=Handling.LEAVE_ITEM)
    person = s.people[who] if who in s.people else world.people[who] if who else None
    with time_machine.travel(s.later(1), tick=False):
        for address in addresses(s, private, public, made):
            assert SECRET not in told(browser(person).get(address)), address


def test_the_committee_itself_finds_the_private_item_in_those_places(closed_meeting, world):
    s, private, public, made = closed_meeting(LOCAL_GP=Handling.LEAVE_ITEM)
    with time_machine.travel(s.later(1), tick=False):
        told_where = [a for a in addresses(s, private, public, made) if SECRET in told(browser(world.secretary).get(a))]
        assert len(told_where) >= 8
        nurse = browser(s.people["NURSE"])
        for address in (s.meeting.url, f"{s.meeting.url}map/", private.url, f"{s.meeting.url}minutes/", made[0].url):
            assert SECRET in told(nurse.get(address)), address


def test_healthwatch_sees_private_items_where_it_was_invited_to_them_and_has_not_declined(closed_meeting, world):
    s, private, _, _ = closed_meeting()
    with time_machine.travel(s.later(1), tick=False):
        client = browser(s.people["HEALTHWATCH"])
        assert client.get(private.url).status_code == 404
        how = {"committee": s.committee, "body": "HEALTHWATCH", "organisation": "Healthwatch Medway",
               "invited_on": world.now.date(), "private_items": True, "by": s.by, "now": s.at}  # fmt: skip
        invite(**how)
        assert client.get(private.url).status_code == 200
        assert SECRET in told(client.get(f"{s.meeting.url}map/"))
        invite(**how, answer="DECLINED", answered_on=s.at.date())
        assert client.get(private.url).status_code == 404


def test_pcc_13_who_gets_no_papers_gets_them_by_no_address(closed_meeting):
    s, private, public, made = closed_meeting(LOCAL_GP=Handling.NO_PAPERS)
    with time_machine.travel(s.later(1), tick=False):
        client = browser(s.people["LOCAL_GP"])
        for address in addresses(s, private, public, made):
            content = told(client.get(address))
            assert "The paper." not in content or address == f"{made[1].url}dossier.zip", address
            assert f"Debate about {SECRET}" not in content, address
            assert f"About {SECRET}" not in content, address
        assert client.get(made[0].url).status_code == 403
        assert client.get(f"{made[0].url}dossier.zip").status_code == 403
        assert client.get(f"{private.url}papers/{private.papers.get().pk}/").status_code == 403


def test_pcc_13_the_dossier_of_another_item_keeps_the_minutes_of_the_first_back(closed_meeting, world):
    s, _, _, made = closed_meeting(NURSE=Handling.NO_PAPERS)
    with time_machine.travel(s.later(1), tick=False):
        found = zipped(browser(world.secretary).get(f"{made[1].url}dossier.zip"))
        assert SECRET in found["minutes.json"].decode()
        own = zipped(browser(s.people["NURSE"]).get(f"{made[1].url}dossier.zip"))
    assert "minutes.json" not in own or SECRET not in own["minutes.json"].decode()


def test_a_working_reader_who_gets_no_papers_reads_the_minutes_of_the_others_in_the_dossier(closed_meeting, world):
    s, _, _, made = closed_meeting(CHIEF_OFFICER=Handling.NO_PAPERS)
    grant_post(person=s.people["CHIEF_OFFICER"], role="AUDITOR", organisation=world.ccg, starts_at=world.now,
               reason="Sees working papers", by=world.officer, now=world.now)  # fmt: skip
    with time_machine.travel(s.later(1), tick=False):
        found = zipped(browser(s.people["CHIEF_OFFICER"]).get(f"{made[1].url}dossier.zip"))
    minutes = json.loads(found["minutes.json"])
    assert [item.get("withheld", False) for item in minutes["content"]["items"]] == [True, False]
    assert "Debate about Opening hours" in found["minutes.json"].decode()


def test_a_decision_corrected_in_private_says_so_and_links_to_no_page_that_is_shut(world):
    s = sitting(world)
    s.take(first(s))
    made = decided(s, first(s))
    s.finish(first(s))
    late = s.item(**PRIVATE)
    s.take(late)
    later = correct(item=late, earlier=made, facts=DecidedFacts("Not so.", consensus=True), form_token=uuid4(), by=s.by,
                    now=s.later(1))  # fmt: skip
    page = told(browser().get(made.url))
    assert f"decision {later.number}, taken in private" in page
    assert f'href="{later.url}"' not in page
    assert f'href="{later.url}"' in told(browser(world.secretary).get(made.url))


def test_an_interest_off_the_register_that_is_over_is_not_named_to_the_others(world):
    body = practice_body(world)
    s = sitting(world, item={"affected": [body]})
    gp = s.people["LOCAL_GP"]
    ended = (s.at - timedelta(days=3)).date()
    row = interest(world.ccg, gp, body, at=world.now, ended_on=ended)
    Redaction(interest=row, request="A risk", requested_at=world.now, requested_by=gp).record(
        by=gp, at=world.now, why="Asks"
    )
    with time_machine.travel(s.later(1), tick=False):
        for who, seen in ((s.people["NURSE"], False), (world.accountable_officer, False)):
            page = told(browser(who).get(f"{s.meeting.url}map/"))
            assert "Does not count on the day" in page
            assert ("partner at practice" in page) is seen


def test_the_simulator_counts_real_items_and_names_private_ones_only_to_who_runs_committees(closed_meeting, world):
    s, _, public, _ = closed_meeting()
    with time_machine.travel(s.later(1), tick=False):
        interest(world.ccg, s.people["LOCAL_GP"], practice_body(world), at=world.now)
        address = f"{s.committee.url}simulator/"
        inside, outside = (told(browser(who).get(address)) for who in (world.secretary, world.gp_member))
    assert "1 of 2 items" in inside
    assert "0 of 2 items" in inside
    assert SECRET in inside
    assert SECRET not in outside
    assert "private item 1 of meeting 1" in outside
    assert public.title not in inside


def test_items_that_were_withdrawn_or_are_older_than_a_year_are_not_counted(world):
    s = sitting(world, item={"affected": [practice_body(world)]})
    gone = s.item("Withdrawn", kind=ItemKind.DISCUSSION)
    withdraw_item(item=gone, reason="Not ready", by=s.by, now=s.later(1))
    assert [item.number for item in items_of_a_year(s.committee, s.at)] == [1]
    assert [item.number for item in items_of_a_year(s.committee, s.at + timedelta(days=364))] == [1]
    assert items_of_a_year(s.committee, s.at + timedelta(days=366)) == []
