"""Expressions of interest: which model a CCG would like and how soon it could take it up (F-21)."""

from datetime import datetime

from django.conf import settings
from django.db import models

from ccgs.models import CCG
from cocommission.shared.models import Governed, by_at_constraint
from cocommission.shared.rules.names import in_sentence
from models_abc.models.round import Round
from models_abc.terms import CoCommissioningModel, InterestState, Readiness


class ExpressionOfInterest(Governed):
    """What one CCG said in one round; changed while the round is open, with its history. It binds nobody."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="interests")
    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="interests")
    category = models.CharField(max_length=1, choices=CoCommissioningModel.choices)
    readiness = models.CharField(max_length=5, choices=Readiness.choices)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=InterestState.choices, default=InterestState.STANDING)
    expressed_at = models.DateTimeField()
    expressed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interests_expressed"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="interests_withdrawn"
    )

    class Meta:
        verbose_name_plural = "expressions of interest"
        ordering = ["ccg__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "ccg"], name="one_interest_per_ccg_and_round"),
            by_at_constraint("expressed"),
            by_at_constraint("withdrawn"),
        ]

    def state_at(self, now: datetime) -> str:
        """The state, as its acts ask for it."""
        return self.state

    def __str__(self) -> str:
        return f"{self.ccg} in {self.round}: {self.get_category_display()}, {in_sentence(self.get_readiness_display())}"
