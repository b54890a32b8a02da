"""What the referees of rounds and applications refuse, provoked."""

from datetime import date, timedelta
from uuid import uuid4

from ccgs.actions.posts import revoke_post
from models_abc.actions.applications import withdraw_application
from models_abc.models import Application, ApplicationDocument, Attestation, Round, Submission
from tests.factories.ccgs_people import post
from tests.factories.models_abc import HASH, ready, sent, started
from tests.factories.rounds import round_row
from tests.sweeps.refereeing import insert, provokes, put

DAY = timedelta(days=1)


@provokes("round_close_stays", "The round has closed.")
def moving_the_close_in_the_moment_of_the_close(world, clock):
    row = round_row()
    clock(row.closes_at)
    return put(row, closes_at=row.closes_at + DAY)


@provokes("round_close_stays", "An application came in meanwhile.")
def closing_before_an_application_that_came_in(world, clock):
    application = ready(world)
    sent(world, application)
    return put(Round.objects.get(pk=application.round_id), closes_at=world.now)


def submission(world, application):
    """An application sent without a look at the round."""
    return insert(
        Submission, application=application, dossier="{}", sha256=HASH, form_token=uuid4(), submitted_at=world.now,
        submitted_by=world.accountable_officer, submitted_by_name="Ada",
    )  # fmt: skip


@provokes("application_submitted", "This application was submitted or withdrawn meanwhile.")
def submitting_what_was_withdrawn(world, clock):
    row = started(world)
    withdraw_application(application=row, reason="More time", by=world.officer, now=world.now)
    return submission(world, row)


@provokes("application_submitted", "The round is not open yet.")
def submitting_before_the_round_opens(world, clock):
    row = started(world)
    clock(row.round.opens_at - DAY)
    return submission(world, row)


@provokes("application_submitted", "The round has closed.")
def submitting_in_the_moment_of_the_close(world, clock):
    row = started(world)
    clock(row.round.closes_at)
    return submission(world, row)


@provokes("application_terms_locked", "This application was submitted or withdrawn meanwhile.")
def another_start_after_the_submission(world, clock):
    row = ready(world)
    sent(world, row)
    return put(Application.objects.get(pk=row.pk), go_live_on=date(2017, 4, 1))


@provokes("application_evidence_locked", "This application was submitted or withdrawn meanwhile.")
def taking_out_a_document_after_the_submission(world, clock):
    row = ready(world)
    sent(world, row)
    document = ApplicationDocument.objects.filter(application=row).first()
    return put(document, removed_at=world.now, removed_by=world.officer)


def signature(world, application, role, holder):
    """A signature in a post, given without a look at the other one."""
    return insert(
        Attestation, application=application, role=role, person=holder.person, person_name="Ada", post=holder,
        statement="I attest.", papers_digest=HASH, form_token=uuid4(), signed_at=world.now,
    )  # fmt: skip


@provokes("attestation_by_two_people", "You attested this application in another role.")
def one_person_for_both(world, clock):
    row = started(world)
    signature(world, row, "ACCOUNTABLE_OFFICER", world.posts["accountable_officer"])()
    other = post("AUDIT_CHAIR", world.far_ccg, world.accountable_officer)
    return signature(world, row, "AUDIT_CHAIR", other)


@provokes("attestation_by_two_people", "You no longer hold the post")
def signing_after_the_post_ended(world, clock):
    row = started(world)
    ended = revoke_post(post=world.posts["audit_chair"], reason="Moves", by=world.officer, now=world.now)
    return signature(world, row, "AUDIT_CHAIR", ended)
