"""Which model of co-commissioning a CCG held at a moment."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from ccgs.models import CCG, ModelHeld
from ccgs.terms.models_held import ModelHeldCode


def held_at(at: datetime) -> Q:
    """Rows of ``ModelHeld`` in force at ``at``."""
    return Q(from_at__lte=at) & (Q(to_at__isnull=True) | Q(to_at__gt=at))


def model_held(ccg: CCG, at: datetime) -> str:
    """A, B or C: what ``ccg`` held at ``at``; A when nothing else was agreed (APP-14)."""
    return models_held([ccg.pk], at)[ccg.pk]


def models_held(ccgs: Collection[int], at: datetime) -> dict[int, str]:
    """A, B or C for each CCG, by its id, as `model_held` says; one statement."""
    rows = ModelHeld.objects.filter(held_at(at), ccg__in=ccgs).values_list("ccg", "model_held")
    return dict.fromkeys(ccgs, ModelHeldCode.A.value) | {pk: str(held) for pk, held in rows}
