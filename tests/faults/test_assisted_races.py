"""A vote that an officer entered is confirmed while others act for the same practice: who comes later sees it."""

from functools import partial
from threading import Event, Thread
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction

from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Conflict
from cocommission.shared.models import Message
from tests.factories.votes import cast, entry_of, opened
from tests.factories.world import build_world
from tests.faults.together import all_at_once
from votes.actions.ballot_assisted import confirm_assisted, enter_assisted
from votes.models import AssistedEntry, Vote, VotingPaper

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
CODE = "G82003"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"  # unlike the activity view not a snapshot


@pytest.fixture
def country():
    return build_world(read_clock())


def entered(country, ballot, choice="C"):
    return enter_assisted(
        roll_entry=entry_of(ballot, CODE),
        method="PAPER",
        evidence="Ballot file, sheet 3",
        given_by=country.representatives[CODE],
        choices={1: choice},
        form_token=uuid4(),
        by=country.officer,
        now=read_clock(),
    )


def confirm(pk, by):
    return confirm_assisted(entry=AssistedEntry.objects.get(pk=pk), by=by, now=read_clock())


def wait_until_somebody_waits():
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        sleep(0.01)
    raise AssertionError("nobody waited for a lock")


def test_a_confirmation_does_not_push_aside_a_vote_that_the_practice_is_casting(country):
    """The practice's own vote is written but not committed when the confirmation comes: it must wait, then refuse."""
    ballot = opened(country, now=read_clock())
    row = entered(country, ballot)
    answers, begun = [], Event()

    def confirms():
        begun.set()
        answers.extend(all_at_once([partial(confirm, row.pk, country.audit_chair)]))

    thread = Thread(target=confirms)
    with transaction.atomic():
        cast(country, ballot, CODE, "B", now=read_clock())
        thread.start()
        begun.wait()
        wait_until_somebody_waits()
    thread.join()
    assert isinstance(answers[0], Conflict)
    assert "voted again since" in str(answers[0])
    assert Vote.objects.get().option == "B"


def test_two_confirmations_at_once_are_one_vote(country):
    ballot = opened(country, now=read_clock())
    row = entered(country, ballot)
    people = [country.audit_chair, country.lay_member, country.second_officer, country.representatives[CODE]]
    found = all_at_once([partial(confirm, row.pk, who) for who in people])
    assert {receipt.receipt for receipt in found} == {VotingPaper.objects.get().receipt}
    assert sorted(receipt.again for receipt in found) == [False, True, True, True]
    tellers = 1
    assert Message.objects.filter(key__contains=":receipt:").count() == tellers


def test_of_two_entries_confirmed_at_once_the_later_one_is_the_vote(country):
    ballot = opened(country, now=read_clock())
    earlier, later = entered(country, ballot, "C"), entered(country, ballot, "B")
    first, second = all_at_once(
        [partial(confirm, earlier.pk, country.audit_chair), partial(confirm, later.pk, country.lay_member)]
    )
    assert isinstance(first, Conflict)
    assert second.receipt == VotingPaper.objects.get().receipt
    assert Vote.objects.get().option == "B"
