"""What production refuses to start with. Settings refuse a default key and DEBUG; this refuses the demonstration."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def refuse_demonstration() -> None:
    """Raises ImproperlyConfigured in production when the demonstration's sign-ins are in the database."""
    if not settings.PRODUCTION:
        return
    from cocommission.shared.models import DemonstrationSignIn

    if DemonstrationSignIn.objects.exists():
        raise ImproperlyConfigured(
            "PRODUCTION refuses to start on a database with the demonstration: its sign-ins are open to anyone. "
            "Use an empty database."
        )


def refuse_changed_guards() -> None:
    """Raises ImproperlyConfigured where the database's own checks are not those that this release makes."""
    from cocommission.shared.queries.fingerprint import changed_guards

    if changed := changed_guards():
        raise ImproperlyConfigured(
            f"The database's own checks are not those of this release: {', '.join(changed)}. "
            "Run `manage.py migrate`. If they are still named, compare them with those of a new database."
        )


def end_if_refused() -> None:
    """Ends a worker or a beat that must not start. Celery logs what a handler raises and goes on, but not this."""
    try:
        refuse_demonstration()
    except ImproperlyConfigured as problem:
        raise SystemExit(str(problem)) from problem
