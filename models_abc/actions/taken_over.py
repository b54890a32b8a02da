"""Models that CCGs took up before they used this service, from NHS England's published lists."""

from datetime import date, datetime, time

from django.db import transaction

from ccgs.actions.models_held import change_model_held
from ccgs.actions.permits import require_steward
from ccgs.models import CCG, ModelHeld
from cocommission.shared.clock import LONDON, london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from models_abc.models import Application, Arrangement


@transaction.atomic
def take_over_model(*, ccg: CCG, model: str, from_on: date, source: str, by: Person, now: datetime) -> ModelHeld:
    """Records that `ccg` took up `model` (B or C) on `from_on`, as the published list `source` says.

    Only the national data steward does this, and only for a day that has come. A CCG that applied or agreed an
    arrangement here takes up its model by that alone. Raises Refused otherwise, Conflict as `change_model_held` does.
    """
    require_steward(by, "records which models CCGs hold already")
    if from_on > london(now).date():
        raise Refused("Enter a day that is not after today.", field="from_on")
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    if Application.objects.filter(ccg=ccg).exists() or Arrangement.objects.filter(ccg=ccg).exists():
        words = (
            f"{ccg.name} has an application or an arrangement here. The model is recorded automatically "
            f"when it goes live."
        )
        raise Refused(words)
    return change_model_held(
        ccg=ccg,
        model=model,
        from_at=datetime.combine(from_on, time(0), LONDON),
        by=by,
        now=now,
        reason="Taken up before the CCG used this service",
        source=source,
    )
