"""Which model of co-commissioning a CCG held at a moment."""

from datetime import datetime

from django.db.models import Q

from ccgs.models import CCG, ModelHeld
from ccgs.terms.models_held import ModelHeldCode


def held_at(at: datetime) -> Q:
    """Rows of ``ModelHeld`` in force at ``at``."""
    return Q(from_at__lte=at) & (Q(to_at__isnull=True) | Q(to_at__gt=at))


def model_held_row(ccg: CCG, at: datetime) -> ModelHeld | None:
    """The row in force at ``at``; None when model A holds because nothing else was agreed."""
    return ModelHeld.objects.filter(held_at(at), ccg=ccg).first()


def model_held(ccg: CCG, at: datetime) -> str:
    """A, B or C: what ``ccg`` held at ``at``; A when nothing else was agreed (APP-14)."""
    row = model_held_row(ccg, at)
    return str(row.model_held) if row else ModelHeldCode.A.value
