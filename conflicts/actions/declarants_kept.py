"""Posts make declarants: a sweep adds who is missing and ends who left (s14O asks members, bodies and employees)."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from ccgs.models import Post
from ccgs.queries.posts import ccg_of
from cocommission.shared.clock import london
from conflicts.actions.bodies import body_of_practice
from conflicts.actions.declarants import end_declarant, ensure_declarant
from conflicts.models import Declarant
from conflicts.rules.declarants import DUTIES, PositionFacts, position_of

# Every post that makes a declarant, with the CCG it counts for at the moment of the sweep and its position.
POSTS = """
WITH duty (role, label) AS (SELECT * FROM unnest(%(roles)s::text[], %(labels)s::text[])),
held AS (
    SELECT post.id, post.person_id, post.starts_at, post.ends_at, coalesce(post.ccg_id, version.ccg_id) AS ccg_id,
           duty.label || coalesce(' (' || practice.code || ')', '') AS position
      FROM ccgs_post post JOIN duty USING (role)
      LEFT JOIN ccgs_memberpractice practice ON practice.id = post.practice_id
      LEFT JOIN ccgs_practiceversion version ON version.practice_id = post.practice_id
           AND version.from_on <= %(today)s AND (version.to_on IS NULL OR version.to_on > %(today)s)
)
"""
MISSING = f"""{POSTS}
SELECT min(id) FROM held
 WHERE starts_at <= %(now)s AND (ends_at IS NULL OR ends_at > %(now)s) AND ccg_id IS NOT NULL
   AND NOT EXISTS (
       SELECT FROM conflicts_declarant d WHERE d.ccg_id = held.ccg_id AND d.person_id = held.person_id
          AND d.position = held.position AND d.starts_at <= %(now)s AND (d.ends_at IS NULL OR d.ends_at > %(now)s))
 GROUP BY ccg_id, person_id, position ORDER BY 1
"""  # noqa: S608
LEFT = f"""{POSTS}
SELECT d.id FROM conflicts_declarant d
 WHERE d.ends_at IS NULL AND d.added_by_id IS NULL
   AND EXISTS (SELECT FROM held WHERE held.person_id = d.person_id AND held.position = d.position)
   AND NOT EXISTS (
       SELECT FROM held WHERE held.ccg_id = d.ccg_id AND held.person_id = d.person_id AND held.position = d.position
          AND (held.ends_at IS NULL OR held.ends_at > %(now)s))
 ORDER BY 1
"""  # noqa: S608


def _ids(statement: str, now: datetime) -> list[int]:
    values: dict[str, Any] = {
        "roles": [str(role) for role in DUTIES],
        "labels": [position_of(role) for role in DUTIES],
        "now": now,
        "today": london(now).date(),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def missing_posts(now: datetime) -> list[int]:
    """Ids of posts held at `now` whose holders are on no list of declarants yet. One query for the country."""
    return _ids(MISSING, now)


def left_positions(now: datetime) -> list[int]:
    """Ids of declarants that a post made and whose post is over, or counts for another CCG now."""
    return _ids(LEFT, now)


@transaction.atomic
def declarant_of_post(pk: int, *, now: datetime) -> bool:
    """Makes the holder of a post a declarant of its CCG. True when there was none."""
    post = Post.objects.select_related("ccg", "practice", "person").get(pk=pk)
    practice = post.practice
    ccg = post.ccg if practice is None else ccg_of(practice, now)
    if ccg is None:
        return False
    duty = DUTIES[post.role]
    row = ensure_declarant(
        ccg=ccg,
        person=post.person,
        facts=PositionFacts(
            position=position_of(post.role, practice.code if practice else ""),
            group=duty.group,
            decision_maker=duty.decision_maker,
            starts_at=post.starts_at,
        ),
        body=body_of_practice(practice, by=None, now=now) if practice else None,
        by=None,
        now=now,
    )
    return row.added_at == now


@transaction.atomic
def end_left(pk: int, *, now: datetime) -> bool:
    """Ends a declarant whose post is over, at the moment at which it was over. True when it did."""
    row = (
        Declarant.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .filter(pk=pk, ends_at=None)
        .first()
    )
    if row is None:
        return False
    posts = Post.objects.filter(person=row.person_id, ends_at__lte=now).select_related("practice")
    ends = [
        post.ends_at
        for post in posts
        if post.ends_at and row.position == position_of(post.role, post.practice.code if post.practice else "")
    ]
    end_declarant(
        declarant=row, ends_at=max([row.starts_at, *ends]) if ends else now, reason="Post ended", by=None, now=now
    )
    return True
