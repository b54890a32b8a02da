"""The permission rows of django-guardian: written here and nowhere else, to follow the posts."""

from datetime import datetime

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from ccgs.models import CCG, LMC, CCGGrant, LMCGrant, MemberPractice, Post, PracticeGrant, Region, RegionGrant
from ccgs.queries.posts import of_organisation
from cocommission.shared.models import Person

GRANTS: dict[type[Model], type[Model]] = {
    CCG: CCGGrant,
    MemberPractice: PracticeGrant,
    LMC: LMCGrant,
    Region: RegionGrant,
}


def sync_grants(*, person: Person, organisation: Model, now: datetime) -> None:
    """Gives ``person`` exactly the permission rows that their posts in ``organisation`` carry.

    Posts that begin later count already: when they begin is told by their dates. Posts that are over do not.
    """
    posts = Post.objects.filter(of_organisation(organisation), Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    wanted = {str(code) for post in posts.filter(person=person) for code in post.terms.permissions}
    model = GRANTS[type(organisation)]
    rows = model._default_manager.filter(user=person, content_object=organisation)
    rows.exclude(permission__codename__in=wanted).delete()
    kind = ContentType.objects.get_for_model(type(organisation))
    permissions = Permission.objects.filter(content_type=kind, codename__in=wanted)
    model._default_manager.bulk_create(
        [model(user=person, content_object=organisation, permission=permission) for permission in permissions],
        ignore_conflicts=True,
    )
