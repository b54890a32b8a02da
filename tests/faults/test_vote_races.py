"""Votes that arrive together: none lost, none double, none late; the same form twice is one vote (VOT-02, VOT-11)."""

import random
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from ccgs.queries.members import members_at
from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Refused
from cocommission.shared.models import Entry, Message
from cocommission.shared.queries.ledger import verify
from tests.factories import votes
from tests.factories.world import build_world
from tests.faults.together import all_at_once
from votes.actions.ballot_counting import count_ballot
from votes.models import Result, Vote, VotingPaper
from votes.tasks.ballots import close_due

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
TOGETHER = 50
ROUNDS = 20
SWEEPERS = 3


@pytest.fixture
def real_world():
    """A small country in real time: both clocks run."""
    return build_world(read_clock())


def forms_of(world, ballot, code, tokens):
    """One call per form token; the choices alternate so that every call is a real vote."""
    return [
        partial(votes.cast, world, ballot, code, "B" if index % 2 else "C", now=read_clock(), form_token=token)
        for index, token in enumerate(tokens)
    ]


def receipts_sent(ballot):
    return Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:receipt:").count()


def test_fifty_submissions_of_one_practice_twenty_times(real_world):
    """Even rounds: one form, sent fifty times over by a nervous hand. Odd rounds: fifty different forms."""
    code = real_world.practices[0].code
    tellers = 2  # the representative and the deputy of the first practice
    for turn in range(ROUNDS):
        ballot = votes.opened(real_world, now=read_clock(), title=f"Round {turn}")
        if turn % 2:
            answers = all_at_once(forms_of(real_world, ballot, code, [uuid4() for _ in range(TOGETHER)]))
            expected = TOGETHER
        else:
            call = forms_of(real_world, ballot, code, [uuid4()])[0]
            answers = all_at_once([call] * TOGETHER)
            expected = 1
        assert [answer for answer in answers if isinstance(answer, BaseException)] == []
        papers = list(VotingPaper.objects.filter(roll_entry__ballot=ballot).order_by("number"))
        assert [paper.number for paper in papers] == list(range(1, expected + 1))
        assert {answer.receipt for answer in answers} == {paper.receipt for paper in papers}
        assert sum(not answer.again for answer in answers) == expected
        assert receipts_sent(ballot) == expected * tellers
        assert Vote.objects.filter(paper__roll_entry__ballot=ballot).count() == expected
        last = max(answers, key=lambda answer: answer.number)
        live = votes.entry_of(ballot, code).papers.last()
        assert (live.receipt, live.number) == (last.receipt, expected)
    assert verify(None).ok


def test_five_hundred_practices_at_once(real_world):
    places = votes.more_practices(real_world, 495)
    codes = [place.code for place in real_world.practices] + [code for code, _ in places]
    ballot = votes.opened(real_world, now=read_clock())
    calls = [partial(votes.cast, real_world, ballot, code, "B", now=read_clock()) for code in codes]
    random.shuffle(calls)
    answers = []
    for start in range(0, len(calls), 125):  # a server has so many connections; they queue before it, not in it
        answers += all_at_once(calls[start : start + 125])
    assert [answer for answer in answers if isinstance(answer, BaseException)] == []
    assert len({answer.receipt for answer in answers}) == 500
    assert VotingPaper.objects.filter(roll_entry__ballot=ballot, number=1).count() == 500
    assert Vote.objects.count() == 500
    assert Entry.objects.filter(act="vote.cast").count() == 500
    assert verify(None).ok


def test_a_hundred_and_twenty_votes_against_three_sweepers_at_the_deadline(real_world):
    votes.more_practices(real_world, 115)
    codes = [member.code for member in members_at(real_world.ccg, read_clock().date())]
    closes_at = read_clock() + timedelta(seconds=6)
    ballot = votes.opened(real_world, now=read_clock(), closes_at=closes_at)

    def vote(code):
        early = random.uniform(-1.0, 0.4)
        time.sleep(max(0.0, (closes_at - read_clock()).total_seconds() + early))
        return votes.cast(real_world, ballot, code, "B", now=read_clock())

    def sweep():
        done = 0
        while read_clock() < closes_at + timedelta(seconds=1.5):
            done += close_due(read_clock()).done
            time.sleep(0.01)
        return done

    answers = all_at_once([*(partial(vote, code) for code in codes[:120]), *[sweep] * SWEEPERS])
    cast, swept = answers[:-SWEEPERS], answers[-SWEEPERS:]
    kinds = Counter("refused" if isinstance(answer, Refused) else type(answer).__name__ for answer in cast)
    assert set(kinds) <= {"Receipt", "refused"}, cast
    stored = VotingPaper.objects.filter(roll_entry__ballot=ballot)
    assert stored.filter(cast_at__gte=closes_at).count() == 0
    assert stored.count() == kinds["Receipt"]
    closing = Entry.objects.get(act="ballot.closed")
    assert f'"voted" : {stored.count()}' in closing.body or f'"voted": {stored.count()}' in closing.body
    assert sum(swept) == 1
    count_ballot(ballot=ballot, by=real_world.officer, now=read_clock())
    assert Result.objects.get().tally.cast.practices == kinds["Receipt"]
