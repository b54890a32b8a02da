"""Sweeps of rounds and arrangements."""

from datetime import datetime

from cocommission.shared.clock import london
from cocommission.shared.sweeps import Outcome, one_by_one, sweep
from models_abc.actions.arrangements import go_live_with_b
from models_abc.actions.interest_reminders import remind_of_closing_rounds
from models_abc.models import Arrangement
from models_abc.terms import ArrangementState


@sweep("rounds.remind", "Remind CCGs before a round closes", every=300)
def remind(now: datetime) -> Outcome:
    """Reminds CCGs that take part and have not submitted, on the rungs of APP-02."""
    return Outcome(done=remind_of_closing_rounds(now=now))


@sweep("arrangements.go_live", "Start model B on its day", every=60)
def go_live(now: datetime) -> Outcome:
    """Gives model B to the CCGs whose agreed day has come."""
    due = Arrangement.objects.filter(state=ArrangementState.AGREED, go_live_on__lte=london(now).date())
    found = {row.pk: row for row in due}
    return one_by_one(found, lambda pk: go_live_with_b(arrangement=found[pk], now=now), what="arrangement")
