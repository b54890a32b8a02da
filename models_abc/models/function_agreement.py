"""Agreements between a CCG and NHS England about single functions, within the matrix (F-20)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from ccgs.models import CCG
from cocommission.shared.models import Governed, by_at_constraint
from models_abc.terms import RETAINED, AgreementState, CoCommissioningModel, Decider, Function
from models_abc.terms.functions import AGREEABLE_DECIDERS, ASSIGNABLE


class FunctionAgreement(Governed):
    """Who decides one function for one CCG from a day on, while it holds `model_held`.

    The CCG proposes, the region agrees or declines; only agreed rows count, the latest by `from_on` wins. The
    database itself refuses a retained function (FUN-01, FUN-02) and any decision under model A (FUN-03).
    """

    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="function_agreements")
    function = models.CharField(
        max_length=30, choices=[(one.value, one.label) for one in Function if one not in RETAINED]
    )
    model_held = models.CharField(max_length=1, choices=CoCommissioningModel.choices)
    decider = models.CharField(max_length=20, choices=[(one.value, one.label) for one in AGREEABLE_DECIDERS])
    from_on = models.DateField()
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=AgreementState.choices, default=AgreementState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="function_agreements_proposed"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="function_agreements_answered",
    )
    answer_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["ccg", "function", "-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(function__in=[str(one) for one in ASSIGNABLE]), name="retained_functions_stay"
            ),
            models.CheckConstraint(
                condition=Q(decider__in=[str(one) for one in AGREEABLE_DECIDERS]), name="agreed_decider_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(model_held="A") | Q(decider__in=[str(Decider.NHS_ENGLAND), str(Decider.INVOLVED)]),
                name="model_a_decides_nothing",
            ),
            models.UniqueConstraint(
                fields=["ccg", "function", "model_held"],
                condition=Q(state="PROPOSED"),
                name="one_open_proposal_per_function",
                violation_error_message="A proposal about this function is waiting for NHS England's answer.",
            ),
            models.UniqueConstraint(
                fields=["ccg", "function", "model_held", "from_on"],
                condition=Q(state="AGREED"),
                name="one_agreement_per_function_and_day",
                violation_error_message="Another agreement about this function starts on that day. Choose another day.",
            ),
            by_at_constraint("proposed"),
            by_at_constraint("answered"),
        ]

    def state_at(self, now: datetime) -> str:
        """The state, as its acts ask for it; the clock alone changes none."""
        return self.state

    def __str__(self) -> str:
        return f"{self.ccg}: {self.get_function_display()} decided by {self.get_decider_display()}"
