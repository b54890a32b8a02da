"""Sweeps; each file registers its own by being imported."""

from votes.tasks import ballots, consultations

__all__ = ["ballots", "consultations"]
