"""The clock that the database's referee goes by."""

from datetime import datetime

from django.db import connection


def referee_now() -> datetime:
    """Return the moment that the database refuses by (decision 5)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_now()")
        moment: datetime = cursor.fetchone()[0]
    return moment
