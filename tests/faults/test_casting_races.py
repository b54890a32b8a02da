"""Races on real PostgreSQL: many clients at once, through the whole HTTP request where it matters.

50 forms for one practice at once, 20 rounds: one live vote, a strict sequence, no error. 500 practices at once: 500
votes, 500 different receipts. The deadline: 120 casts against three sweepers, none late, counted = stored, and one
closing entry.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry, Message
from tests.factories.ccgs_people import person, post
from tests.factories.votes import opened
from tests.factories.world import build_world, practice
from votes.actions.ballot_casting import cast_vote
from votes.actions.ballot_clock import due_to_close
from votes.actions.ballot_counting import count_ballot
from votes.models import Result, RollEntry, Vote, VotingPaper
from votes.tasks.ballots import close_due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
THREADS = 25


@pytest.fixture
def country(transactional_db):
    """The small country, made at the real time: races need clocks that run."""
    return build_world(read_clock())


def at_once(jobs, threads=THREADS):
    """Runs the jobs in `threads` threads that start together; gives their results in order."""
    barrier = Barrier(min(threads, len(jobs)))

    def run(job, wait):
        try:
            if wait:
                barrier.wait()
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return [
            future.result()
            for future in [pool.submit(run, job, index < barrier.parties) for index, job in enumerate(jobs)]
        ]


def signed_in(who):
    client = Client(raise_request_exception=True)
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def post_form(client, entry, token, answer):
    return client.post(f"/vote/{entry}/", {"question_1": answer, "confirm": "on", "form_token": str(token)}).status_code


def test_fifty_at_once_for_one_practice_twenty_rounds(country):
    now = read_clock()
    ballot = opened(country, now=now)
    entry = RollEntry.objects.get(ballot=ballot, code="G82001").pk
    clients = [signed_in(who) for who in (country.representative, country.deputy)]
    before = 0
    for round_ in range(20):
        same = uuid4()
        if round_ % 2:  # the same form fifty times: one vote
            jobs = [partial(post_form, clients[0], entry, same, "C")] * 50
            expected = 1
        else:  # fifty different forms of two people: fifty votes in a strict sequence
            jobs = [partial(post_form, clients[n % 2], entry, uuid4(), "BC"[n % 2]) for n in range(50)]
            expected = 50
        assert Counter(at_once(jobs)) == {302: 50}
        papers = list(VotingPaper.objects.filter(roll_entry=entry).order_by("number"))
        assert [paper.number for paper in papers] == list(range(1, before + expected + 1))
        assert all(earlier.cast_at <= later.cast_at for earlier, later in zip(papers, papers[1:], strict=False))
        before += expected
    assert Vote.objects.filter(paper__roll_entry=entry).count() == before
    assert Message.objects.filter(key__contains=":receipt:").count() == 2 * before
    acts = Counter(Entry.objects.filter(act__startswith="vote.").values_list("act", flat=True))
    assert acts == {"vote.cast": 1, "vote.changed": before - 1}


def test_five_hundred_practices_at_once(country):
    now = read_clock()
    for number in range(495):
        place = practice(f"P{number:05}", f"Invented Surgery {number}", 5000, country.ccg, country.release)
        holder = person(f"Robin {number}")
        post("REPRESENTATIVE", place, holder)
        country.representatives[place.code] = holder
    ballot = opened(country, now=now)
    entries = dict(RollEntry.objects.filter(ballot=ballot).values_list("code", "pk"))
    assert len(entries) == 500

    def job(code):
        return cast_vote(
            entry_id=entries[code],
            choices={1: "C"},
            form_token=uuid4(),
            by=country.representatives[code],
            now=read_clock(),
        ).receipt

    receipts = at_once([partial(job, code) for code in entries])
    assert len(set(receipts)) == 500
    assert VotingPaper.objects.count() == Vote.objects.count() == 500


def test_the_deadline_against_three_sweepers(country):
    for number in range(115):
        place = practice(f"P{number:05}", f"Invented Surgery {number}", 5000, country.ccg, country.release)
        country.representatives[place.code] = person(f"Robin {number}")
        post("REPRESENTATIVE", place, country.representatives[place.code])
    ballot = opened(country, now=read_clock(), closes_at=read_clock() + timedelta(seconds=6))
    entries = dict(RollEntry.objects.filter(ballot=ballot).values_list("code", "pk"))
    assert len(entries) == 120

    def vote(code):
        start = ballot.closes_at - timedelta(seconds=0.3 * (sum(map(ord, code)) % 6))
        sleep(max(0.0, (start - read_clock()).total_seconds()))
        try:
            return cast_vote(
                entry_id=entries[code],
                choices={1: "C"},
                form_token=uuid4(),
                by=country.representatives[code],
                now=read_clock(),
            ).receipt
        except Refused as refused:
            late.append(refused.texts[0])
            return None

    late: list[str] = []

    def sweep():
        done = 0
        while read_clock() < ballot.closes_at + timedelta(seconds=2):
            done += close_due(read_clock()).done
            sleep(0.01)
        return done

    results = at_once([sweep, sweep, sweep, *[partial(vote, code) for code in entries]], threads=33)
    assert sum(results[:3]) == 1
    assert all("clos" in words for words in late)
    receipts = [receipt for receipt in results[3:] if receipt]
    papers = VotingPaper.objects.all()
    assert {paper.receipt for paper in papers} == set(receipts)
    assert all(paper.cast_at < ballot.closes_at for paper in papers)
    assert Entry.objects.filter(act="ballot.closed").count() == 1
    assert Entry.objects.get(act="ballot.closed").body.count(f'"voted": {len(receipts)}') == 1
    assert not due_to_close(read_clock()).exists()
    count_ballot(ballot=ballot, by=country.officer, now=read_clock())
    assert Result.objects.get().tally.cast.practices == len(receipts)
