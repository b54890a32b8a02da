"""The votes app."""

from importlib import import_module

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """Who was asked and what they said: ballots of member practices, LMC consultations, engagement log."""

    name = "votes"
    verbose_name = "Votes"

    def ready(self) -> None:
        """Registers what this app adds to people's tasks, to the CCG's home page and to the sweeps."""
        for module in (
            "votes.navigation",
            "votes.tasks.ballots",
            "votes.tasks.consultations",
            "votes.todo_ballots",
            "votes.todo_consultations",
        ):
            import_module(module)
