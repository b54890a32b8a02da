"""The pccc app."""

from django.apps import AppConfig


class PcccConfig(AppConfig):
    """Committees and joint committees: seats, meetings, decisions."""

    name = "pccc"
    verbose_name = "Committees"
    rules_title = "Committees and decisions"
