"""Sweeps; each file registers its own by being imported."""

from conflicts.tasks import breaches, interests, ties

__all__ = ["breaches", "interests", "ties"]
