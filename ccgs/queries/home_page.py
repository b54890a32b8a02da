"""What the home page of a CCG and the task list ask here, each as one SELECT (see `cocommission.shared.facts`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, LMC, Post, Region
from ccgs.models.posts import ORGANISATION_FIELDS
from ccgs.queries.members import PRACTICES, VOTING
from ccgs.queries.rights import KINDS
from ccgs.queries.standing import SOON
from ccgs.terms.roles import OrganisationKind
from cocommission.shared.clock import london

MODEL_HELD = """
SELECT model_held, source, from_at FROM ccgs_modelheld
 WHERE ccg_id = %(ccg)s AND from_at <= %(now)s AND (to_at IS NULL OR to_at > %(now)s)
"""
IN_FORCE = """
SELECT number, title, in_force_from_at FROM ccgs_constitution
 WHERE ccg_id = %(ccg)s AND in_force_from_at <= %(now)s AND (in_force_to_at IS NULL OR in_force_to_at > %(now)s)
"""
UNDER_WAY = """
SELECT number, state, adopted_at FROM ccgs_constitution
 WHERE ccg_id = %(ccg)s AND state IN ('PROPOSED', 'ADOPTED', 'APPROVED') ORDER BY number
"""
POSTS = """
SELECT post.role, post.ends_at, person.name
  FROM ccgs_post post JOIN shared_person person ON person.id = post.person_id
 WHERE post.ccg_id = %(ccg)s AND post.starts_at <= %(now)s AND (post.ends_at IS NULL OR post.ends_at > %(now)s)
 ORDER BY post.role, post.starts_at, post.id
"""
# The voting members (F-02), and how many of them nobody may vote for.
MEMBERS = PRACTICES.replace("%(on)s", "%(today)s") + VOTING
FIGURES = f"""
SELECT count(*) AS practices, coalesce(sum(member.patients), 0) AS patients,
       count(*) FILTER (WHERE speaker.practice_id IS NULL) AS silent
  FROM ({MEMBERS}) member
  LEFT JOIN (SELECT DISTINCT practice_id FROM ccgs_post WHERE role = 'REPRESENTATIVE' AND starts_at <= %(now)s
                AND (ends_at IS NULL OR ends_at > %(now)s)) speaker USING (practice_id)
"""  # noqa: S608
LMCS = """
SELECT DISTINCT lmc.code, lmc.name FROM ccgs_lmc lmc JOIN ccgs_lmcarea area ON area.lmc_id = lmc.id
 WHERE area.ccg_id = %(ccg)s AND area.from_on <= %(today)s AND (area.to_on IS NULL OR area.to_on > %(today)s)
 ORDER BY lmc.name
"""
PARTNERS = """
SELECT body.name FROM ccgs_partnerbody body JOIN ccgs_partnerlink link ON link.body_id = body.id
 WHERE link.ccg_id = %(ccg)s AND link.from_on <= %(today)s AND (link.to_on IS NULL OR link.to_on > %(today)s)
 ORDER BY body.kind, body.name
"""
# Versions that NHS England has to decide on, for a region.
AWAITING_APPROVAL = """
SELECT version.number, ccg.code, ccg.name FROM ccgs_constitution version JOIN ccgs_ccg ccg ON ccg.id = version.ccg_id
 WHERE ccg.region_id = %(region)s AND version.state = 'ADOPTED' ORDER BY version.adopted_at
"""


def about(rows: Iterable[Any], organisation: CCG | LMC | Region) -> list[Any]:
    """Those of the rows that were asked about `organisation` (see `cocommission.shared.todo.task_facts`)."""
    column = ORGANISATION_FIELDS[OrganisationKind(KINDS[type(organisation)])]
    return [row for row in rows if getattr(row, f"{column}_id") == organisation.pk]


def ccgs_with(posts: Iterable[Post], permission: str) -> list[CCG]:
    """The CCGs in which one of the posts gives the permission, each once."""
    return list({post.ccg: None for post in posts if post.ccg and permission in post.terms.permissions})


def ends_soon(post: Any, now: datetime) -> bool:
    """Whether a row of POSTS ends within 30 days."""
    return post.ends_at is not None and bool(post.ends_at <= now + SOON)


def without_voice(ccg: CCG, figures: Iterable[Any], now: datetime) -> int:
    """How many voting members have no representative, by the row of FIGURES; 0 where the CCG has no voting members."""
    votes = not ccg.is_hub and ccg.is_open(london(now).date())
    return sum(row.silent for row in figures) if votes else 0
