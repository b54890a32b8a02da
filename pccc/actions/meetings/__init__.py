"""Writes of meetings: planned, published, opened, closed (F-43)."""

from pccc.actions.meetings.planning import cancel_meeting, edit_meeting, plan_meeting, publish_agenda
from pccc.actions.meetings.session import close_meeting, open_meeting

__all__ = ["cancel_meeting", "close_meeting", "edit_meeting", "open_meeting", "plan_meeting", "publish_agenda"]
