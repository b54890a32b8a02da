"""Sweeps; each file registers its own by being imported."""

from models_abc.tasks import applications, rounds

__all__ = ["applications", "rounds"]
