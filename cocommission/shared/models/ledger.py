"""The ledger: one book per organisation, one chain of SHA-256 hashes per book."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from .governed import AppendOnly
from .kinds import Kind, append_only_by_function, machinery


def _from_body(key: str, **field: Any) -> models.GeneratedField:
    """A column that the database derives from the hashed body, so that it cannot say anything else."""
    return models.GeneratedField(
        expression=KeyTextTransform(key, Cast("body", models.JSONField())),
        output_field=models.TextField(**field),
        db_persist=True,
    )


class Book(models.Model):
    """The chain of one organisation; `key` like `CCG 09W`, `REGION Y57`, `LMC KENT` or `NATIONAL`."""

    table_kind: ClassVar[Kind] = machinery("the head of a chain, moved by the function ledger_enter alone")

    key = models.CharField(max_length=60, unique=True)
    rows = models.BigIntegerField(default=0)
    head = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return self.key


class Entry(AppendOnly):
    """One act. `body` is the JSON text that was hashed; hash = SHA-256(hash of the entry before + body in UTF-8)."""

    table_kind: ClassVar[Kind] = append_only_by_function("ledger_enter numbers and hashes")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    number = models.BigIntegerField()
    body = models.TextField()
    hash = models.BinaryField()
    act = _from_body("act")
    subject = _from_body("subject")
    reason = _from_body("reason")
    actor_id_text = _from_body("actor_id")
    actor_name = _from_body("actor_name")
    at_text = _from_body("at")
    recorded_at_text = _from_body("recorded_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="one_entry_per_number")]
        indexes = [models.Index(fields=["subject"], name="entry_subject")]
        ordering = ["book", "number"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.book_id} {self.number} {self.act}"

    @property
    def at(self) -> datetime:
        """The time of the act."""
        return datetime.fromisoformat(self.at_text)

    @property
    def recorded_at(self) -> datetime:
        """The time, by the database's clock, at which it was written down."""
        return datetime.fromisoformat(self.recorded_at_text)
