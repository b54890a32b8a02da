"""Who of a committee stands before its conflict map."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from cocommission.shared.models import Person
from pccc.models import Meeting, Membership


def offices_of(meeting: Meeting, person: Person, moments: Iterable[datetime]) -> set[str] | None:
    """The offices that the person holds on the committee at one of these moments; None for no member of it."""
    there = Q(pk__in=[])
    for at in moments:
        there |= Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    found = Membership.objects.filter(there, seat__committee=meeting.committee_id, person=person)
    offices = set(found.values_list("office", flat=True))
    return offices - {""} if offices else None
