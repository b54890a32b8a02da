"""Filled databases of earlier releases: scripts/release.py writes them, tests/sweeps/test_upgrade.py reads them."""

from pathlib import Path

from django.db import connection

FOLDER = Path(__file__).parent / "data" / "releases"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def last_release() -> Path:
    """The folder of the newest release."""
    return max(FOLDER.iterdir(), key=lambda place: [int(part) for part in place.name.split(".")])


def rows_of_tables() -> dict[str, int]:
    """How many rows each table has; sessions and the list of migrations apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = sorted({name for (name,) in cursor.fetchall()} - {"django_session", "django_migrations"})
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables))
        return dict(cursor.fetchall())
