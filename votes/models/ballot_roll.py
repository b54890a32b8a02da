"""The frozen roll of a ballot, and its corrections (F-11, VOT-01)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from ccgs.models.names import NameField
from cocommission.shared.models import AppendOnly, Kind, append_only_and_locked, by_at_constraint
from votes.models.ballots import Ballot
from votes.terms.ballots import CorrectionKind


class RollEntry(AppendOnly):
    """One practice that may vote, as it was at the opening. What counts now is told by the last correction."""

    table_kind: ClassVar[Kind] = append_only_and_locked(
        ["id"], "two votes of one practice wait for each other at its entry"
    )

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="roll")
    practice = models.ForeignKey("ccgs.MemberPractice", on_delete=models.PROTECT, related_name="roll_entries")
    code = models.CharField(max_length=12)
    name = NameField(max_length=200)
    contract = models.CharField(max_length=4, blank=True)
    patients = models.PositiveIntegerField()
    weight = models.PositiveIntegerField()

    class Meta:
        ordering = ["ballot", "name", "code"]
        verbose_name_plural = "roll entries"
        constraints = [models.UniqueConstraint(fields=["ballot", "practice"], name="a_practice_is_on_a_roll_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class RollCorrection(AppendOnly):
    """A correction of the roll after the opening: logged, published, with its reason."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="corrections")
    practice = models.ForeignKey("ccgs.MemberPractice", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=CorrectionKind.choices)
    weight_before = models.PositiveIntegerField()
    weight_after = models.PositiveIntegerField()
    reason = models.TextField()
    roll_hash_after = models.CharField(max_length=64)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["ballot", "pk"]
        constraints = [
            by_at_constraint("corrected"),
            models.CheckConstraint(condition=~Q(reason=""), name="roll_correction_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind=CorrectionKind.ADDED, weight_before=0)
                | Q(kind=CorrectionKind.STRUCK, weight_after=0)
                | Q(kind=CorrectionKind.REWEIGHTED),
                name="roll_correction_fits_its_kind",
            ),
        ]
        indexes = [models.Index(fields=["ballot", "practice", "-id"], name="last_roll_correction")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.practice_id}"
