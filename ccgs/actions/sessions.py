"""Ending the sessions of a person."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from cocommission.shared.models import Person


def end_sessions(person: Person) -> int:
    """Signs ``person`` out everywhere; gives how many sessions ended. Part of the transaction that it is called in."""
    wanted = str(person.pk)
    keys = [s.session_key for s in Session.objects.iterator() if s.get_decoded().get(SESSION_KEY) == wanted]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)
