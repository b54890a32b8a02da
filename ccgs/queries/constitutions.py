"""Versions of a CCG's constitution."""

from datetime import datetime

from django.db.models import Q, QuerySet

from ccgs.models import CCG, Constitution


def in_force(ccg: CCG, at: datetime) -> Constitution | None:
    """The version in force at ``at``, with its voting rules fetched; None when there is none on record."""
    return _in_force(ccg, at).prefetch_related("voting_rules").first()


def in_force_head(ccg: CCG, at: datetime) -> Constitution | None:
    """As ``in_force``, without the text and the voting rules: for pages that only name it. One light query."""
    return _in_force(ccg, at).defer("text", "checklist").first()


def _in_force(ccg: CCG, at: datetime) -> QuerySet[Constitution]:
    found = Constitution.objects.filter(ccg=ccg, in_force_from_at__lte=at)
    return found.filter(Q(in_force_to_at__isnull=True) | Q(in_force_to_at__gt=at)).select_related("ccg")


def versions(ccg: CCG) -> QuerySet[Constitution]:
    """Every version of a CCG, latest number first, without the texts."""
    return Constitution.objects.filter(ccg=ccg).select_related("ccg", "based_on").defer("text").order_by("-number")


def versions_for(ccg: CCG, *, working: bool) -> QuerySet[Constitution]:
    """The versions that a reader sees: the public sees what was proposed to members or later, never drafts."""
    found = versions(ccg)
    return found if working else found.filter(proposed_at__isnull=False)
