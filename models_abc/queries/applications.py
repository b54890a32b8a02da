"""Reads of applications: which one is meant, and what was on record for it at a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from models_abc.models import (
    Application,
    ApplicationDocument,
    Attestation,
    ConsultationWaiver,
    Decision,
    DelegationAgreement,
    GoverningBodyApproval,
    LateDecision,
    SubjectToVote,
    Submission,
)
from models_abc.rules.dossier import digest
from models_abc.terms import ApplicationState
from models_abc.terms.applications import CLOSED_STATES


def with_neighbours(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with their CCG, region, round and constitution; no texts."""
    return rows.select_related("ccg__region", "round", "constitution", "started_by").defer("constitution__text")


def applications_of(ccg: Any) -> QuerySet[Application]:
    """Every application of a CCG, the latest first."""
    return with_neighbours(Application.objects.filter(ccg=ccg)).order_by("-number")


def current_application(ccg: Any) -> Application | None:
    """The open application of a CCG with the highest number, or else its last one; None when it never applied."""
    rows = list(applications_of(ccg))
    return next((row for row in rows if row.state not in CLOSED_STATES), rows[0] if rows else None)


def application_at(ccg: Any, at: datetime, round_slug: str = "") -> Application | None:
    """The application that was in hand at `at`: the latest started by then, in the named round if one is named."""
    rows = applications_of(ccg).filter(started_at__lte=at)
    if round_slug:
        rows = rows.filter(round__slug=round_slug)
    found = list(rows)
    return next(
        (row for row in found if row.state not in CLOSED_STATES or (row.withdrawn_at and row.withdrawn_at > at)),
        found[0] if found else None,
    )


def of_region(region: Any) -> QuerySet[Application]:
    """What a region has before it: everything ever submitted by its CCGs, and what is being prepared."""
    return with_neighbours(Application.objects.filter(ccg__region=region)).select_related("submission")


def public_of(ccg: Any) -> QuerySet[Application]:
    """What everyone may see: applications from their submission on."""
    return applications_of(ccg).exclude(state=ApplicationState.PREPARING).filter(submission__isnull=False)


@dataclass(frozen=True)
class OnRecord:
    """The rows of an application that counted at `at`; the last of a kind where only one counts.

    `ballots_sent`: those of `ballots` that went in with the submission; all of them before it.
    """

    row: Application
    at: datetime
    constitution: Any
    ballots: tuple[Any, ...]
    ballots_sent: tuple[Any, ...]
    consultations: tuple[Any, ...]
    waiver: str
    vote_plan: SubjectToVote | None
    approval: GoverningBodyApproval | None
    attestations: tuple[Attestation, ...]
    documents: tuple[ApplicationDocument, ...]
    late: LateDecision | None
    submission: Submission | None
    decision: Decision | None
    agreement: DelegationAgreement | None

    @property
    def documents_digest(self) -> str:
        """Hash of the documents alone: what the governing body's approval is compared with."""
        return digest({"documents": sorted((d.kind, d.document.sha256) for d in self.documents)})

    @property
    def papers_digest(self) -> str:
        """Hash of all that an attestation is about: terms, mandate, constitution, approval and documents.

        The vote that an application was submitted subject to is linked after it was signed for: the signatures stand.
        """
        return digest(
            {
                "model_sought": self.row.model_sought,
                "go_live_on": self.row.go_live_on,
                "round": self.row.round_id,
                "ballots": sorted(ballot.pk for ballot in self.ballots_sent),
                "constitution": self.constitution.text_hash if self.constitution else "",
                "voting_rules": self.constitution.rules_hash if self.constitution else "",
                "consultations": sorted(consultation.pk for consultation in self.consultations),
                "approval": self.approval.pk if self.approval else None,
                "documents": sorted((d.kind, d.document.sha256) for d in self.documents),
            }
        )


def _linked(at: datetime) -> Q:
    return Q(linked_at__lte=at) & (Q(unlinked_at__isnull=True) | Q(unlinked_at__gt=at))


def _last(rows: QuerySet[Any]) -> Any:
    return rows.order_by("-pk").first()


def _as_it_was(row: Any, at: datetime) -> Any:
    """The row as its history has it at `at`; itself when nothing was on record yet."""
    old = row.history.filter(history_date__lte=at).order_by("-history_date", "-history_id").first()
    return old.instance if old is not None else row


def on_record(application: Application, at: datetime, *, past: bool = False) -> OnRecord:
    """What was on record at `at`. `past`: read the rows that change from their history, not as they are now."""
    row, constitution = application, application.constitution
    if past:
        row = _as_it_was(application, at)
        row.ccg, row.round = application.ccg, application.round
        constitution = _as_it_was(row.constitution, at) if row.constitution_id else None
    documents = application.documents.filter(added_at__lte=at).filter(Q(removed_at__isnull=True) | Q(removed_at__gt=at))
    waiver = _last(ConsultationWaiver.objects.filter(application=application, recorded_at__lte=at))
    submission = Submission.objects.filter(application=application, submitted_at__lte=at).first()
    links = list(application.mandate_links.filter(_linked(at)).select_related("ballot"))
    return OnRecord(
        row=row,
        at=at,
        constitution=constitution,
        ballots=tuple(link.ballot for link in links),
        ballots_sent=tuple(
            link.ballot for link in links if submission is None or link.linked_at <= submission.submitted_at
        ),
        consultations=tuple(
            link.consultation
            for link in application.consultation_links.filter(_linked(at)).select_related("consultation")
        ),
        waiver=waiver.reason if waiver else "",
        vote_plan=_last(SubjectToVote.objects.filter(application=application, recorded_at__lte=at)),
        approval=_last(
            GoverningBodyApproval.objects.filter(application=application, recorded_at__lte=at)
            .select_related("document")
            .defer("document__content")
        ),
        attestations=tuple(
            application.attestations.filter(signed_at__lte=at).select_related("withdrawal", "post").order_by("pk")
        ),
        documents=tuple(documents.select_related("document").defer("document__content").order_by("kind", "pk")),
        late=_last(LateDecision.objects.filter(application=application, decided_at__lte=at)),
        submission=submission,
        decision=_last(Decision.objects.filter(application=application, decided_at__lte=at)),
        agreement=DelegationAgreement.objects.filter(application=application, issued_at__lte=at).first(),
    )
