"""Gifts and hospitality offered to people of a CCG, accepted or declined (F-51)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from cocommission.shared.models import Governed, by_at_constraint
from cocommission.shared.pages import HasPage
from conflicts.models.bodies import Body, someone
from conflicts.terms.gifts import GiftState, OfferAnswer, OfferKind


class Gift(HasPage, Governed):
    """One offer. Its rules are those of `offered_on` (GIF-09). `value_pence` is an estimate in pence."""

    page = "gift"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="gifts")
    number = models.PositiveIntegerField("number within the CCG's register")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gifts")
    position = models.CharField(max_length=200)
    kind = models.CharField("what was offered", max_length=16, choices=OfferKind)
    details = models.TextField()
    value_pence = models.PositiveIntegerField("estimated value in pence")
    offered_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    source_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="gifts")
    source_name = models.CharField("who offered it", max_length=200)
    source_business = models.CharField("nature of their business", max_length=200, blank=True)
    supplier = models.BooleanField("is, or hopes to be, a supplier or contractor", default=False)
    beyond_modest = models.BooleanField("travel or accommodation that is more than modest", default=False)
    answer = models.CharField(max_length=16, choices=OfferAnswer)
    reason = models.TextField("reason for accepting or declining", blank=True)
    comments = models.TextField(blank=True)
    state = models.CharField(max_length=18, choices=GiftState)
    declared_at = models.DateTimeField()
    declared_by = someone()
    approved_at = models.DateTimeField("senior approver answered", null=True)
    approved_by = someone(null=True)
    approver_position = models.CharField(max_length=200, blank=True)
    approval_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = someone(null=True)
    withdrawn_reason = models.TextField(blank=True)
    form_token = models.UUIDField("number of the form it came with", unique=True)

    class Meta:
        ordering = ["ccg", "-offered_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_gift_per_number"),
            models.CheckConstraint(
                condition=~Q(kind=OfferKind.CASH) | Q(answer=OfferAnswer.DECLINED), name="cash_is_declined"
            ),
            by_at_constraint("approved"),
            by_at_constraint("withdrawn"),
        ]
        indexes = [models.Index(fields=["person", "offered_on"], name="gifts_of_person")]

    def __str__(self) -> str:
        return f"Gift or hospitality {self.number}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"conflicts.Gift:{self.pk}"

    def state_at(self, now: datetime) -> str:
        """The state that people see; no clock changes it."""
        return str(self.state)
