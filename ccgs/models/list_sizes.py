"""Registered patients per practice, release by release."""

from django.db import models

from ccgs.models.practices import MemberPractice
from cocommission.shared.models import Governed


class ListSizeRelease(Governed):
    """One publication of list sizes; in force from its day until the next release's."""

    from_on = models.DateField(unique=True)
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-from_on"]

    def __str__(self) -> str:
        return self.label or f"List sizes from {self.from_on}"


class ListSize(Governed):
    """The registered patients of one practice; a practice that a release does not name has none."""

    release = models.ForeignKey(
        ListSizeRelease, on_delete=models.PROTECT, related_name="list_sizes", db_index=False
    )  # one_list_size_per_release is found by it
    practice = models.ForeignKey(MemberPractice, on_delete=models.PROTECT, related_name="list_sizes")
    patients = models.PositiveIntegerField()

    class Meta:
        ordering = ["release", "practice"]
        constraints = [models.UniqueConstraint(fields=["release", "practice"], name="one_list_size_per_release")]

    def __str__(self) -> str:
        return f"{self.patients} patients"
