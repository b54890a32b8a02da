"""The sweep that finds what the hook could not know: ties recorded later, interests of before this product."""

from datetime import datetime

from cocommission.shared.sweeps import Outcome, one_by_one, sweep
from conflicts.models import Interest
from pccc.actions.late_declarations import recheck
from pccc.queries.late_declarations import candidates


@sweep("decisions.late_interests", "Check late declarations against earlier decisions", every=900)
def recheck_all(now: datetime) -> Outcome:
    """Holds every late or back-dated interest against the decisions taken in between (DEC-06)."""
    return one_by_one(candidates(), lambda pk: recheck(Interest.objects.get(pk=pk), now), what="late interests")
