"""What gifts and hospitality add to people's tasks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import Post
from ccgs.queries.home_page import about
from ccgs.terms import Permission, RoleCode
from cocommission.shared.facts import Facts
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.todo import Todo, task_facts, task_provider
from conflicts.queries.home_page import GIFTS
from conflicts.terms.gifts import OfferKind

APPROVING = {Permission.APPROVE_GIFTS, Permission.GUARD_CONFLICTS}
task_facts("conflicts.gifts", GIFTS, each="ccg", may=sorted(APPROVING))


@task_provider
def gift_tasks(person: Any, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """Offers that wait for a senior approver, except the approver's own."""
    for post in posts:
        if post.ccg is None or not APPROVING & {*post.terms.permissions}:
            continue
        for gift in about(facts["conflicts.gifts"], post.ccg):
            if gift.senior == (post.role == RoleCode.GUARDIAN):
                words = f"Answer as senior approver: {in_sentence(OfferKind(gift.kind).label)} of {gift.source_name}"
                url = url_to("gift-approve", post.ccg, number=gift.number)
                yield Todo(words, url, None, "GIF-06: senior approval", post.ccg.name)
