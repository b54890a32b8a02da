"""Words and states of the votes app, a file per noun; every transition table in one place for checks and diagrams."""

from votes.terms import ballots, consultations

TRANSITIONS = {**ballots.TRANSITIONS, **consultations.TRANSITIONS}
