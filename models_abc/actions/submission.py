"""Sending an application to NHS England: in time, and only when everything is in place (F-23)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cocommission.shared.clock import moment
from cocommission.shared.database.referee import RefusedByDatabase
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.queries.clock import referee_now
from models_abc.actions.shared import (
    begin_application,
    begin_review,
    ccg_people,
    move,
    note,
    region_people,
    tell,
)
from models_abc.models import Application, LateDecision, Submission
from models_abc.queries.dossiers import dossier_facts
from models_abc.readiness import evidence_of
from models_abc.rules import application_acts as acts
from models_abc.rules import readiness as rule
from models_abc.rules.dossier import canonical, sha256_of
from models_abc.rules.readiness import is_late, subject_to_vote
from models_abc.terms import ApplicationState


@transaction.atomic
def allow_late(*, application: Application, until_at: datetime, reason: str, by: Person, now: datetime) -> LateDecision:
    """The region allows the application to come late, until a time, with a recorded reason (APP-01).

    Refused (403) for an officer of the region who has a part in the CCG.
    """
    row = begin_review(application, acts.LATE, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why it may come late.", status=400, field="reason")
    if until_at <= max(now, row.round.closes_at):
        raise Refused(
            f"Enter a future time after the round closes on {moment(row.round.closes_at)}.",
            status=400,
            field="until_at",
        )
    late = LateDecision.objects.create(
        application=row,
        until_at=until_at,
        reason=reason.strip(),
        decided_at=now,
        decided_by=by,
        decided_by_name=by.name,
    )
    note(
        row,
        "application.late_allowed",
        by=by,
        now=now,
        reason=reason.strip(),
        facts={"until": until_at},
        region_too=True,
    )
    tell(
        row,
        ccg_people(row, now),
        key=f"late-{late.pk}",
        now=now,
        subject=f"The application of {row.ccg.name} may come late",
        text=f"{by.name} allows the application to come in until {moment(until_at)}.\n\nReason: {reason.strip()}",
    )
    return late


@transaction.atomic
def submit(*, application: Application, form_token: UUID, by: Person, now: datetime) -> Submission:
    """Sends the application: refused with every blocker, else locked with its dossier and the dossier's hash.

    The same form again gives the same submission. The database refuses it too when the round has closed by its own
    clock (APP-01). While the vote is to come it goes in subject to vote (APP-06).
    """
    before = Submission.objects.filter(application=application, form_token=form_token, submitted_by=by)
    row = begin_application(application, acts.SUBMIT, by=by, now=now, again=lambda row: before.exists())
    again = before.first()
    if again is not None:
        return again
    evidence = evidence_of(row, now)
    stops = rule.blockers(evidence, now=now)
    if stops:
        raise Refused(*stops)
    depends = subject_to_vote(evidence, now=now)
    late = row.late_decisions.order_by("-pk").first() if is_late(now, row.round.closes_at) else None
    dossier = canonical(dossier_facts(row, evidence, by=by, now=now, subject_to_vote=depends))
    try:
        with transaction.atomic():
            sent = Submission.objects.create(
                application=row,
                dossier=dossier,
                sha256=sha256_of(dossier),
                is_subject_to_vote=depends,
                late_decision=late,
                form_token=form_token,
                submitted_at=now,
                submitted_by=by,
                submitted_by_name=by.name,
            )
    except RefusedByDatabase:
        stops = rule.blockers(evidence, now=referee_now())  # the round may have closed since `now`
        if stops:
            raise Refused(*stops) from None
        raise
    move(row, ApplicationState.SUBMITTED_SUBJECT_TO_VOTE if depends else ApplicationState.SUBMITTED)
    row.record(by=by, at=now, why="Submitted")
    facts: dict[str, Any] = {"sha256": sent.sha256, "subject_to_vote": depends, "late": late is not None}
    note(row, "application.submitted", by=by, now=now, facts=facts, region_too=True)
    _announce(row, sent, now)
    return sent


def _announce(row: Application, sent: Submission, now: datetime) -> None:
    words = "subject to the members' vote " if sent.is_subject_to_vote else ""
    tell(
        row,
        [*region_people(row, now), *ccg_people(row, now)],
        key="submitted",
        subject=f"{row.ccg.name} has applied for model {row.model_sought}",
        text=f"{row.ccg.name} submitted its application {words}on {moment(sent.submitted_at)} in {row.round.name}.\n\n"
        f"SHA-256 of the dossier: {sent.sha256}",
        now=now,
    )
