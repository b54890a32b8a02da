"""Who speaks for each member practice of a CCG."""

from dataclasses import dataclass
from datetime import datetime

from ccgs.models import CCG, Post
from ccgs.queries.members import Member, members_at
from ccgs.queries.posts import representatives
from ccgs.rules.representatives import Member as Listed
from ccgs.rules.representatives import Plan, plan, read
from ccgs.terms.roles import RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person


@dataclass(frozen=True, slots=True)
class Voice:
    """A voting member with the posts of those who may cast its vote."""

    member: Member
    representatives: list[Post]
    deputies: list[Post]


def voices(ccg: CCG, now: datetime) -> list[Voice]:
    """Every voting member of ``ccg`` on the day of ``now`` with its representatives and deputies. Two queries."""
    by_practice = representatives(ccg, now)
    found = []
    for member in members_at(ccg, london(now).date()):
        posts = by_practice.get(member.practice_id, [])
        found.append(
            Voice(
                member,
                [post for post in posts if post.role == RoleCode.REPRESENTATIVE],
                [post for post in posts if post.role == RoleCode.DEPUTY],
            )
        )
    return found


def plan_import(ccg: CCG, text: str, now: datetime) -> Plan:
    """What a CSV ``text`` of representatives would do at ``now``; writes nothing (the dry run)."""
    members = {}
    for voice in voices(ccg, now):
        holder = voice.representatives[0].person if voice.representatives else None
        members[voice.member.code] = Listed(
            code=voice.member.code,
            name=voice.member.name,
            representative_email=holder.email.lower() if holder else "",
            representative_name=holder.name if holder else "",
        )
    rows, _ = read(text)
    known = Person.objects.filter(email__in={row.email for row in rows}).values_list("email", "name")
    return plan(text, members, dict(known))
