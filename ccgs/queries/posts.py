"""Who holds which post; what they may do there is asked of `ccgs.queries.rights`."""

from collections import defaultdict
from datetime import datetime

from django.db.models import F, Model, Q, QuerySet

from ccgs.models import CCG, MemberPractice, Post
from ccgs.models.posts import ORGANISATION_FIELDS
from ccgs.queries.rights import KINDS
from ccgs.terms.roles import OrganisationKind, RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person

ORGANISATIONS = ("ccg", "practice", "lmc", "region")


def live(now: datetime) -> Q:
    """Posts held at ``now``."""
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))


def of_organisation(organisation: Model) -> Q:
    """Posts held in ``organisation`` itself."""
    return Q(**{ORGANISATION_FIELDS[OrganisationKind(KINDS[type(organisation)])]: organisation})


def posts_of(person: Person | None, now: datetime) -> list[Post]:
    """The posts that ``person`` holds at ``now``, with their organisations, in one query."""
    if person is None or not person.pk:
        return []
    found = Post.objects.filter(live(now), person=person).select_related(*ORGANISATIONS)
    return list(found.order_by("starts_at", "pk"))


def history_of(person: Person) -> QuerySet[Post]:
    """Every post that ``person`` ever held or will hold, latest first."""
    return Post.objects.filter(person=person).select_related(*ORGANISATIONS).order_by("-starts_at", "-pk")


def posts_in(organisation: Model, now: datetime) -> QuerySet[Post]:
    """The posts held in ``organisation`` at ``now``, with their holders."""
    return Post.objects.filter(of_organisation(organisation), live(now)).select_related("person", *ORGANISATIONS)


def later_posts_in(organisation: Model, now: datetime) -> QuerySet[Post]:
    """The posts in ``organisation`` that begin after ``now``, but for those that were ended before they begin."""
    later = Post.objects.filter(of_organisation(organisation), starts_at__gt=now)
    return later.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at"))).select_related(
        "person", *ORGANISATIONS
    )


def holders(organisation: Model, role: str, now: datetime) -> list[Person]:
    """The people who hold ``role`` in ``organisation`` at ``now``, longest first."""
    return [post.person for post in posts_in(organisation, now).filter(role=role).order_by("starts_at", "pk")]


def practice_ids(ccg: CCG, now: datetime) -> QuerySet[MemberPractice, int]:
    """The ids of the practices whose commissioner is ``ccg`` on the day of ``now``."""
    today = london(now).date()
    versions = Q(versions__ccg=ccg, versions__from_on__lte=today) & (
        Q(versions__to_on__isnull=True) | Q(versions__to_on__gt=today)
    )
    return MemberPractice.objects.filter(versions).values_list("pk", flat=True)


def ccg_of(practice: MemberPractice, now: datetime) -> CCG | None:
    """The CCG that ``practice`` belongs to on the day of ``now``."""
    today = london(now).date()
    versions = practice.versions.filter(from_on__lte=today).filter(Q(to_on__isnull=True) | Q(to_on__gt=today))
    version = versions.select_related("ccg").first()
    return version.ccg if version else None


def voters_of(practice: MemberPractice, now: datetime) -> list[Post]:
    """Who may vote for ``practice`` at ``now``: its representative, then its deputies."""
    posts = posts_in(practice, now).filter(role__in=[RoleCode.REPRESENTATIVE, RoleCode.DEPUTY])
    return sorted(posts.order_by("starts_at", "pk"), key=lambda post: post.role != RoleCode.REPRESENTATIVE)


def representatives(ccg: CCG, now: datetime) -> dict[int, list[Post]]:
    """Representatives, then deputies, of each practice of ``ccg`` at ``now``, by the practice's id. One query."""
    found = (
        Post.objects.filter(live(now), practice__in=practice_ids(ccg, now))
        .filter(role__in=[RoleCode.REPRESENTATIVE, RoleCode.DEPUTY])
        .select_related("person", "practice")
        .order_by("starts_at", "pk")
    )
    by_practice: dict[int, list[Post]] = defaultdict(list)
    for post in sorted(found, key=lambda post: post.role != RoleCode.REPRESENTATIVE):
        if post.practice_id is not None:
            by_practice[post.practice_id].append(post)
    return dict(by_practice)
