"""Papers and votes. A paper says that a practice voted, its votes say how: two tables, so that the votes of a
secret ballot can be kept sealed and apart without changing what a paper is."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cocommission.shared.models import AppendOnly, by_at_constraint
from votes.models.ballot_roll import RollEntry
from votes.models.ballots import Question
from votes.terms.ballots import AssistedMethod


def _person(**options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class AssistedEntry(AppendOnly):
    """A vote given on paper or at a meeting, entered by an officer; it counts once somebody else has confirmed it."""

    roll_entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="assisted_entries")
    form_token = models.UUIDField(unique=True)
    method = models.CharField(max_length=8, choices=AssistedMethod.choices)
    evidence = models.TextField("where the paper or the minute is kept")
    given_by = _person()
    choices = models.JSONField()
    entered_at = models.DateTimeField()
    entered_by = _person()

    class Meta:
        ordering = ["roll_entry", "pk"]
        verbose_name_plural = "assisted entries"
        constraints = [
            by_at_constraint("entered"),
            models.CheckConstraint(condition=~Q(evidence=""), name="assisted_entry_says_where_the_paper_is"),
        ]

    def __str__(self) -> str:
        return f"Assisted entry {self.pk}"


class VotingPaper(AppendOnly):
    """One cast of one practice. The one with the highest number is live; the others are what it voted before.

    `cast_at` is set by the database's referee.
    """

    roll_entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    form_token = models.UUIDField(unique=True)
    receipt = models.CharField(max_length=20, unique=True)
    cast_at = models.DateTimeField()
    cast_by = _person()
    assisted_entry = models.OneToOneField(
        AssistedEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="paper"
    )
    assisted_by = _person(null=True, blank=True)
    confirmed_by = _person(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["roll_entry", "number"]
        constraints = [
            models.UniqueConstraint(fields=["roll_entry", "number"], name="one_paper_per_number_of_a_practice"),
            by_at_constraint("cast"),
            models.CheckConstraint(
                condition=Q(assisted_by__isnull=True, confirmed_by__isnull=True, assisted_entry__isnull=True)
                | (
                    Q(assisted_by__isnull=False, confirmed_by__isnull=False, assisted_entry__isnull=False)
                    & ~Q(assisted_by=F("confirmed_by"))
                ),
                name="assisted_paper_has_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"Paper {self.number} of {self.roll_entry_id}"


class Vote(AppendOnly):
    """The answer of one paper to one question."""

    paper = models.ForeignKey(VotingPaper, on_delete=models.PROTECT, related_name="votes")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="votes")
    option = models.CharField(max_length=12)

    class Meta:
        ordering = ["paper", "question"]
        constraints = [models.UniqueConstraint(fields=["paper", "question"], name="one_vote_per_question_of_a_paper")]

    def __str__(self) -> str:
        return f"Vote {self.pk}"
