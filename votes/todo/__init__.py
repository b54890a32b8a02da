"""What the app adds to people's tasks and to home pages; each file registers its own by being imported."""

from votes.todo import ballots, consultations

__all__ = ["ballots", "consultations"]
