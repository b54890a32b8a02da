"""Procurement decisions: what was decided, by whom, with which conflicts, and what was awarded (F-52)."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cocommission.shared.models import DRAFTS_GO, Governed, Kind, by_at_constraint
from cocommission.shared.pages import HasPage
from conflicts.models.bodies import Body, someone
from conflicts.models.interests import Interest
from conflicts.terms.procurement import ContractForm, ProcurementState, Route


class ProcurementDecision(HasPage, Governed):
    """One entry of the register of procurement decisions. Money in whole pounds; days as days."""

    page = "procurement"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="procurements")
    number = models.PositiveIntegerField("number within the CCG's register")
    title = models.CharField("contract or service", max_length=200)
    description = models.TextField("description of the service", blank=True)
    existing = models.BooleanField("continues an existing contract", default=False)
    collaborative = models.BooleanField("together with other commissioners", default=False)
    form = models.CharField(max_length=10, choices=ContractForm, default=ContractForm.ORDINARY)
    route = models.CharField("how the provider is found", max_length=14, choices=Route, blank=True)
    clinical_lead = models.CharField(max_length=200, blank=True)
    contract_manager = models.CharField(max_length=200, blank=True)
    process = models.TextField("how and where it was decided", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField("the decision", blank=True)
    justification = models.TextField("why the conflicts were handled so", blank=True)
    gp_bidder = models.BooleanField("a GP practice, a GP consortium or a body that GPs own may win", default=False)
    checklist = models.JSONField("answers to the checklist by question id", default=dict, blank=True)
    lifetime_value = models.PositiveBigIntegerField(
        "value over the life of the contract in pounds", null=True, blank=True
    )
    ojeu_reference = models.CharField("reference of the OJEU notice", max_length=60, blank=True)
    finder_reference = models.CharField("reference on Contracts Finder", max_length=60, blank=True)
    provider = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    provider_name = models.CharField(max_length=200, blank=True)
    provider_address = models.TextField("registered office or principal place of business", blank=True)
    amount = models.PositiveBigIntegerField("total amount in pounds", null=True, blank=True)
    amounts_payable = models.TextField("what is payable, where the total is not known", blank=True)
    starts_on = models.DateField("contract starts on", null=True, blank=True)
    ends_on = models.DateField("contract ends on", null=True, blank=True)
    selection_process = models.TextField("process of selection", blank=True)
    state = models.CharField(max_length=10, choices=ProcurementState, default=ProcurementState.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = someone()
    decided_at = models.DateTimeField("recorded as decided", null=True)
    decided_by = someone(null=True)
    awarded_at = models.DateTimeField(null=True)
    awarded_by = someone(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = someone(null=True)
    abandoned_at = models.DateTimeField(null=True)
    abandoned_by = someone(null=True)
    abandoned_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["ccg", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_procurement_per_number"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="awarded_contract_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProcurementState.AWARDED)
                | (
                    ~Q(provider_name="")
                    & ~Q(provider_address="")
                    & ~Q(description="")
                    & (Q(amount__isnull=False) | ~Q(amounts_payable=""))
                    & Q(starts_on__isnull=False, ends_on__isnull=False)
                    & ~Q(selection_process="")
                ),
                name="award_has_the_five_items",
            ),
            by_at_constraint("decided"),
            by_at_constraint("awarded"),
            by_at_constraint("published"),
            by_at_constraint("abandoned"),
        ]

    def __str__(self) -> str:
        return f"Procurement decision {self.number}: {self.title}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"conflicts.ProcurementDecision:{self.pk}"

    def state_at(self, now: datetime) -> str:
        """The state that people see; no clock changes it."""
        return str(self.state)


class ProcurementParticipant(Governed):
    """Somebody who took part in a procurement decision, with what conflict, if any, and how it was handled."""

    table_kind: ClassVar[Kind] = DRAFTS_GO

    procurement = models.ForeignKey(ProcurementDecision, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conflict = models.TextField("conflict of interest; empty for none", blank=True)
    handling = models.TextField("how it was handled", blank=True)
    added_at = models.DateTimeField()
    added_by = someone()

    class Meta:
        ordering = ["procurement", "name"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "name"], name="one_participant_per_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"
