"""Writes of a meeting's room: who is there, who comes and goes, what they declare, who leads (F-43)."""

from pccc.actions.attendance.chair import take_chair
from pccc.actions.attendance.declaring import declare_at_meeting, nil_for_the_rest
from pccc.actions.attendance.people import record_attendance, record_movement

__all__ = ["declare_at_meeting", "nil_for_the_rest", "record_attendance", "record_movement", "take_chair"]
