"""What was sent to NHS England, and the region's permission to send it late (F-23)."""

from django.db import models
from django.db.models import F, Q

from cocommission.shared.models import AppendOnly
from models_abc.models.application import Application, person_field


class LateDecision(AppendOnly):
    """The region allows this application to come late, until a time, for a reason (APP-01)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="late_decisions")
    until_at = models.DateTimeField("in time until")
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = person_field()
    decided_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("decided_at")), name="late_permission_is_for_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="late_permission_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Late until {self.until_at:%d %B %Y %H:%M}"


class Submission(AppendOnly):
    """The application as it was sent: the dossier's exact bytes as text, and their SHA-256.

    The database refuses a row after the round's close by its own clock, unless the region allowed it.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="submission")
    dossier = models.TextField()
    sha256 = models.CharField(max_length=64)
    is_subject_to_vote = models.BooleanField(default=False)
    late_decision = models.ForeignKey(
        LateDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    form_token = models.UUIDField(unique=True)
    submitted_at = models.DateTimeField()
    submitted_by = person_field()
    submitted_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["submitted_at"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="submission_has_a_hash")
        ]

    def __str__(self) -> str:
        return f"Submission of {self.application}"

    @property
    def is_late(self) -> bool:
        """Whether it came after the round closed, with permission."""
        return self.late_decision_id is not None
