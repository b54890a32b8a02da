"""What gifts and hospitality add to people's tasks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.terms import Permission
from cocommission.shared.models import Person
from cocommission.shared.todo import Todo, task_provider
from conflicts.queries.gifts import waiting_for


@task_provider
def gift_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """Offers that wait for a senior approver, except the approver's own."""
    for post in posts:
        if post.ccg_id is None or not {Permission.APPROVE_GIFTS, Permission.GUARD_CONFLICTS} & {
            *post.terms.permissions
        }:
            continue
        for gift in waiting_for(person, post.ccg, now, post.role).order_by("number"):
            words = f"Answer as senior approver: {gift.get_kind_display().lower()} of {gift.source_name}"
            yield Todo(words, f"{gift.url}approve/", None, "GIF-06: senior approval", post.ccg.name)
