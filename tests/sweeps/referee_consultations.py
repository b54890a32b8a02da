"""What the referees of LMC consultations refuse, provoked."""

from datetime import timedelta
from uuid import uuid4

from ccgs.actions.posts import revoke_post
from tests.factories.ccgs_people import post
from tests.factories.consultations import draft, opened
from tests.sweeps.refereeing import insert, provokes, put
from votes.actions.consultation_clock import close_consultation
from votes.models import Consultation, ConsultationAnswer, ConsultationPaper
from votes.terms.consultations import ConsultationState

DAY = timedelta(days=1)


def row_of(consultation):
    return Consultation.objects.get(pk=consultation.pk)


@provokes("consultation_life", "The closing time has passed.")
def opening_after_the_closing_time(world, clock):
    made = row_of(draft(world))
    clock(made.closes_at)
    return put(made, state=ConsultationState.OPEN, opened_at=world.now, opened_by=world.officer)


@provokes("consultation_life", "This consultation was opened meanwhile.")
def asking_something_else_after_the_opening(world, clock):
    return put(row_of(opened(world)), question="Another question?")


@provokes("consultation_life", "You can only choose a later closing time")
def extending_in_the_moment_of_the_close(world, clock):
    made = row_of(opened(world))
    clock(made.closes_at)
    return put(made, closes_at=made.closes_at + DAY)


@provokes("consultation_life", "This consultation is over.")
def withdrawing_what_closed(world, clock):
    made = opened(world)
    close_consultation(made.pk, now=clock(made.closes_at))
    return put(row_of(made), state=ConsultationState.WITHDRAWN)


@provokes("consultation_life", "A consultation closes automatically")
def withdrawing_in_the_moment_of_the_close(world, clock):
    made = row_of(opened(world))
    clock(made.closes_at)
    return put(made, state=ConsultationState.WITHDRAWN)


@provokes("consultation_papers", "This consultation was opened meanwhile.")
def changing_a_paper_after_the_opening(world, clock):
    return put(ConsultationPaper.objects.get(consultation=opened(world)), title="Another title")


def answer(consultation, person, *, late=False):
    return insert(
        ConsultationAnswer, consultation=consultation, number=99, form_token=uuid4(), consulted_properly=True,
        opinion="SUPPORT", papers_digest="a" * 64, late=late, answered_at=consultation.closes_at, answered_by=person,
        answered_by_name=person.name,
    )  # fmt: skip


@provokes("consultation_answers", "This consultation is not open.")
def answering_a_draft(world, clock):
    return answer(draft(world), world.lmc_reviewer)


@provokes("consultation_answers", "The consultation closed while you were answering.")
def answering_in_the_moment_of_the_close(world, clock):
    made = opened(world)
    clock(made.closes_at)
    return answer(made, world.lmc_reviewer)


@provokes("consultation_answers", "Your post as reviewer of the LMC has ended.")
def answering_after_the_post_ended(world, clock):
    made = opened(world)
    revoke_post(post=world.posts["lmc_reviewer"], reason="Left", by=world.lmc_reviewer, now=world.now)
    return answer(made, world.lmc_reviewer)


@provokes("consultation_answers", "You are an officer of the CCG.")
def answering_as_an_officer_of_the_ccg(world, clock):
    made = opened(world)
    post("LMC_REVIEWER", world.lmc, world.second_officer)
    return answer(made, world.second_officer)


@provokes("consultation_answers", "You wrote part of this proposal.")
def answering_ones_own_proposal(world, clock):
    made = opened(world)
    post("LMC_REVIEWER", world.lmc, world.officer)
    revoke_post(post=world.posts["officer"], reason="Moves", by=world.officer, now=world.now)
    return answer(made, world.officer)
