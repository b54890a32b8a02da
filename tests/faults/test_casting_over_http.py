"""Votes that arrive together at the product as it is served: sessions, CSRF, waitress, the role without rights.

50 submissions for one practice at once, 20 rounds: exactly one vote counts, the same form gives the same receipt and
sends nothing again, changes are a strict sequence of which the last counts, and nobody sees a 500. 500 practices at
once: 500 votes, 500 receipts, all different (VOT-02, VOT-11).
"""

import re
from functools import partial
from itertools import pairwise
from uuid import uuid4

import pytest

from cocommission.shared.clock import read_clock
from cocommission.shared.models import Entry, Message
from cocommission.shared.queries.ledger import verify
from tests.factories import votes
from tests.factories.world import build_world
from tests.faults.browsers import Browser, together
from votes.models import RollEntry, Vote, VotingPaper
from votes.queries.ballot_tallies import count_ballot_figures

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
TOGETHER = 50
ROUNDS = 20
RECEIPT = re.compile(r"(?<![\w-])[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}(?![\w-])")


@pytest.fixture
def country():
    """The small country, made at the real time: races need clocks that run."""
    return build_world(read_clock())


def form(token, choice):
    return {"question_1": choice, "confirm": "on", "form_token": str(token)}


def test_fifty_submissions_of_one_practice_twenty_times(country, served):
    ballot = votes.opened(country, now=read_clock())
    entry = votes.entry_of(ballot, country.practices[0].code)
    page, receipt_page = f"/vote/{entry.pk}/", f"/vote/{entry.pk}/receipt/"
    tellers = (country.representative, country.deputy)
    browsers = [Browser(served.address).sign_in(person) for person in tellers]
    papers = VotingPaper.objects.filter(roll_entry=entry).order_by("number")
    for turn in range(ROUNDS):
        for browser in browsers:
            assert "Vote for" in browser.open(page)
        before = papers.all().count()
        if turn % 2:  # fifty different forms of two people
            forms = [form(uuid4(), "BC"[number % 2]) for number in range(TOGETHER)]
            calls = [partial(browsers[number % 2].send, page, sent) for number, sent in enumerate(forms)]
        else:  # one form, sent fifty times over by a nervous hand
            sent = form(browsers[0].hidden["form_token"], "C")
            calls = [partial(browsers[0].send, page, sent)] * TOGETHER
        assert together(calls) == {302: TOGETHER}
        stored = list(papers.all())
        assert [paper.number for paper in stored] == list(range(1, before + (TOGETHER if turn % 2 else 1) + 1))
        assert all(earlier.cast_at <= later.cast_at for earlier, later in pairwise(stored))
        assert RECEIPT.findall(browsers[1].open(receipt_page)) == [stored[-1].receipt]
        if not turn % 2:
            assert browsers[0].send(page, sent) == 302
            assert RECEIPT.findall(browsers[0].open(receipt_page)) == [stored[-1].receipt]
        assert Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:receipt:").count() == len(stored) * 2
        (figures,) = count_ballot_figures(ballot).values()
        assert figures.cast.practices == 1
        (live,) = stored[-1].votes.all()
        assert {option.code for option, count in figures.options if count.practices} == {live.option}
    assert Vote.objects.filter(paper__roll_entry=entry).count() == len(stored) == ROUNDS // 2 * (TOGETHER + 1)
    assert verify(None).ok


def test_five_hundred_practices_at_once(country, served):
    votes.more_practices(country, 495)
    ballot = votes.opened(country, now=read_clock())
    entries = dict(RollEntry.objects.filter(ballot=ballot).values_list("code", "pk"))
    assert len(entries) == 500
    first = Browser(served.address).sign_in(country.representative)
    first.open(f"/vote/{entries[country.practices[0].code]}/")  # whose CSRF token and cookie serve for all
    calls = []
    for code, entry in entries.items():
        browser = Browser(served.address, dict(first.cookies), first.hidden).sign_in(country.representatives[code])
        calls.append(partial(browser.send, f"/vote/{entry}/", form(uuid4(), "C")))
    assert together(calls) == {302: 500}
    stored = VotingPaper.objects.filter(roll_entry__ballot=ballot, number=1)
    assert stored.count() == Vote.objects.count() == 500
    assert len(set(stored.values_list("receipt", flat=True))) == 500
    assert Entry.objects.filter(act="vote.cast").count() == 500
    assert verify(None).ok
