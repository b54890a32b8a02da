"""The outbox: every message to a person is a row before it is sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from .kinds import Kind, machinery


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "QUEUED", "Queued"
    SENT = "SENT", "Sent"
    FAILED = "FAILED", "Failed"
    BOUNCED = "BOUNCED", "Bounced"


class Message(models.Model):
    """One e-mail to one person. `key` is unique, so the same news is never queued twice."""

    table_kind: ClassVar[Kind] = machinery(
        "the outbox: its delivery state changes by machine, its words never", "INSERT", "UPDATE"
    )

    key = models.CharField(max_length=200, unique=True)
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages", null=True
    )
    to_address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    link = models.CharField(max_length=300, blank=True, default="", db_default="")
    about = models.CharField(max_length=60, db_index=True)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED, db_default="QUEUED")
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    last_error = models.CharField(max_length=200, blank=True, default="", db_default="")
    sent_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="outbox_due", condition=models.Q(state="QUEUED"))]

    def __str__(self) -> str:
        return self.subject
