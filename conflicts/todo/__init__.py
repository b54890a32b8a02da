"""What the app adds to people's tasks and to home pages; each file registers its own by being imported."""

from conflicts.todo import breaches, certificates, gifts, interests, registers

__all__ = ["breaches", "certificates", "gifts", "interests", "registers"]
