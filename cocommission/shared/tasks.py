"""The kernel's own sweeps."""

from datetime import datetime

from cocommission.shared.actions.ledger import tie_books
from cocommission.shared.actions.outbox import deliver_due
from cocommission.shared.actions.sent_forms import forget_sent_forms
from cocommission.shared.sessions import forget_ended_sessions
from cocommission.shared.sweeps import Outcome, sweep


@sweep("outbox.deliver", "Send messages", every=10)
def deliver(now: datetime) -> Outcome:
    """Sends every message that is due."""
    done, failed = deliver_due(now=now)
    return Outcome(done, failed)


@sweep("ledger.tie", "Tie the ledgers together each day", every=600)
def tie(now: datetime) -> Outcome:
    """Ties the heads of all books together once a day."""
    return Outcome(done=int(tie_books(now=now)))


@sweep("forms.forget", "Remove numbers of forms sent days ago", every=3600)
def forget(now: datetime) -> Outcome:
    """Forgets which forms were sent more than some days ago."""
    return Outcome(done=forget_sent_forms(now=now))


@sweep("sessions.forget", "Remove sessions that have ended", every=3600)
def forget_sessions(now: datetime) -> Outcome:
    """Forgets the sessions that have ended, with what was typed and not sent."""
    return Outcome(done=forget_ended_sessions(now=now))
