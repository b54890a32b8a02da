"""When each sweep last ran."""

from typing import ClassVar

from django.db import models

from .kinds import Kind, machinery


class Heartbeat(models.Model):
    """The last run of one sweep; operational, so it keeps no history."""

    table_kind: ClassVar[Kind] = machinery("operational: when a sweep last ran", "INSERT", "UPDATE")

    name = models.CharField(max_length=100, primary_key=True)
    ran_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return self.name
