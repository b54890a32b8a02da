"""Where a CCG stands: which posts are vacant or soon over, what a constitution version waits for (F-06)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ccgs.models import CCG, LMC, Region
from ccgs.rules.posts import REQUIRED_POSTS
from ccgs.terms.roles import ROLES, OrganisationKind, RoleTerms

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Seat:
    """A role of an organisation with its holders now; ``vacant`` when it is needed and nobody holds it."""

    role: RoleTerms
    posts: list[Any]
    vacant: bool


def seats(organisation: CCG | LMC | Region, kind: str, posts: Iterable[Any]) -> list[Seat]:
    """Every role of this kind of organisation with its holders among ``posts``, required and held ones first.

    A post is anything with a ``role``.
    """
    held: dict[str, list[Any]] = {}
    for post in posts:
        held.setdefault(post.role, []).append(post)
    needed = REQUIRED_POSTS if kind == OrganisationKind.CCG else tuple(r.code for r in ROLES.values() if r.kind == kind)
    found = [
        Seat(role, held.get(role.code, []), role.code in needed and role.code not in held)
        for role in ROLES.values()
        if role.kind == kind
    ]
    return sorted(found, key=lambda seat: not seat.posts and not seat.vacant)


def needed_of(held: Collection[str]) -> list[RoleTerms]:
    """The required posts of a CCG that are not among the roles ``held``."""
    return [ROLES[role] for role in REQUIRED_POSTS if role not in held]
