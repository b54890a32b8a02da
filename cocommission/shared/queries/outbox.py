"""Reads of the outbox."""

from collections.abc import Iterable

from django.db.models import Count

from cocommission.shared.models import Message
from cocommission.shared.models.outbox import MessageState


def not_arrived(about: Iterable[str]) -> dict[str, int]:
    """How many messages about each of these (books of organisations) failed or bounced; one statement."""
    rows = Message.objects.filter(about__in=list(about), state__in=(MessageState.FAILED, MessageState.BOUNCED))
    return dict(rows.values_list("about").annotate(many=Count("pk")))
