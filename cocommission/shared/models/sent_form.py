"""Which forms were sent, so that each is recorded once."""

from typing import ClassVar

from django.db import models

from .kinds import Kind, machinery


class SentForm(models.Model):
    """A form whose act went through: its number and contents as digests, and the page that answered it.

    It keeps neither the number nor the person nor what was typed, so nobody can work back from it to a vote or to
    who reported something. It is kept for some days only (`forms.forget`).
    """

    table_kind: ClassVar[Kind] = machinery(
        "operational: which forms were sent, for some days", "INSERT", "UPDATE", "DELETE"
    )

    number_digest = models.CharField(max_length=64, primary_key=True)
    contents_digest = models.CharField(max_length=64)
    answer = models.TextField(blank=True, default="")
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.number_digest[:8]
