"""Sweeps of rounds and applications; one file per part."""

from models_abc.tasks import rounds

__all__ = ["rounds"]
