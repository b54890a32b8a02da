"""The facts on which ``ccgs.rules.posts`` decides whether a post may be granted."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from ccgs.models import CCG, LMC, MemberPractice, Post, Region
from ccgs.queries.constitutions import in_force
from ccgs.queries.posts import ORGANISATIONS, ccg_of, of_organisation
from ccgs.queries.rights import rights_of
from ccgs.rules.posts import Granter, Held
from ccgs.terms.roles import Permission
from ccgs.terms.voting import WeightKind
from cocommission.shared.clock import london
from cocommission.shared.models import Person

Organisation = CCG | MemberPractice | LMC | Region


def ccgs_touched(organisation: Organisation, now: datetime) -> frozenset[str]:
    """The codes of the CCGs that a post in ``organisation`` touches on the day of ``now``."""
    if isinstance(organisation, CCG):
        return frozenset([organisation.code])
    if isinstance(organisation, MemberPractice):
        ccg = ccg_of(organisation, now)
        return frozenset([ccg.code] if ccg else [])
    if isinstance(organisation, LMC):
        return frozenset(organisation.ccgs_on(london(now).date()).values_list("code", flat=True))
    return frozenset(organisation.ccgs.values_list("code", flat=True))


def held_for(post: Post, now: datetime) -> Held:
    """``post`` as the rules see it."""
    return Held(
        person_id=post.person_id,
        role=post.role,
        organisation=post.organisation.name,
        ccg_codes=ccgs_touched(post.organisation, now),
        starts_at=post.starts_at,
        ends_at=post.ends_at,
        person_name=post.person.name,
    )


def others_for(post: Post, now: datetime) -> Iterable[Held]:
    """The posts that could stand in the way: all of the same person, and the same role in the same organisation."""
    same_post = of_organisation(post.organisation) & Q(role=post.role)
    found = Post.objects.filter(Q(person=post.person_id) | same_post).select_related("person", *ORGANISATIONS)
    return [held_for(other, now) for other in found.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=post.starts_at))]


def granter_for(by: Person, organisation: Organisation, now: datetime) -> Granter:
    """What ``by`` may do in ``organisation``; for a practice also what they may do in its CCG."""
    rights = rights_of(by, now)
    places: list[Organisation] = [organisation]
    if isinstance(organisation, MemberPractice):
        ccg = ccg_of(organisation, now)
        places += [ccg] if ccg else []
    held = {str(p.value) for p in Permission if any(rights.may(p, place) for place in places)}
    return Granter(person_id=by.pk, is_steward=by.is_staff, permissions=frozenset(held))


def representatives_allowed(organisation: Organisation, now: datetime) -> int:
    """How many representatives a practice may have: as many as the voting rule in force says, else one (VOT-03)."""
    if not isinstance(organisation, MemberPractice):
        return 1
    ccg = ccg_of(organisation, now)
    constitution = in_force(ccg, now) if ccg else None
    rules = constitution.voting_rules.all() if constitution else []
    return max([1, *(r.weight_number or 1 for r in rules if r.weight_kind == WeightKind.REPRESENTATIVES)])


def book_of(organisation: Organisation, now: datetime) -> str:
    """The ledger book of ``organisation``; a practice's acts stand in the book of its CCG."""
    if isinstance(organisation, MemberPractice):
        ccg = ccg_of(organisation, now)
        return ccg.book if ccg else "NATIONAL"
    return organisation.book
