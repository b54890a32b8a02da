"""What the app adds to people's tasks and to home pages; each file registers its own by being imported."""

from pccc.todo import committees, decisions, meetings

__all__ = ["committees", "decisions", "meetings"]
