"""Rows that keep their history, and rows that never change."""

from datetime import datetime
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from .kinds import APPEND_ONLY, GOVERNED, Kind

Row = TypeVar("Row", bound=models.Model, covariant=True)


class BackDoorError(RuntimeError):
    """Code tried to write past the actions."""


def _refuse(what: str) -> Any:
    def method(self: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise BackDoorError(f"{what} would leave no history. Use record(by=, at=, why=) on each row.")

    return method


class GovernedQuerySet(models.QuerySet[Row]):
    """Reads as usual; the writes that would leave no history are refused."""

    update = _refuse("update()")
    bulk_create = _refuse("bulk_create()")
    bulk_update = _refuse("bulk_update()")
    delete = _refuse("delete()")
    create = _refuse("create()")
    get_or_create = _refuse("get_or_create()")
    update_or_create = _refuse("update_or_create()")


class HistoryRow(models.Model):
    """What each history row says beside the record: who by id and name, and when it was really written down."""

    table_kind: ClassVar[Kind] = APPEND_ONLY

    history_actor_id = models.BigIntegerField(null=True)
    history_actor_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    history_recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Governed(models.Model):
    """A record whose every version is kept. Write it only by `record`.

    A model whose drafts may be removed says `table_kind = DRAFTS_GO`.
    """

    table_kind: ClassVar[Kind] = GOVERNED

    objects = models.Manager.from_queryset(GovernedQuerySet)()
    history = HistoricalRecords(
        inherit=True,
        bases=[HistoryRow],
        user_db_constraint=False,
        history_change_reason_field=models.TextField(default="", blank=True),
    )

    class Meta:
        abstract = True

    def record(self, *, by: Any, at: datetime, why: str = "") -> Self:
        """Saves this row and its history row.

        `by` is a Person, or None for the product itself; `at` is the time of the act.
        """
        self._history_user = by
        self._history_date = at
        self._change_reason = why
        self._recording = True
        try:
            self.save()
        finally:
            self._recording = False
        return self

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refused unless called by `record`."""
        if not getattr(self, "_recording", False):
            raise BackDoorError("save() would not say who and why. Use record(by=, at=, why=).")
        super().save(*args, **kwargs)

    def remove(self, *, by: Any, at: datetime, why: str) -> None:
        """Deletes a row that was never in force (a draft); its history stays.

        Raises BackDoorError where the kind of the table does not say that drafts may go.
        """
        if "DELETE" not in self.table_kind.rights:
            raise BackDoorError(f"{type(self).__name__} is never removed. End or withdraw it.")
        self._history_user = by
        self._history_date = at
        self._change_reason = why
        super().delete()

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: see `remove`."""
        raise BackDoorError("delete() would not say who and why. Use remove(by=, at=, why=).")


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Reads and inserts; nothing is changed afterwards (the database's triggers refuse it too)."""

    update = _refuse("update()")
    bulk_update = _refuse("bulk_update()")
    delete = _refuse("delete()")
    update_or_create = _refuse("update_or_create()")


class AppendOnly(models.Model):
    """A record that is its own history: written once, never changed."""

    table_kind: ClassVar[Kind] = APPEND_ONLY

    objects = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Inserts; a second save is refused."""
        if not self._state.adding:
            raise BackDoorError(f"{type(self).__name__} is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise BackDoorError(f"{type(self).__name__} is append-only.")


def by_at_constraint(stem: str) -> models.CheckConstraint:
    """The constraint that `<stem>_at` and `<stem>_by` are set together or not at all."""
    at, by = f"{stem}_at__isnull", f"{stem}_by__isnull"
    return models.CheckConstraint(
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}),
        name=f"%(app_label)s_%(class)s_{stem}_at_by",
    )


def _copy_actor(sender: Any, **kwargs: Any) -> None:
    row, actor = kwargs["history_instance"], kwargs["history_user"]
    if actor is not None and hasattr(row, "history_actor_id"):
        row.history_actor_id, row.history_actor_name = actor.pk, actor.name


pre_create_historical_record.connect(_copy_actor, dispatch_uid="copy-actor")
