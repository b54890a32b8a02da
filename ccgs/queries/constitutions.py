"""Versions of a CCG's constitution."""

from datetime import datetime

from django.db.models import Q, QuerySet

from ccgs.models import CCG, Constitution


def in_force(ccg: CCG, at: datetime) -> Constitution | None:
    """The version in force at ``at``, with its voting rules fetched; None when there is none on record."""
    found = Constitution.objects.filter(ccg=ccg, in_force_from_at__lte=at)
    found = found.filter(Q(in_force_to_at__isnull=True) | Q(in_force_to_at__gt=at))
    return found.select_related("ccg").prefetch_related("voting_rules").first()


def versions(ccg: CCG) -> QuerySet[Constitution]:
    """Every version of a CCG, latest number first, without the texts."""
    return Constitution.objects.filter(ccg=ccg).select_related("ccg", "based_on").defer("text").order_by("-number")


def versions_for(ccg: CCG, *, working: bool) -> QuerySet[Constitution]:
    """The versions that a reader sees: the public sees what was proposed to members or later, never drafts."""
    found = versions(ccg)
    return found if working else found.filter(proposed_at__isnull=False)
