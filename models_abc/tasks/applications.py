"""Sweeps of applications: votes that settle, models taken up and left, readiness that opened again."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from cocommission.shared.clock import london
from cocommission.shared.sweeps import Outcome, one_by_one, sweep
from models_abc.actions.going_live import go_live, leave, settle_vote
from models_abc.actions.lost_mandates import tell_lost_mandates
from models_abc.actions.reopened import tell_reopened
from models_abc.models import Application
from models_abc.terms import ApplicationState as S


def _each(rows: QuerySet[Application], act: Callable[..., bool], now: datetime) -> Outcome:
    """Acts on each application; one that cannot be handled holds up no other."""
    found = {row.pk: row for row in rows}
    return one_by_one(found, lambda pk: act(application=found[pk], now=now), what="application")


@sweep("applications.votes_known", "Settle applications that wait for a vote", every=60)
def votes_known(now: datetime) -> Outcome:
    """Rescinds what the members voted down, confirms what they carried (APP-06, APP-08)."""
    return _each(Application.objects.filter(state=S.SUBMITTED_SUBJECT_TO_VOTE), settle_vote, now)


@sweep("applications.go_live", "Start model C on its day", every=60)
def take_up(now: datetime) -> Outcome:
    """Gives approved CCGs their model from the first minute of its day (APP-10 to APP-12)."""
    due = Application.objects.filter(
        state__in=[S.APPROVED, S.APPROVED_WITH_CONDITIONS], go_live_on__lte=london(now).date()
    )
    return _each(due, go_live, now)


@sweep("applications.leave", "End model C when notice runs out", every=60)
def take_back(now: datetime) -> Outcome:
    """Ends the model of CCGs whose notice has run out (APP-15)."""
    due = Application.objects.filter(state=S.LIVE, exit_notice__leaves_on__lte=london(now).date())
    return _each(due, leave, now)


@sweep("applications.reopened", "Tell CCGs when a requirement is no longer met", every=3600)
def reopened(now: datetime) -> Outcome:
    """Tells the CCG, once each, when something that was in place no longer is."""
    return _each(Application.objects.filter(state=S.PREPARING), tell_reopened, now)


@sweep("mandates.lost", "Tell the region when members vote no", every=300)
def lost(now: datetime) -> Outcome:
    """Tells the region, once, that the members of a CCG said No to a model."""
    return Outcome(done=tell_lost_mandates(now=now))
