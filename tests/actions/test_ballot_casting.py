"""Casting: who may, when, and what is recorded; and what the database refuses whoever asks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from ccgs.actions.posts import revoke_post
from ccgs.models.posts import PracticeGrant
from ccgs.terms import RoleCode
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from tests.database import owners_cursor
from tests.factories.ccgs_people import post
from tests.factories.votes import cast, draft, entry_of, opened
from votes.actions.ballot_casting import cast_vote
from votes.actions.ballot_changes import correct_roll
from votes.actions.ballot_opening import open_ballot
from votes.models import Vote, VotingPaper
from votes.queries.ballot_casting import live_paper, my_votes, not_cast_yet, voting
from votes.queries.ballots import turnout
from votes.terms.ballots import QuestionKind

pytestmark = pytest.mark.django_db
TWO = (
    {"kind": QuestionKind.MODEL_CHOICE, "text": "Which model?", "models": "BC"},
    {"kind": QuestionKind.FREE, "text": "Publish the papers?"},
)


@pytest.fixture
def clock(database_clock, now):
    return database_clock(now)


def test_a_vote_is_recorded_with_a_receipt_and_told_to_the_practice(world, now, clock):
    ballot = opened(world, now=now, questions=TWO)
    receipt = cast(world, ballot, "G82001", "C", "ABSTAIN", now=now)
    assert (receipt.number, receipt.again, receipt.cast_at) == (1, False, now)
    assert len(receipt.receipt) == 14
    paper = live_paper(entry_of(ballot, "G82001").pk)
    assert [vote.option for vote in paper.votes.order_by("question__number")] == ["C", "ABSTAIN"]
    told = Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:receipt")
    assert {message.to_person for message in told} == {world.representative, world.deputy}
    entry = Entry.objects.get(act="vote.cast")
    for text in (entry.body, *(message.text + message.subject for message in told)):
        assert "ABSTAIN" not in text
        assert "Model C" not in text
    assert receipt.receipt not in entry.body
    assert turnout(ballot).voted == 1


def test_the_same_form_again_gives_the_same_receipt_and_sends_nothing(world, now, clock):
    ballot, token = opened(world, now=now), uuid4()
    first = cast(world, ballot, "G82001", "C", now=now, form_token=token)
    before = (Message.objects.count(), Entry.objects.count())
    again = cast(world, ballot, "G82001", "C", now=now + timedelta(days=20), form_token=token)
    assert (again.receipt, again.number, again.again) == (first.receipt, 1, True)
    assert (Message.objects.count(), Entry.objects.count()) == before
    with pytest.raises(Conflict, match="already sent with other answers"):
        cast(world, ballot, "G82001", "B", now=now, form_token=token)
    with pytest.raises(Conflict, match="already sent"):
        cast(world, ballot, "G82002", "B", now=now, form_token=token)
    assert VotingPaper.objects.count() == 1


def test_changes_are_a_strict_sequence_of_which_the_last_counts(world, now, clock):
    ballot = opened(world, now=now)
    numbers = [cast(world, ballot, "G82001", option, now=now).number for option in ("C", "B", "NONE")]
    cast(world, ballot, "G82001", "ABSTAIN", now=now, by=world.deputy)
    assert numbers == [1, 2, 3]
    entry = entry_of(ballot, "G82001")
    assert [paper.number for paper in entry.papers.order_by("number")] == [1, 2, 3, 4]
    assert live_paper(entry.pk).votes.get().option == "ABSTAIN"
    assert list(Entry.objects.filter(act__startswith="vote.").values_list("act", flat=True)) == [
        "vote.cast",
        "vote.changed",
        "vote.changed",
        "vote.changed",
    ]


def test_only_the_practices_own_representative_or_deputy(world, now, clock):
    ballot = opened(world, now=now)
    for person in (world.other_representative, world.foreign_representative, world.officer, world.lmc_reviewer):
        with pytest.raises(Refused) as refused:
            cast(world, ballot, "G82001", "C", now=now, by=person)
        assert refused.value.status == 404
    assert not VotingPaper.objects.exists()


def test_a_lapsed_post_cannot_vote_even_with_its_grant_still_there(world, now, clock):
    ballot = opened(world, now=now)
    row = world.posts["representative"]
    row.ends_at = now
    row.record(by=world.officer, at=now, why="Lapsed")
    assert PracticeGrant.objects.filter(user=world.representative, content_object=world.practices[0]).exists()
    with pytest.raises(Refused) as refused:
        cast(world, ballot, "G82001", "C", now=now)
    assert refused.value.status == 404


def test_to_the_second(world, now, database_clock):
    ballot = draft(world, now=now, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=15))
    database_clock(now)
    open_ballot(ballot=ballot, by=world.officer, now=now)
    second = timedelta(seconds=1)
    opens, closes = now + timedelta(days=1), now + timedelta(days=15)
    for at, words in ((opens - second, "not begun"), (closes, "closed"), (closes + second, "closed")):
        database_clock(at)
        with pytest.raises(Conflict, match=words):
            cast(world, ballot, "G82001", "C", now=at)
    for number, at in enumerate((opens, closes - second), start=1):
        database_clock(at)
        assert cast(world, ballot, "G82001", "C", now=at).number == number


def test_the_database_has_the_last_word_on_the_time(world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    database_clock(ballot.closes_at)
    with pytest.raises(Conflict, match=r"Voting has closed\. This vote was not recorded"):
        cast(world, ballot, "G82001", "C", now=now)
    database_clock(now - timedelta(seconds=1))
    with pytest.raises(Conflict, match="not begun"):
        cast(world, ballot, "G82001", "C", now=now)


def insert_paper(entry, person, number=1, *, assisted=None, confirmed=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO votes_votingpaper (roll_entry_id, number, form_token, receipt, cast_at, cast_by_id, "
            "assisted_entry_id, assisted_by_id, confirmed_by_id) "
            "VALUES (%s, %s, %s, %s, now(), %s, %s, %s, %s) RETURNING id",
            [
                entry if isinstance(entry, int) else entry.pk,
                number,
                uuid4(),
                uuid4().hex[:14],
                person.pk,
                assisted and assisted[0],
                assisted and assisted[1].pk,
                confirmed and confirmed.pk,
            ],
        )
        return cursor.fetchone()[0]


def test_the_referee_refuses_whoever_asks(world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    entry = entry_of(ballot, "G82001")
    with pytest.raises(IntegrityError, match="not on the roll"):
        insert_paper(987_654, world.representative)
    with pytest.raises(IntegrityError, match="no longer the representative"):
        insert_paper(entry, world.other_representative)
    paper = insert_paper(entry, world.representative)
    with pytest.raises(IntegrityError):
        insert_paper(entry, world.representative)  # number 1 again
    with pytest.raises(IntegrityError, match="has voted meanwhile"):
        insert_paper(entry, world.representative, 3)  # a gap
    question = ballot.questions.get()
    for question_id, option in ((question.pk + 999, "C"), (question.pk, "A")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.objects.create(paper_id=paper, question_id=question_id, option=option)
    Vote.objects.create(paper_id=paper, question=question, option="C")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(paper_id=paper, question=question, option="B")
    for statement in (
        "UPDATE votes_vote SET option = 'B'",
        "DELETE FROM votes_vote",
        "UPDATE votes_votingpaper SET number = 7",
        "DELETE FROM votes_votingpaper",
    ):
        with pytest.raises(IntegrityError), owners_cursor() as cursor:
            cursor.execute(statement)
    post(RoleCode.REPRESENTATIVE, world.practices[1], world.nobody, starts_at=now + timedelta(days=1))
    with pytest.raises(IntegrityError, match="no longer the representative"):
        insert_paper(entry_of(ballot, "G82002"), world.nobody)
    database_clock(ballot.closes_at)
    with pytest.raises(IntegrityError, match="has closed"):
        insert_paper(entry, world.representative, 2)


def test_every_question_needs_an_answer_of_its_own(world, now, clock):
    ballot = opened(world, now=now, questions=TWO)
    for choices in (("C",), ("C", "MAYBE"), ("A", "FOR"), ()):
        with pytest.raises(Refused) as refused:
            cast(world, ballot, "G82001", *choices, now=now)
        assert refused.value.status == 400
    assert not VotingPaper.objects.exists()


def test_somebody_who_represents_two_practices_casts_two_votes(world, now, clock):
    revoke_post(post=world.posts["other_representative"], reason="Left", by=world.officer, now=now)
    post(RoleCode.REPRESENTATIVE, world.practices[1], world.representative, starts_at=now)
    ballot = opened(world, now=now)
    assert {one.code for one in not_cast_yet(world.representative, now)} == {"G82001", "G82002"}
    cast(world, ballot, "G82001", "C", now=now)
    cast(world, ballot, "G82002", "B", now=now, by=world.representative)
    assert not_cast_yet(world.representative, now) == []
    assert len(my_votes(world.representative, now)) == 2
    assert turnout(ballot).voted == 2


def test_struck_practices_do_not_vote_and_added_ones_do(world, now, clock):
    ballot = opened(world, now=now)
    cast(world, ballot, "G82005", "B", now=now)
    strike = correct_roll(
        ballot=ballot, practice=world.practices[4], kind="STRUCK", reason="Closed in May", by=world.officer, now=now
    )
    assert (strike.weight_before, strike.weight_after) == (1, 0)
    with pytest.raises(Conflict, match="struck off"):
        cast(world, ballot, "G82005", "C", now=now)
    with pytest.raises(IntegrityError, match="taken off the roll"):
        insert_paper(entry_of(ballot, "G82005"), world.representatives["G82005"], 2)
    assert (turnout(ballot).practices, turnout(ballot).voted) == (4, 0)
    with pytest.raises(Conflict, match="on the roll already"):
        correct_roll(ballot=ballot, practice=world.practices[0], kind="ADDED", reason="x", by=world.officer, now=now)
    back = correct_roll(
        ballot=ballot, practice=world.practices[4], kind="ADDED", reason="A mistake", by=world.officer, now=now
    )
    assert back.roll_hash_after == ballot.roll_hash
    assert cast(world, ballot, "G82005", "C", now=now).number == 2


def test_foreign_entries_do_not_exist_for_others(world, now, clock):
    ballot = opened(world, now=now)
    entry = entry_of(ballot, "G82001")
    assert voting(entry.pk, world.representative, now).practice == "Amber Lane Surgery"
    assert voting(entry.pk, world.other_representative, now) is None
    with pytest.raises(Refused) as refused:
        cast_vote(entry_id=987_654, choices={1: "C"}, form_token=uuid4(), by=world.representative, now=now)
    assert refused.value.status == 404
