"""Sweeps; each file registers its own by being imported."""

from pccc.tasks import late_declarations

__all__ = ["late_declarations"]
