"""What the region decided, the conditions it set, the agreement both signed, and the notice to leave (F-24)."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from cocommission.shared.clock import london
from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from models_abc.models.application import Application, person_field
from models_abc.terms import ApplicationState, DecisionOutcome


class Decision(AppendOnly):
    """A decision of NHS England in writing, with reasons. The last one counts (a deferral is followed by another)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=30, choices=DecisionOutcome.choices)
    reasons = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = person_field()
    decided_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["application", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons")]

    def __str__(self) -> str:
        return f"{self.decided}: {self.application}"

    @property
    def decided(self) -> str:
        """The outcome as something done: `Approved with conditions`; the form offers `Approve with conditions`."""
        return str(ApplicationState(self.outcome).label)


class Condition(Governed):
    """A condition of an approval. The CCG offers evidence; the region says when it is met (APP-11)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    evidence = models.TextField("what the CCG says has been done", blank=True, default="")
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = person_field(null=True, blank=True)
    met_reason = models.TextField("why the region holds it met", blank=True, default="")
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = person_field(null=True, blank=True)

    class Meta:
        ordering = ["decision", "number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="one_condition_per_number"),
            models.CheckConstraint(condition=~Q(text=""), name="condition_has_a_text"),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | ~Q(met_reason=""), name="met_condition_has_a_reason"
            ),
            by_at_constraint("offered"),
            by_at_constraint("met"),
        ]

    def __str__(self) -> str:
        return f"Condition {self.number}: {self.text}"


def both_signed_on(*signed_at: datetime | None) -> date | None:
    """The day of the last signature; None while one is missing."""
    made = [at for at in signed_at if at is not None]
    return london(max(made)).date() if len(made) == len(signed_at) else None


class DelegationAgreement(Governed):
    """The Delegation Agreement: its document, and who signed it for each side (APP-12)."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="agreement")
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = person_field()
    ccg_signed_at = models.DateTimeField(null=True, blank=True)
    ccg_signed_by = person_field(null=True, blank=True)
    nhs_england_signed_at = models.DateTimeField(null=True, blank=True)
    nhs_england_signed_by = person_field(null=True, blank=True)

    class Meta:
        constraints = [by_at_constraint("ccg_signed"), by_at_constraint("nhs_england_signed")]

    def __str__(self) -> str:
        return f"Delegation Agreement, {self.application}"


class ExitNotice(AppendOnly):
    """A CCG gives notice that it leaves the model on 1 April (APP-15)."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="exit_notice")
    leaves_on = models.DateField()
    reason = models.TextField()
    is_late = models.BooleanField("after 30 September")
    agreed_with = models.TextField("what NHS England agreed, when the notice is late", blank=True, default="")
    given_at = models.DateTimeField()
    given_by = person_field()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exit_notice_has_a_reason"),
            models.CheckConstraint(condition=Q(is_late=False) | ~Q(agreed_with=""), name="late_exit_notice_was_agreed"),
        ]

    def __str__(self) -> str:
        return f"Notice to leave on {self.leaves_on}"
