"""The app of organisations, people's posts and constitutions."""

from django.apps import AppConfig


class CCGsConfig(AppConfig):
    """Regions, CCGs, practices and LMCs; people's posts; constitutions; the model held."""

    name = "ccgs"
    verbose_name = "CCGs"
    rules_title = "Organisations, people and constitutions"
