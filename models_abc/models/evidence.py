"""Evidence recorded with an application: plans, approvals, attestations, documents. Rows are dated facts."""

from django.db import models
from django.db.models import F, Q

from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from models_abc.models.application import Application, person_field
from models_abc.terms import AttestationRole, DocumentKind

_DIGEST = r"^[0-9a-f]{64}$"


class SubjectToVote(AppendOnly):
    """The members' vote is still to come: the dates the CCG commits to (APP-06). The last row counts."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="vote_plans")
    votes_from_on = models.DateField("voting opens on")
    votes_until_on = models.DateField("voting closes on")
    result_by_on = models.DateField("result known by")
    reason = models.TextField("why the members have not voted yet")
    recorded_at = models.DateTimeField()
    recorded_by = person_field()

    class Meta:
        ordering = ["application", "pk"]
        verbose_name_plural = "subject to vote"
        constraints = [
            models.CheckConstraint(
                condition=Q(votes_from_on__lte=F("votes_until_on"), votes_until_on__lte=F("result_by_on")),
                name="vote_plan_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="vote_plan_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Vote from {self.votes_from_on} to {self.votes_until_on}"


class ConsultationWaiver(AppendOnly):
    """The CCG's recorded reason for going forward without the LMC (APP-09). The last row counts."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consultation_waivers")
    reason = models.TextField("reason for going without (empty: no longer without)", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = person_field()

    class Meta:
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return self.reason[:60]


class GoverningBodyApproval(AppendOnly):
    """The governing body approved the application (APP-05). The last row counts.

    `papers_digest` says which documents were there when it was recorded.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="approvals")
    held_on = models.DateField("date of the meeting")
    minute_reference = models.CharField(max_length=100)
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, related_name="+")
    papers_digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = person_field()

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(minute_reference=""), name="approval_names_its_minute"),
            models.CheckConstraint(condition=Q(papers_digest__regex=_DIGEST), name="approval_names_its_papers"),
        ]

    def __str__(self) -> str:
        return f"Governing body, {self.held_on}, minute {self.minute_reference}"


class Attestation(AppendOnly):
    """One person in one post signed one statement about one set of papers (APP-03)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="attestations")
    role = models.CharField(max_length=20, choices=AttestationRole.choices)
    person = person_field()
    person_name = models.CharField(max_length=200)
    post = models.ForeignKey("ccgs.Post", on_delete=models.PROTECT, related_name="+")
    statement = models.TextField()
    papers_digest = models.CharField("hash of what was signed for", max_length=64)
    form_token = models.UUIDField(unique=True)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(statement=""), name="attestation_has_a_statement"),
            models.CheckConstraint(condition=Q(papers_digest__regex=_DIGEST), name="attestation_names_its_papers"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person_name}"


class AttestationWithdrawal(AppendOnly):
    """The signer took an attestation back; what was signed stays on record."""

    attestation = models.OneToOneField(Attestation, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = person_field()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawn_attestation_has_a_reason")]

    def __str__(self) -> str:
        return f"Withdrawn: {self.attestation}"


class ApplicationDocument(Governed):
    """A document of the application; a new one of the same kind replaces it from `removed_at` on."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="")
    added_at = models.DateTimeField()
    added_by = person_field()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = person_field(null=True, blank=True)

    class Meta:
        ordering = ["application", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(removed_at__isnull=True) & ~Q(kind=DocumentKind.OTHER),
                name="one_current_document_of_a_kind",
            ),
            by_at_constraint("removed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.document.name}"
