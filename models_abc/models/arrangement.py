"""The local arrangement by which a CCG takes up model B (F-25)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ccgs.models import CCG
from cocommission.shared.models import Document, Governed, by_at_constraint
from models_abc.models.round import Round
from models_abc.terms import ArrangementState, CommitteeKind


class Arrangement(Governed):
    """What CCG and region agreed for joint commissioning; live from a listed day once both have signed (APP-13)."""

    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="arrangements")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="arrangements")
    go_live_on = models.DateField()
    committee_kind = models.CharField(max_length=25, choices=CommitteeKind.choices)
    membership = models.TextField(blank=True)
    mandate_ballot = models.ForeignKey(
        "votes.Ballot", on_delete=models.PROTECT, null=True, blank=True, related_name="arrangements"
    )
    constitution = models.ForeignKey(
        "ccgs.Constitution", on_delete=models.PROTECT, null=True, blank=True, related_name="arrangements"
    )
    agreement = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="arrangements"
    )
    has_pooled_fund = models.BooleanField(default=False)
    pooled_pounds = models.BigIntegerField(null=True, blank=True)
    pooled_from_on = models.DateField(null=True, blank=True)
    pooled_until_on = models.DateField(null=True, blank=True)
    pooled_terms = models.TextField(blank=True)
    state = models.CharField(max_length=15, choices=ArrangementState.choices, default=ArrangementState.DRAFT)
    ccg_signed_at = models.DateTimeField(null=True, blank=True)
    ccg_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="arrangements_for_ccg"
    )
    region_signed_at = models.DateTimeField(null=True, blank=True)
    region_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="arrangements_for_region",
    )
    live_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["ccg", "-go_live_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ccg"],
                condition=~Q(state__in=["ENDED", "WITHDRAWN"]),
                name="one_arrangement_at_a_time",
                violation_error_message="Your CCG already has a joint arrangement. Open that one.",
            ),
            models.CheckConstraint(
                condition=Q(has_pooled_fund=True) | Q(pooled_pounds=None, pooled_from_on=None, pooled_until_on=None),
                name="pooled_terms_only_with_a_pooled_fund",
            ),
            models.CheckConstraint(
                condition=Q(pooled_until_on=None) | Q(pooled_until_on__gt=F("pooled_from_on")),
                name="pooled_fund_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["AGREED", "LIVE", "ENDED"])
                | Q(ccg_signed_at__isnull=False, region_signed_at__isnull=False),
                name="arrangement_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(ccg_signed_by=None) | Q(region_signed_by=None) | ~Q(ccg_signed_by=F("region_signed_by")),
                name="arrangement_signed_by_two_people",
            ),
            by_at_constraint("ccg_signed"),
            by_at_constraint("region_signed"),
        ]

    def state_at(self, now: datetime) -> str:
        """The state, as its acts ask for it; the clock alone changes none."""
        return self.state

    def __str__(self) -> str:
        return f"{self.ccg}: joint commissioning from {self.go_live_on}"

    def get_absolute_url(self) -> str:
        """The page of the CCG's arrangement."""
        return reverse("arrangement", args=[self.ccg.code])
