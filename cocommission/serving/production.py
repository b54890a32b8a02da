"""What production refuses to start with. Settings refuse a default key and DEBUG; this refuses the demonstration."""

from typing import Any

from celery.signals import beat_init, worker_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def refuse_demonstration(**_: Any) -> None:
    """Raises ImproperlyConfigured in production when the demonstration's sign-ins are in the database."""
    if not settings.PRODUCTION:
        return
    from cocommission.shared.models import DemonstrationSignIn

    if DemonstrationSignIn.objects.exists():
        raise ImproperlyConfigured(
            "PRODUCTION refuses to start on a database with the demonstration: its sign-ins are open to anyone. "
            "Use an empty database."
        )


worker_init.connect(refuse_demonstration)
beat_init.connect(refuse_demonstration)
