"""Sweeps of rounds and applications; one file per part."""

from models_abc.tasks import applications, rounds

__all__ = ["applications", "rounds"]
