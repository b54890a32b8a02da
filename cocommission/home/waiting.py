"""Where the reader has something to do, for the counts of the sub-navigation that every page shows."""

from datetime import datetime

from django.core.cache import caches
from django.db import connection

from ccgs.views.access import Asker
from cocommission.shared.models import Book, SentForm

RECORDED = f"""
SELECT (SELECT coalesce(sum(rows), 0) FROM {Book._meta.db_table}),
       (SELECT count(*) FROM {SentForm._meta.db_table} WHERE sent_at >= %s)
"""  # noqa: S608  (the names of our tables)


def pages_to_go_to(asker: Asker) -> list[str]:
    """The page of each task that the person can do now.

    The last answer stands until anything is recorded anywhere, their posts change, or the next minute of the clock
    begins. A page that shows the tasks themselves always asks.
    """
    if "tasks" in asker.__dict__ or asker.person is None:
        return _pages(asker)
    memory, posts = caches["counts"], "-".join(str(post.pk) for post in asker.posts)
    key = f"{asker.person.pk}:{posts}:{recorded(asker.now)}"
    found: list[str] | None = memory.get(key)
    if found is None:
        found = _pages(asker)
        memory.set(key, found)
    return found


def recorded(now: datetime) -> str:
    """Differs whenever an act or a form was recorded in between, and in each minute. One statement."""
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(RECORDED, [minute])
        return f"{minute:%Y%m%d%H%M}:{':'.join(map(str, cursor.fetchone()))}"


def _pages(asker: Asker) -> list[str]:
    return [task.page or task.url for task in asker.tasks if not task.waiting]
