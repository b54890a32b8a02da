"""An application from start to submission: what is refused, what opens again, what is locked."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from ccgs.actions.posts import revoke_post
from ccgs.terms import ConstitutionState
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from models_abc.actions.applications import (
    choose_ballots,
    choose_constitution,
    choose_consultations,
    start_application,
    withdraw_application,
)
from models_abc.actions.evidence import add_document, remove_document, withdraw_attestation
from models_abc.actions.submission import submit
from models_abc.models import Application, Attestation, Submission
from models_abc.readiness import blockers
from models_abc.rules.dossier import sha256_of
from models_abc.terms import ApplicationState, DocumentKind
from pccc.actions.seats import end_membership
from pccc.models import Membership
from tests.database import owners_cursor
from tests.factories.ccgs_people import post
from tests.factories.models_abc import a_round, file, fresh, ready, sent, sign, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(world, now, travel) -> None:
    travel(now)


def rules(application, now) -> list[str]:
    return [blocker.rule for blocker in blockers(fresh(application), now)]


def test_with_everything_in_place_it_goes_in(world, now) -> None:
    application = ready(world)
    assert rules(application, now) == []
    submission = sent(world, application)
    assert fresh(application).state == ApplicationState.SUBMITTED
    assert sha256_of(submission.dossier) == submission.sha256
    assert not submission.is_subject_to_vote
    acts = list(Entry.objects.filter(subject=application.subject, act="application.submitted"))
    assert {entry.book.key for entry in acts} == {"CCG 09W", "REGION Y57"}
    told = set(Message.objects.filter(subject__contains="has applied").values_list("to_person__name", flat=True))
    assert {"Regina Regional", "Olive Officer", "Ada Accountable", "Arthur Audit"} <= told


def test_nothing_in_place_says_everything_that_is_missing(world, now) -> None:
    application = started(world)
    with pytest.raises(Refused) as refused:
        sent(world, application)
    found = {blocker.rule for blocker in refused.value.blockers}
    assert found == {"APP-03", "APP-04", "APP-05", "APP-06", "APP-09", "APP-10", "PCC-01", "COI-00", "GOV-04"}
    assert all(blocker.who and blocker.source for blocker in refused.value.blockers)
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("model", "go_live", "rule"),
    [("A", date(2016, 4, 1), "APP-14"), ("B", date(2016, 4, 1), "APP-13"), ("C", date(2016, 4, 2), "APP-13")],
)
def test_what_cannot_be_started(world, now, model, go_live, rule) -> None:
    with pytest.raises(Refused) as refused:
        started(world, model_sought=model, go_live_on=go_live)
    assert [blocker.rule for blocker in refused.value.blockers] == [rule]


def test_one_open_application_in_a_round(world, now) -> None:
    round_ = a_round(now)
    first = started(world, round=round_)
    with pytest.raises(Conflict):
        started(world, round=round_)
    withdraw_application(application=first, reason="Not yet", by=world.officer, now=now)
    assert started(world, round=round_).number == 2


@pytest.mark.parametrize("who", ["other_officer", "representative", "regional_officer", "audit_chair", "nobody"])
def test_only_the_ccgs_officer_starts(world, now, who) -> None:
    with pytest.raises(Refused) as refused:
        started(world, by=world.people[who])
    assert refused.value.status == 403


def test_a_changed_constitution_opens_its_requirement_again(world, now) -> None:
    application = ready(world)
    version = application.constitution
    version.state = ConstitutionState.DRAFT
    version.record(by=world.officer, at=now, why="Taken back to draft")
    version.text = "# Another text"
    version.text_hash = sha256_of(version.text)
    version.record(by=world.officer, at=now, why="Edited after the vote")
    found = blockers(fresh(application), now)
    assert "APP-10" in [blocker.rule for blocker in found]
    assert "not the text the members voted on" in next(b.missing for b in found if b.rule == "APP-10")
    assert [b.rule for b in found].count("APP-03") == 3  # both signed for the old text


def test_a_replaced_document_asks_both_to_sign_again(world, now) -> None:
    application = ready(world)
    add_document(
        application=application,
        kind=DocumentKind.FINANCE_TEMPLATE,
        file=file("Other figures."),
        by=world.officer,
        now=now,
    )
    assert rules(application, now) == ["APP-03", "APP-03", "APP-03"]
    sign(world, application, "accountable_officer")
    sign(world, application, "audit_chair")
    assert rules(application, now) == []
    assert application.documents.filter(kind=DocumentKind.FINANCE_TEMPLATE).count() == 2


def test_a_removed_document_blocks(world, now) -> None:
    application = ready(world)
    document = application.documents.get(kind=DocumentKind.IMPLEMENTATION_PLAN)
    remove_document(document=document, by=world.officer, now=now)
    assert "APP-05" in rules(application, now)


def test_pcc_01_the_committee_is_looked_at_and_no_document_stands_for_it(world, now) -> None:
    application = ready(world)
    chair = Membership.objects.get(office="CHAIR")
    end_membership(membership=chair, ends_at=now, reason="Left", by=world.officer, now=now)
    add_document(application=application, kind=DocumentKind.COMMITTEE, file=file(), by=world.officer, now=now)
    assert "PCC-02" in rules(application, now)


def test_a_withdrawn_attestation_blocks_and_people_are_told(world, now) -> None:
    application = ready(world)
    signed = application.attestations.get(role="AUDIT_CHAIR")
    withdraw_attestation(attestation=signed, reason="I was shown other papers", by=world.audit_chair, now=now)
    assert rules(application, now) == ["APP-03", "APP-03"]
    assert Message.objects.filter(subject__contains="withdrawn their attestation").count() == 4


def test_only_the_signer_takes_it_back(world, now) -> None:
    application = ready(world)
    with pytest.raises(Refused, match="Only the person who signed"):
        withdraw_attestation(
            attestation=application.attestations.get(role="AUDIT_CHAIR"), reason="x", by=world.officer, now=now
        )


def test_a_lapsed_post_opens_the_attestation_and_the_successor_closes_it(world, now, travel) -> None:
    application = ready(world)
    later = now + timedelta(minutes=1)
    revoke_post(post=world.posts["audit_chair"], reason="Term over", by=world.officer, now=later)
    found = blockers(fresh(application), later)
    assert [b.rule for b in found] == ["APP-03", "APP-03"]
    assert "does not hold the post of Audit Chair any more" in found[0].missing
    travel(later)
    world.people["audit_chair"] = post("AUDIT_CHAIR", world.ccg, starts_at=later).person
    sign(world, application, "audit_chair", now=later)
    assert rules(application, later) == []


def test_the_same_person_never_signs_for_both(world, now) -> None:
    application = ready(world, attested=False)
    sign(world, application, "accountable_officer")
    revoke_post(post=world.posts["accountable_officer"], reason="Moves", by=world.officer, now=now)
    revoke_post(post=world.posts["audit_chair"], reason="Moves", by=world.officer, now=now)
    later = now + timedelta(minutes=1)
    post("AUDIT_CHAIR", world.ccg, world.accountable_officer, starts_at=later)
    world.people["audit_chair"] = world.accountable_officer
    with pytest.raises(Refused, match="Two different people"):
        sign(world, application, "audit_chair", now=later)


def test_the_database_refuses_one_person_for_both(world, now) -> None:
    application = ready(world, attested=False)
    signed = sign(world, application, "accountable_officer")
    later = post("AUDIT_CHAIR", world.other_ccg, world.accountable_officer)
    with pytest.raises(IntegrityError, match="Two different people"), transaction.atomic():
        Attestation.objects.create(
            application=application, role="AUDIT_CHAIR", person=signed.person, person_name="x", post=later,
            statement="x", papers_digest=signed.papers_digest, form_token=uuid4(), signed_at=now,
        )  # fmt: skip


def test_signing_for_papers_that_changed_meanwhile_is_a_conflict(world, now) -> None:
    from models_abc.actions.evidence import sign_attestation

    application = ready(world, attested=False)
    with pytest.raises(Conflict, match="after you opened"):
        sign_attestation(
            application=application,
            role="AUDIT_CHAIR",
            papers_digest="f" * 64,
            form_token=uuid4(),
            by=world.audit_chair,
            now=now,
        )


def test_the_same_form_again_is_the_same_signature_and_the_same_submission(world, now) -> None:
    application = ready(world)
    token = uuid4()
    first = submit(application=application, form_token=token, by=world.accountable_officer, now=now)
    again = submit(application=application, form_token=token, by=world.accountable_officer, now=now)
    assert first.pk == again.pk
    with pytest.raises(Conflict):
        submit(application=application, form_token=uuid4(), by=world.accountable_officer, now=now)
    assert Message.objects.filter(subject__contains="has applied").count() == 5


def test_after_submission_everything_is_locked(world, now) -> None:
    application = ready(world)
    sent(world, application)
    for act in (
        lambda: choose_constitution(application=application, constitution=None, by=world.officer, now=now),
        lambda: choose_ballots(application=application, ballots=[], by=world.officer, now=now),
        lambda: choose_consultations(application=application, consultations=[], by=world.officer, now=now),
        lambda: add_document(application=application, kind="OTHER", file=file(), by=world.officer, now=now),
        lambda: sign(world, application, "audit_chair"),
    ):
        with pytest.raises(Conflict, match="locked"):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE models_abc_application SET constitution_id = NULL",
        "UPDATE models_abc_application SET go_live_on = '2017-04-01'",
        "UPDATE models_abc_application SET model_sought = 'B'",
        "UPDATE models_abc_applicationdocument SET removed_at = now(), removed_by_id = added_by_id",
        "UPDATE models_abc_mandateballot SET unlinked_at = now(), unlinked_by_id = linked_by_id",
        "UPDATE models_abc_submission SET dossier = ''",
        "UPDATE models_abc_attestation SET person_name = 'x'",
        "DELETE FROM models_abc_attestation",
        "TRUNCATE models_abc_submission CASCADE",
        "DELETE FROM models_abc_application",
    ],
)
def test_the_database_locks_it_whoever_asks(world, now, statement) -> None:
    sent(world)
    with owners_cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement)


def test_withdrawing_needs_a_reason_and_tells_the_region(world, now) -> None:
    application = ready(world)
    sent(world, application)
    with pytest.raises(Refused):
        withdraw_application(application=application, reason=" ", by=world.officer, now=now)
    withdraw_application(application=application, reason="The members asked for time", by=world.officer, now=now)
    assert fresh(application).state == ApplicationState.WITHDRAWN
    assert Message.objects.filter(to_person=world.regional_officer, subject__contains="withdrawn").exists()
    assert start_application(
        ccg=world.ccg, round=application.round, model_sought="C", go_live_on=date(2016, 4, 1), by=world.officer, now=now
    )


def test_foreign_evidence_is_not_found(world, now) -> None:
    application = started(world)
    with pytest.raises(Refused) as refused:
        choose_constitution(application=application, constitution=world.other_constitution, by=world.officer, now=now)
    assert refused.value.status == 404


def test_asking_in_the_past_answers_from_the_dates(world, now) -> None:
    from models_abc.readiness import evidence_of
    from models_abc.rules import readiness as rule

    application = ready(world)
    earlier = now - timedelta(hours=1)
    add = replace(evidence_of(application, now))
    assert not rule.blockers(add, now=now)
    past = evidence_of(application, earlier, past=True)
    assert past.documents == ()
    assert past.attestations == ()
    assert rule.blockers(past, now=earlier)
    assert Application.objects.count() == 1
