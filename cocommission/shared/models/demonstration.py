"""Sign-ins of the demonstration. No row, no demonstration."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from .kinds import Kind, machinery


class DemonstrationSignIn(models.Model):
    """A person whom anyone may sign in as, with the words that explain the role; only the demonstration writes it."""

    table_kind: ClassVar[Kind] = machinery("only in a demonstration, which the owner loads")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=100)
    does = models.CharField(max_length=300)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.role
