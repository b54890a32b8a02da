"""What the app adds to people's tasks and to home pages; each file registers its own by being imported."""

from models_abc.todo import applications, rounds

__all__ = ["applications", "rounds"]
