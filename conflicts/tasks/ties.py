"""Sweeps of organisations."""

from datetime import datetime

from cocommission.shared.sweeps import Outcome, sweep
from conflicts.actions.practice_bodies import keep_practice_bodies


@sweep("bodies.practices", "Add practices to the organisations of the registers", every=3600)
def practice_bodies(now: datetime) -> Outcome:
    """Every practice of a CCG becomes an organisation of the registers; at need it is made one before."""
    return Outcome(done=keep_practice_bodies(now=now))
