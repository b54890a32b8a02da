"""Recording what stands behind an application: governing body, attestations, documents, the vote to come (F-22)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ccgs.models import Post
from ccgs.queries.posts import live
from cocommission.shared.actions.documents import store_document
from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.clock import day, london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from models_abc.actions.applications import choose_consultations
from models_abc.actions.shared import (
    begin_application,
    ccg_people,
    note,
    region_people,
    tell,
)
from models_abc.models import (
    Application,
    ApplicationDocument,
    Attestation,
    AttestationWithdrawal,
    ConsultationWaiver,
    GoverningBodyApproval,
    SubjectToVote,
)
from models_abc.queries.records import on_record
from models_abc.rules import application_acts as acts
from models_abc.rules.statements import statement
from models_abc.terms import ApplicationState, AttestationRole, DocumentKind
from votes.models import Consultation

USED = "This form was already used for another signature. Open the page again and sign the new form."


@transaction.atomic
def record_approval(
    *, application: Application, held_on: date, minute_reference: str, file: Any, by: Person, now: datetime
) -> GoverningBodyApproval:
    """Records that the governing body approved: date, minute, paper (APP-05). A new record replaces the last."""
    row = begin_application(application, acts.GOVERNING_BODY, by=by, now=now)
    if held_on > london(now).date():
        raise Refused(
            "Enter a date that is not in the future. The meeting must have taken place.", status=400, field="held_on"
        )
    if not minute_reference.strip():
        raise Refused("Enter the reference of the minute.", status=400, field="minute_reference")
    approval = GoverningBodyApproval.objects.create(
        application=row,
        held_on=held_on,
        minute_reference=minute_reference.strip(),
        document=store_document(file, by=by, now=now),
        papers_digest=on_record(row, now).documents_digest,
        recorded_at=now,
        recorded_by=by,
    )
    note(
        row,
        "application.governing_body_approved",
        by=by,
        now=now,
        facts={"held_on": held_on, "minute": approval.minute_reference, "sha256": approval.document.sha256},
    )
    return approval


@transaction.atomic
def sign_attestation(
    *, application: Application, role: str, papers_digest: str, form_token: UUID, by: Person, now: datetime
) -> Attestation:
    """`by` signs as Accountable Officer or Audit Chair for the papers they were shown (APP-03).

    `papers_digest` is what the page showed; Conflict when the papers changed meanwhile. The same form again gives the
    same attestation, a form of another signature is a Conflict. Refused when the same person already signed in the
    other post.
    """
    role = AttestationRole(role)
    before = Attestation.objects.filter(form_token=form_token)
    row = begin_application(application, acts.ATTEST[role], by=by, now=now, again=lambda row: before.exists())
    again = before.first()
    if again is not None:
        if (again.application_id, again.role, again.person_id) != (row.pk, role, by.pk):
            raise Conflict(USED)
        return again
    post = Post.objects.filter(live(now), ccg=row.ccg, role=role, person=by).first()
    if post is None:
        raise Refused(f"Only the {role.label} can sign this.", status=403)
    standing = Attestation.objects.filter(application=row, person=by, withdrawal__isnull=True).exclude(role=role)
    if standing.exists():
        raise Refused("You already signed in the other post. Two different people must sign.")
    current = on_record(row, now).papers_digest
    if current != papers_digest:
        raise Conflict("The application changed after you opened the page. Check it again, then sign.")
    with form_used_once(USED):
        signed = Attestation.objects.create(
            application=row,
            role=role,
            person=by,
            person_name=by.name,
            post=post,
            statement=statement(role, ccg=row.ccg.name, model_sought=row.model_sought, go_live_on=row.go_live_on),
            papers_digest=current,
            form_token=form_token,
            signed_at=now,
        )
    note(row, "application.attested", by=by, now=now, facts={"role": role, "papers": current})
    return signed


@transaction.atomic
def withdraw_attestation(*, attestation: Attestation, reason: str, by: Person, now: datetime) -> AttestationWithdrawal:
    """The signer takes their attestation back; possible while the application is open. The region is told if sent."""
    if attestation.person_id != by.pk:
        raise Refused("Only the person who signed can take the attestation back.", status=403)
    row = begin_application(attestation.application, acts.ATTESTATION_BACK, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why you take it back.", status=400, field="reason")
    if AttestationWithdrawal.objects.filter(attestation=attestation).exists():
        raise Conflict("This attestation is withdrawn already.")
    withdrawal = AttestationWithdrawal.objects.create(
        attestation=attestation, reason=reason.strip(), withdrawn_at=now, withdrawn_by=by
    )
    sent = row.state != ApplicationState.PREPARING
    note(
        row,
        "application.attestation_withdrawn",
        by=by,
        now=now,
        reason=reason.strip(),
        facts={"role": attestation.role},
        region_too=sent,
    )
    tell(
        row,
        [*ccg_people(row, now), *(region_people(row, now) if sent else [])],
        key=f"attestation-withdrawn-{attestation.pk}",
        subject=f"{by.name} has withdrawn their attestation",
        text=f"{by.name} withdrew what they signed as {attestation.get_role_display()} for the application "
        f"of {row.ccg.name}.\n\nReason: {reason.strip()}",
        now=now,
    )
    return withdrawal


@transaction.atomic
def add_document(
    *, application: Application, kind: str, file: Any, note_text: str = "", by: Person, now: datetime
) -> ApplicationDocument:
    """Adds a document; one of the same kind is replaced and stays on record (APP-04). Refused (400) for bad files."""
    row = begin_application(application, acts.DOCUMENT, by=by, now=now)
    stored = store_document(file, by=by, now=now)
    if kind != DocumentKind.OTHER:
        for old in row.documents.filter(kind=kind, removed_at__isnull=True):
            old.removed_at, old.removed_by = now, by
            old.record(by=by, at=now, why=f"Replaced by {stored.name}")
    new = ApplicationDocument(
        application=row, kind=kind, document=stored, note=note_text.strip(), added_at=now, added_by=by
    )
    new.record(by=by, at=now, why="Added")
    note(
        row,
        "application.document_added",
        by=by,
        now=now,
        facts={"kind": kind, "name": stored.name, "sha256": stored.sha256},
    )
    return new


@transaction.atomic
def remove_document(*, document: ApplicationDocument, by: Person, now: datetime) -> ApplicationDocument:
    """Takes a document out of the application; it stays on record."""
    row = begin_application(document.application, acts.DOCUMENT_OUT, by=by, now=now)
    current = row.documents.get(pk=document.pk)
    if current.removed_at is not None:
        raise Conflict("This document was already removed.")
    current.removed_at, current.removed_by = now, by
    current.record(by=by, at=now, why="Taken out")
    note(row, "application.document_removed", by=by, now=now, facts={"kind": current.kind})
    return current


@transaction.atomic
def plan_vote(
    *,
    application: Application,
    votes_from_on: date,
    votes_until_on: date,
    result_by_on: date,
    reason: str,
    by: Person,
    now: datetime,
) -> SubjectToVote:
    """Commits to the dates of a members' vote that is still to come, so that the application can go in subject to it.

    The dates are in order, the result is still to come and known before the model is taken up (APP-06).
    """
    row = begin_application(application, acts.VOTE_PLAN, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why the members have not voted yet.", status=400, field="reason")
    if not votes_from_on <= votes_until_on <= result_by_on:
        raise Refused("Enter the dates in order: voting opens, voting closes, result known.", status=400)
    if votes_until_on < london(now).date():
        raise Refused("This vote would already be over. Link its ballot instead.", status=400, field="votes_until_on")
    if row.go_live_on and result_by_on >= row.go_live_on:
        raise Refused("The result must be known before the day to start.", status=400, field="result_by_on")
    plan = SubjectToVote.objects.create(
        application=row,
        votes_from_on=votes_from_on,
        votes_until_on=votes_until_on,
        result_by_on=result_by_on,
        reason=reason.strip(),
        recorded_at=now,
        recorded_by=by,
    )
    dates = {"votes_from": votes_from_on, "votes_until": votes_until_on, "result_by": result_by_on}
    sent = row.state != ApplicationState.PREPARING
    note(row, "application.vote_planned", by=by, now=now, reason=reason.strip(), facts=dates, region_too=sent)
    if sent:
        tell(
            row,
            region_people(row, now),
            key=f"vote-planned-{plan.pk}",
            subject=f"{row.ccg.name}: other dates for the members' vote",
            text=f"The members vote from {day(votes_from_on)} to {day(votes_until_on)}; the result is known by "
            f"{day(result_by_on)}.\n\nReason: {reason.strip()}",
            now=now,
        )
    return plan


@transaction.atomic
def waive_consultation(*, application: Application, reason: str, by: Person, now: datetime) -> ConsultationWaiver:
    """Records why the CCG goes forward without an LMC's answer; an empty reason takes the waiver back (APP-09)."""
    row = begin_application(application, acts.CONSULTATION, by=by, now=now)
    waiver = ConsultationWaiver.objects.create(application=row, reason=reason.strip(), recorded_at=now, recorded_by=by)
    note(row, "application.consultation_waived", by=by, now=now, reason=reason.strip())
    return waiver


@transaction.atomic
def record_consultation(
    *, application: Application, consultations: list[Consultation], waived_because: str, by: Person, now: datetime
) -> None:
    """What the CCG says of its LMC: these consultations, and why it goes without an answer, where that is new."""
    row = choose_consultations(application=application, consultations=consultations, by=by, now=now)
    if waived_because.strip() != on_record(row, now).waiver:
        waive_consultation(application=row, reason=waived_because, by=by, now=now)
