"""Writes of breaches (F-53)."""

from conflicts.actions.breaches.reminding import remind_late
from conflicts.actions.breaches.reporting import open_draft_breach, report_breach
from conflicts.actions.breaches.shared import barred_from
from conflicts.actions.breaches.working import (
    assign_investigator,
    conclude,
    dismiss_breach,
    publish_breach,
    record_findings,
    take_up,
    tell_england,
)

__all__ = [
    "assign_investigator",
    "barred_from",
    "conclude",
    "dismiss_breach",
    "open_draft_breach",
    "publish_breach",
    "record_findings",
    "remind_late",
    "report_breach",
    "take_up",
    "tell_england",
]
