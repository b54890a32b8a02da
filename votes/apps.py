"""The votes app."""

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """Who was asked and what they said: ballots of member practices, LMC consultations, engagement log."""

    name = "votes"
    verbose_name = "Votes"
    rules_title = "Ballots and consultations"
