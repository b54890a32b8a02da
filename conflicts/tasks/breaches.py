"""Sweeps of breaches and training. Each may run late, twice or five times at once."""

from datetime import datetime

from cocommission.shared.sweeps import Outcome, one_by_one, sweep
from conflicts.actions.breaches import remind_late
from conflicts.models import Breach
from conflicts.queries.breaches import UNASSIGNED


@sweep("breaches.remind", "Remind the Guardian of breaches", every=600)
def remind_of_breaches(now: datetime) -> Outcome:
    """Reminds the Guardian of breaches that nobody investigates in time (BRE-03)."""
    waiting = Breach.objects.filter(state__in=UNASSIGNED, investigate_by_at__lte=now).values_list("pk", flat=True)
    return one_by_one(list(waiting), lambda pk: int(remind_late(pk, now=now)), what="breach")
