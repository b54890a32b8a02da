"""What a ballot came to: computed results, the published tally, and results known only as published elsewhere."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from votes.models.ballots import Ballot, Question
from votes.rules.ballot_tally import Figures
from votes.terms.ballots import HistoricOutcome, QuestionKind, QuestionOutcome


def _person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Result(AppendOnly):
    """The count of one question (VOT-06). The verifier counts again before it is certified."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="result")
    figures = models.JSONField()
    outcome = models.CharField(max_length=10, choices=QuestionOutcome.choices)
    counted_at = models.DateTimeField()
    counted_by = _person()

    class Meta:
        ordering = ["question"]
        constraints = [by_at_constraint("counted")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}"

    @property
    def tally(self) -> Figures:
        """The figures, to compute with."""
        return Figures.from_json(self.figures)


class PublishedTally(AppendOnly):
    """The tally file, byte for byte as it was published (F-16)."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="tally")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = _person()

    class Meta:
        constraints = [
            by_at_constraint("made"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="tally_has_its_hash"),
        ]
        verbose_name_plural = "published tallies"

    def __str__(self) -> str:
        return self.sha256


class HistoricResult(Governed):
    """A result that was published elsewhere, in its own words and percentages. It is never counted as computed."""

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="historic_results")
    held_on = models.DateField()
    question = models.CharField("what the members were asked", max_length=300)
    kind = models.CharField(max_length=20, choices=QuestionKind.choices)
    turnout_text = models.CharField("turnout as published", max_length=40, blank=True)
    support_text = models.CharField("share in favour as published", max_length=40, blank=True)
    threshold_text = models.CharField("threshold as published", max_length=100, blank=True)
    outcome = models.CharField(max_length=10, choices=HistoricOutcome.choices)
    source = models.CharField("where it was published", max_length=300)
    noted_at = models.DateTimeField()
    noted_by = _person()

    class Meta:
        ordering = ["ccg", "-held_on", "pk"]
        constraints = [
            by_at_constraint("noted"),
            models.CheckConstraint(condition=~Q(source=""), name="historic_result_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.question
