"""Writes of breaches (F-53)."""

from conflicts.actions.breaches.reporting import open_draft_breach, report_breach

__all__ = ["open_draft_breach", "report_breach"]
