"""Application rounds: from when to when, for which model, for which go-live days, on what evidence (F-21)."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cocommission.shared.models import Governed
from cocommission.shared.pages import HasPage
from models_abc.terms import CoCommissioningModel, EvidenceKind, RoundPurpose


class Round(HasPage, Governed):
    """One round. Whether it is open is never stored: ask ``rules.rounds.round_state`` with the time.

    `model_sought` is empty for a round of expressions of interest, which may name any model. `closes_at` is the first
    moment that is too late. `required_evidence` holds EvidenceKind codes.
    """

    page = "round"
    page_parts = {"slug": "slug"}

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=10, choices=RoundPurpose.choices, default=RoundPurpose.NATIONAL)
    model_sought = models.CharField(max_length=1, choices=CoCommissioningModel.choices, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    decision_by_on = models.DateField(null=True, blank=True)
    go_live_on = ArrayField(models.DateField(), default=list, blank=True)
    required_evidence = ArrayField(
        models.CharField(max_length=30, choices=EvidenceKind.choices), default=list, blank=True
    )
    only_for = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)
    is_confirmed = models.BooleanField(default=True)

    class Meta:
        ordering = ["-closes_at", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(condition=~Q(model_sought="A"), name="no_round_for_model_a"),
            models.CheckConstraint(
                condition=Q(purpose="INTEREST", model_sought="") | Q(~Q(purpose="INTEREST"), ~Q(model_sought="")),
                name="round_has_a_model_unless_for_interest",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page of the round."""
        return reverse("round", args=[self.slug])

    @property
    def takes(self) -> frozenset[str]:
        """The models that can be applied for here."""
        return frozenset({self.model_sought} - {""})

    @property
    def first_go_live_on(self) -> date | None:
        """The earliest go-live day, or None where none is listed."""
        return min(self.go_live_on) if self.go_live_on else None

    def evidence_for(self, model_sought: str) -> list[str]:
        """The EvidenceKind codes that an application for `model_sought` needs here."""
        return list(self.required_evidence) if model_sought in self.takes else []
