"""Making and ending the secret address of a person's calendar feed (F-62)."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from cocommission.shared.models import CalendarAddress, Person


def token_hash(token: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_calendar_address(*, person: Person, now: datetime) -> str:
    """A new secret, to be shown once; the address before it stops working."""
    token = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(person=person, token_hash=token_hash(token), made_at=now)
    return token


@transaction.atomic
def end_calendar_address(*, person: Person, now: datetime) -> None:
    """The address stops working; a new one can be made at any time."""
    make_calendar_address(person=person, now=now)  # its secret is thrown away


def person_with_address(token: str) -> Person | None:
    """Whose calendar this secret opens; None for an unknown or replaced one, and for a sign-in that was closed."""
    found = CalendarAddress.objects.select_related("person").filter(token_hash=token_hash(token)).first()
    if found is None or not found.person.is_active:
        return None
    newer = CalendarAddress.objects.filter(person=found.person, pk__gt=found.pk).exists()
    return None if newer else found.person
