"""The secret address of a person's calendar feed."""

from django.conf import settings
from django.db import models

from .governed import AppendOnly


class CalendarAddress(AppendOnly):
    """One address that a person made. Only the last one works; the secret itself is not kept, only its SHA-256."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_addresses")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["person", "pk"]
        verbose_name_plural = "calendar addresses"

    def __str__(self) -> str:
        return f"Calendar address of person {self.person_id}"
