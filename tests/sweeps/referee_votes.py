"""What the referees of ballots and voting papers refuse, provoked."""

from datetime import timedelta
from uuid import uuid4

from ccgs.actions.posts import revoke_post
from tests.factories.votes import cast, entry_of, opened
from tests.factories.world import practice
from tests.sweeps.refereeing import insert, provokes, put, sql
from votes.actions.ballot_assisted import enter_assisted
from votes.actions.ballot_changes import correct_roll
from votes.actions.ballot_counting import close_ballot
from votes.models import Ballot, Question, Result, RollCorrection, RollEntry, Vote, VotingPaper
from votes.terms.ballots import BallotState

HOUR = timedelta(hours=1)


def row_of(ballot):
    return Ballot.objects.get(pk=ballot.pk)


@provokes("votes_ballot_referee", "This ballot was opened meanwhile. You can no longer delete it.")
def deleting_an_opened_ballot(world, clock):
    return sql("DELETE FROM votes_ballot WHERE id = %s", opened(world, now=world.now).pk)


@provokes("votes_ballot_referee", "This ballot was opened once")
def reopening_a_closed_ballot(world, clock):
    made = opened(world, now=world.now)
    close_ballot(made.pk, now=clock(made.closes_at))
    return put(row_of(made), state=BallotState.OPENED)


@provokes("votes_ballot_referee", "This ballot was opened meanwhile. You can no longer change what members vote on.")
def changing_an_opened_ballot(world, clock):
    return put(opened(world, now=world.now), title="Another title")


@provokes("votes_ballot_referee", "You cannot change when voting closes.")
def extending_in_the_moment_of_the_close(world, clock):
    made = opened(world, now=world.now)
    clock(made.closes_at)
    return put(made, closes_at=made.closes_at + HOUR)


@provokes("votes_ballot_referee", "Voting is still open.")
def closing_before_the_close(world, clock):
    made = opened(world, now=world.now)
    return put(made, state=BallotState.CLOSED, closed_at=made.closes_at)


@provokes("votes_ballot_in_order", "Voting is still open.")
def counting_before_closing(world, clock):
    return put(opened(world, now=world.now), state=BallotState.COUNTED)


@provokes("votes_result_in_time", "Voting is still open.")
def figures_before_the_close(world, clock):
    question = opened(world, now=world.now).questions.get()
    return insert(Result, question=question, figures={}, outcome="CARRIED", counted_at=world.now,
                  counted_by=world.officer)  # fmt: skip


@provokes("votes_question_referee", "This ballot was opened meanwhile.")
def changing_a_question_of_an_opened_ballot(world, clock):
    return put(Question.objects.get(ballot=opened(world, now=world.now)), text="Another question?")


@provokes("votes_roll_referee", "This ballot was opened meanwhile.")
def a_practice_that_joins_after_the_opening(world, clock):
    made = opened(world, now=world.now)
    new = practice("G82999", "New Surgery", 4_000, world.ccg, world.release)
    return insert(RollEntry, ballot=made, practice=new, code=new.code, name=new.name, patients=4_000, weight=1)


@provokes("votes_correction_referee", "Voting is not open.")
def correcting_the_roll_after_the_close(world, clock):
    made = opened(world, now=world.now)
    clock(made.closes_at)
    return insert(
        RollCorrection, ballot=made, practice=world.practices[0], kind="STRUCK", weight_before=1, weight_after=0,
        reason="Closed", corrected_at=world.now, corrected_by=world.officer,
    )  # fmt: skip


def paper(ballot, person, *, number=1, **more):
    """A voting paper of the first practice, and nothing else of what casting does."""
    values = {"roll_entry": entry_of(ballot, "G82001"), "number": number, "form_token": uuid4(),
              "receipt": uuid4().hex[:14], "cast_at": ballot.opened_at, "cast_by": person}  # fmt: skip
    return insert(VotingPaper, **(values | more))


@provokes("votes_paper_referee", "Voting has closed.")
def casting_in_the_moment_of_the_close(world, clock):
    made = opened(world, now=world.now)
    clock(made.closes_at)
    return paper(made, world.representative)


@provokes("votes_paper_referee", "Voting has not begun.")
def casting_before_voting_begins(world, clock):
    made = opened(world, now=world.now, opens_at=world.now + HOUR)
    return paper(made, world.representative)


@provokes("votes_paper_referee", "This practice was taken off the roll.")
def casting_for_a_practice_that_was_struck_off(world, clock):
    made = opened(world, now=world.now)
    correct_roll(ballot=made, practice=world.practices[0], kind="STRUCK", reason="Closed", by=world.officer,
                 now=world.now)  # fmt: skip
    return paper(made, world.representative)


@provokes("votes_paper_referee", "You are no longer the representative")
def casting_after_the_post_ended(world, clock):
    made = opened(world, now=world.now)
    revoke_post(post=world.posts["representative"], reason="Left", by=world.officer, now=world.now)
    return paper(made, world.representative)


@provokes("votes_paper_referee", "This practice has voted meanwhile.")
def casting_over_a_vote_that_was_not_seen(world, clock):
    made = opened(world, now=world.now)
    cast(world, made, "G82001", "C", now=world.now)
    return paper(made, world.representative, number=3)


def assisted(world, officer, second):
    """A paper that the officer enters for the first practice and somebody else confirms."""
    made = opened(world, now=world.now)
    row = enter_assisted(
        roll_entry=entry_of(made, "G82001"), method="PAPER", evidence="In the folder", given_by=world.representative,
        choices={1: "C"}, form_token=uuid4(), by=world.officer, now=world.now,
    )  # fmt: skip
    return paper(made, world.representative, assisted_entry=row, assisted_by=officer, confirmed_by=second)


@provokes("votes_paper_referee", "Only a governance officer of this CCG can enter votes")
def assistance_by_somebody_whose_post_ended(world, clock):
    return assisted(world, world.other_officer, world.officer)


@provokes("votes_paper_referee", "Another person of the CCG, its LMC or the practice must confirm")
def assistance_that_nobody_else_confirms(world, clock):
    return assisted(world, world.officer, world.officer)


@provokes("votes_vote_referee", "Voting has closed.")
def an_answer_in_the_moment_of_the_close(world, clock):
    made = opened(world, now=world.now)
    cast(world, made, "G82001", "C", now=world.now)
    clock(made.closes_at)
    return insert(Vote, paper=VotingPaper.objects.get(), question=made.questions.get(), option="B")
