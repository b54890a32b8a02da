"""Drafting and opening: nothing opens that lacks something, and what opens is frozen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from ccgs.actions.posts import revoke_post
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from tests.database import owners_cursor
from tests.factories.votes import NO_NOTICE, cast, draft, opened, proposed, rules
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import discard_draft, edit_draft, remove_question, save_question
from votes.models import Ballot, Extension, Question, RollEntry
from votes.queries.ballots import ballot_of, missing_before_opening
from votes.rules.facts import QuestionFacts
from votes.terms.ballots import BallotState, QuestionKind

pytestmark = pytest.mark.django_db


def test_opening_freezes_roll_weights_rule_and_text(world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    entries = list(RollEntry.objects.filter(ballot=ballot).order_by("code"))
    assert [(entry.code, entry.patients, entry.weight) for entry in entries] == [
        ("G82001", 12_000, 1),
        ("G82002", 8_000, 1),
        ("G82003", 6_120, 1),
        ("G82004", 3_880, 1),
        ("G82005", 1_999, 1),
    ]
    question = ballot.questions.get()
    assert question.terms == NO_NOTICE
    assert len({ballot.roll_hash, ballot.questions_hash, ballot.ballot_hash}) == 3
    assert ballot.opens_at == now
    entry = Entry.objects.get(act="ballot.opened")
    assert entry.subject == ballot.subject
    assert ballot.roll_hash in entry.body
    told = Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:opened")
    assert told.count() == 6  # five representatives and one deputy
    assert "You vote for Amber Lane Surgery." in told.get(to_person=world.representative).text


def test_missing_representatives_block_until_a_reason_is_given(world, now):
    for code in ("G82001", "G82002", "G82003"):
        place = next(practice for practice in world.practices if practice.code == code)
        for post in place.posts.all():
            revoke_post(post=post, reason="Retired", by=world.officer, now=now)
    ballot = draft(world, now=now)
    with pytest.raises(Refused) as refused:
        open_ballot(ballot=ballot, by=world.officer, now=now)
    assert refused.value.texts == [
        blocker.missing for blocker in missing_before_opening(ballot, now) if blocker.level == "B"
    ]
    assert "No representative for 3 practices" in refused.value.texts[0]
    edit_draft(ballot=ballot, by=world.officer, now=now, unrepresented_reason="They are merging this week.")
    assert open_ballot(ballot=ballot, by=world.officer, now=now).state == BallotState.OPENED


def test_notice_of_the_constitution_is_kept(world, now):
    ballot = draft(
        world,
        now=now,
        constitution=world.constitution,
        closes_at=now + timedelta(days=28),
        questions=({"kind": QuestionKind.CONSTITUTION_CHANGE, "text": "Adopt?", "constitution": proposed(world.ccg)},),
    )
    with pytest.raises(Refused, match="notice is too short"):
        open_ballot(ballot=ballot, by=world.officer, now=now)
    edit_draft(ballot=ballot, by=world.officer, now=now, opens_at=now + timedelta(days=14))
    ballot = open_ballot(ballot=ballot, by=world.officer, now=now)
    assert ballot.phase(now) == "NOTICE"
    assert ballot.questions.get().terms.clause == "4.2"


def test_only_who_runs_ballots_drafts_and_opens(world, now):
    for person in (world.representative, world.other_officer, world.lmc_reviewer, world.audit_chair):
        with pytest.raises(Refused) as refused:
            draft(world, now=now, by=person)
        assert refused.value.status == 403
    ballot = draft(world, now=now)
    with pytest.raises(Refused):
        open_ballot(ballot=ballot, by=world.other_officer, now=now)


def test_a_ballot_opens_once(world, now):
    ballot = opened(world, now=now)
    with pytest.raises(Conflict):
        open_ballot(ballot=ballot, by=world.second_officer, now=now)
    assert Entry.objects.filter(act="ballot.opened").count() == 1


def test_nothing_frozen_changes_whoever_asks(world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now, background="As agreed")
    with pytest.raises(Conflict):
        edit_draft(ballot=ballot, by=world.officer, now=now, title="Another")
    with pytest.raises(Conflict):
        save_question(ballot=ballot, facts=QuestionFacts(QuestionKind.FREE, "One more?"), by=world.officer, now=now)
    for statement in (
        "UPDATE votes_ballot SET title = 'Another' WHERE id = %s",
        "UPDATE votes_ballot SET roll_hash = repeat('0', 64) WHERE id = %s",
        "UPDATE votes_ballot SET returning_officer_id = returning_officer_id + 1 WHERE id = %s",
        "UPDATE votes_ballot SET state = 'DRAFT' WHERE id = %s",
        "UPDATE votes_ballot SET state = 'CLOSED' WHERE id = %s",
        "UPDATE votes_ballot SET closes_at = closes_at + interval '1 day' WHERE id = %s",
        "DELETE FROM votes_ballot WHERE id = %s",
        "UPDATE votes_question SET rule = '{}' WHERE ballot_id = %s",
        "UPDATE votes_question SET text = 'Another?' WHERE ballot_id = %s",
        "DELETE FROM votes_question WHERE ballot_id = %s",
        "UPDATE votes_rollentry SET weight = 9 WHERE ballot_id = %s",
        "DELETE FROM votes_rollentry WHERE ballot_id = %s",
        "INSERT INTO votes_rollentry (ballot_id, practice_id, code, name, contract, patients, weight) "
        f"VALUES (%s, {world.other_practices[0].pk}, 'H81001', 'Fern', '', 1, 1)",
    ):
        with pytest.raises(IntegrityError), owners_cursor() as cursor:
            cursor.execute(statement, [ballot.pk])


@pytest.mark.parametrize("table", ["votes_rollentry", "votes_votingpaper", "votes_vote", "votes_extension"])
def test_truncate_is_refused(world, now, table):
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_an_extension_row_alone_moves_nothing_back(world, now, database_clock):
    database_clock(now)
    ballot = opened(world, now=now)
    Extension.objects.create(
        ballot=ballot,
        closed_before_at=ballot.closes_at,
        closes_at=ballot.closes_at + timedelta(days=1),
        reason="Planted",
        extended_at=now,
        extended_by=world.officer,
    )
    back = "UPDATE votes_ballot SET closes_at = closes_at - interval '1 day' WHERE id = %s"
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute(back, [ballot.pk])


def test_questions_are_numbered_without_gaps_and_drafts_can_be_given_up(world, now):
    ballot = draft(world, now=now)
    for text in ("Second?", "Third?"):
        save_question(ballot=ballot, facts=QuestionFacts(QuestionKind.FREE, text), by=world.officer, now=now)
    remove_question(question=ballot.questions.get(number=2), by=world.officer, now=now)
    assert list(ballot.questions.values_list("number", "text")) == [(1, "Which model?"), (2, "Third?")]
    discard_draft(ballot=ballot, by=world.officer, now=now)
    assert not Ballot.objects.exists()
    assert Question.history.count() > 0


def test_secret_ballot_is_refused_in_clear_words(world, now):
    from dataclasses import replace

    from ccgs.terms.voting import BallotMode

    ballot = draft(world, now=now, constitution=rules(world.ccg, replace(NO_NOTICE, mode=BallotMode.SECRET)))
    assert ballot.mode == BallotMode.SECRET
    with pytest.raises(Refused, match="You cannot open a secret ballot in this service yet"):
        open_ballot(ballot=ballot, by=world.officer, now=now)


def test_the_public_sees_no_draft(world, now):
    ballot = draft(world, now=now)
    assert ballot_of(world.ccg, ballot.number, working=False) is None
    assert ballot_of(world.other_ccg, ballot.number, working=True) is None
    assert ballot_of(world.ccg, ballot.number, working=True) == ballot


def test_two_drafts_get_two_numbers_and_later_list_sizes_change_nothing(world, now, database_clock):
    database_clock(now)
    first, second = opened(world, now=now), draft(world, now=now)
    assert (first.number, second.number) == (1, 2)
    cast(world, first, "G82001", "C", now=now)
    assert RollEntry.objects.get(ballot=first, code="G82001").patients == 12_000
