"""Votes on paper or from a meeting: an officer enters, another person confirms, and the database asks for both."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cocommission.shared.errors import Conflict, Refused
from tests.actions.test_ballot_casting import insert_paper
from tests.factories.votes import entry_of, opened
from votes.actions.ballot_assisted import confirm_assisted, enter_assisted
from votes.models import AssistedEntry, Vote, VotingPaper
from votes.queries.ballot_assisted import pending_entries
from votes.queries.ballots import turnout

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(database_clock, now):
    return database_clock(now)


def assisted(world, ballot, now, **more):
    facts = {
        "roll_entry": entry_of(ballot, "G82003"),
        "method": "PAPER",
        "evidence": "Ballot file, sheet 3",
        "given_by": world.representatives["G82003"],
        "choices": {1: "C"},
        "form_token": uuid4(),
        "by": world.officer,
        "now": now,
    }
    return enter_assisted(**(facts | more))


def test_a_paper_vote_counts_once_another_person_confirmed_it(world, now, clock):
    ballot = opened(world, now=now)
    row = assisted(world, ballot, now)
    assert turnout(ballot).voted == 0
    assert [one.pk for one in pending_entries(ballot, now)] == [row.pk]
    with pytest.raises(Refused, match="another person must confirm"):
        confirm_assisted(entry=row, by=world.officer, now=now)
    with pytest.raises(Refused):
        confirm_assisted(entry=row, by=world.other_officer, now=now)
    receipt = confirm_assisted(entry=row, by=world.audit_chair, now=now)
    paper = VotingPaper.objects.get()
    assert (paper.cast_by, paper.assisted_by, paper.confirmed_by) == (
        world.representatives["G82003"],
        world.officer,
        world.audit_chair,
    )
    assert paper.receipt == receipt.receipt
    assert confirm_assisted(entry=AssistedEntry.objects.get(), by=world.audit_chair, now=now).again
    assert pending_entries(ballot, now) == []


def test_assisted_entry_needs_the_right_people_and_a_paper(world, now, clock):
    ballot = opened(world, now=now)
    for more in (
        {"by": world.audit_chair},
        {"given_by": world.representative},
        {"evidence": " "},
        {"choices": {}},
    ):
        with pytest.raises(Refused):
            assisted(world, ballot, now, **more)
    row = assisted(world, ballot, now)
    later = assisted(world, ballot, now, choices={1: "B"})
    with pytest.raises(Conflict, match="voted again since"):
        confirm_assisted(entry=row, by=world.lay_member, now=now)
    confirm_assisted(entry=later, by=world.representatives["G82003"], now=now)
    assert Vote.objects.get().option == "B"


def test_the_same_form_is_one_entry_and_serves_no_other(world, now, clock):
    ballot, token = opened(world, now=now), uuid4()
    row = assisted(world, ballot, now, form_token=token)
    assert assisted(world, ballot, now, form_token=token) == row
    elsewhere = {"roll_entry": entry_of(ballot, "G82002"), "given_by": world.representatives["G82002"]}
    for more in (elsewhere, {"by": world.second_officer}):
        with pytest.raises(Conflict, match="already used for another entry"):
            assisted(world, ballot, now, form_token=token, **more)
    assert AssistedEntry.objects.count() == 1


def test_the_referee_asks_for_officer_and_second_person(world, now, clock):
    ballot = opened(world, now=now)
    row = assisted(world, ballot, now)
    entry, giver = row.roll_entry, row.given_by
    for officer, second in (
        (world.audit_chair, world.officer),
        (world.officer, world.officer),
        (world.officer, world.other_officer),
        (world.officer, world.representative),
    ):
        with pytest.raises(IntegrityError):
            insert_paper(entry, giver, assisted=(row.pk, officer), confirmed=second)
    paper = insert_paper(entry, giver, assisted=(row.pk, world.officer), confirmed=world.second_officer)
    with pytest.raises(IntegrityError, match="answers every question"), transaction.atomic():
        connection.check_constraints()
    Vote.objects.create(paper_id=paper, question=ballot.questions.get(), option="C")
