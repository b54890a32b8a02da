"""Posts that people hold, and the permission rows that the one service that grants posts keeps beside them."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase

from ccgs.models.lmcs import LMC
from ccgs.models.moments import one_at_a_moment
from ccgs.models.organisations import CCG, Region
from ccgs.models.practices import MemberPractice
from ccgs.rules.post_acts import CURRENT, OVER
from ccgs.terms.roles import ROLES, OrganisationKind, RoleCode, RoleTerms
from cocommission.shared.models import Governed, Kind, by_at_constraint, machinery

# Added and deleted as posts begin and end; a post keeps its history.
FOLLOW_POSTS = machinery("the permission rows that follow posts", "INSERT", "DELETE")

ORGANISATION_FIELDS = {
    OrganisationKind.CCG: "ccg",
    OrganisationKind.PRACTICE: "practice",
    OrganisationKind.LMC: "lmc",
    OrganisationKind.REGION: "region",
}


def _role_fits_organisation() -> Q:
    """Exactly one organisation, of the kind that the role is for."""
    fits = Q()
    for kind, field in ORGANISATION_FIELDS.items():
        others = {f"{other}__isnull": True for other in ORGANISATION_FIELDS.values() if other != field}
        roles = sorted(str(role.code) for role in ROLES.values() if role.kind == kind)
        fits |= Q(role__in=roles, **{f"{field}__isnull": False}, **others)
    return fits


class Post(Governed):
    """One person, one role, one organisation, from ``starts_at`` until just before ``ends_at`` (None: no end).

    A post that was revoked ended at that moment (``ends_at`` = ``revoked_at``, or its start if it had not begun).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=24, choices=RoleCode.choices)
    ccg = models.ForeignKey(CCG, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    practice = models.ForeignKey(MemberPractice, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    lmc = models.ForeignKey(LMC, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    requires_totp = models.BooleanField("needs a second factor at sign-in", default=False)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["role", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=_role_fits_organisation(), name="post_role_fits_organisation"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="post_ends_after_start"
            ),
            by_at_constraint("revoked"),
            one_at_a_moment(
                ("person", "ccg"),
                "one_ccg_post_of_a_kind",
                refusal="This person already holds this post at that time. Check the posts.",
                words="role",
                condition=Q(ccg__isnull=False),
            ),
            one_at_a_moment(
                ("person", "practice"),
                "one_practice_post_of_a_kind",
                refusal="This person already holds this post at that time. Check the posts.",
                words="role",
                condition=Q(practice__isnull=False),
            ),
            one_at_a_moment(
                ("ccg",),
                "one_holder_of_a_single_post",
                refusal="Another person holds this post at that time. End that post first.",
                words="role",
                condition=Q(role__in=[RoleCode.ACCOUNTABLE_OFFICER, RoleCode.AUDIT_CHAIR]),
            ),
            one_at_a_moment(
                ("person", "ccg"),
                "accountable_officer_is_never_audit_chair",
                refusal="The Accountable Officer cannot also be Audit Chair. Choose another person.",
                condition=Q(role__in=[RoleCode.ACCOUNTABLE_OFFICER, RoleCode.AUDIT_CHAIR]),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "starts_at"], name="posts_of_person"),
            models.Index(fields=["practice", "role", "starts_at"], name="posts_of_practice"),
            models.Index(fields=["ccg", "role", "starts_at"], name="posts_of_ccg"),
        ]

    def state_at(self, now: datetime) -> str:
        """Whether the post is over at a moment: its end has come, or it was ended before its time."""
        ended = self.revoked_at is not None or (self.ends_at is not None and self.ends_at <= now)
        return OVER if ended else CURRENT

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation.name}"

    @property
    def terms(self) -> RoleTerms:
        """What the role is for and what it permits."""
        return ROLES[self.role]

    @property
    def organisation(self) -> CCG | MemberPractice | LMC | Region:
        """The organisation in which the post is held."""
        found: CCG | MemberPractice | LMC | Region = getattr(self, ORGANISATION_FIELDS[self.terms.kind])
        return found

    def is_live(self, at: datetime) -> bool:
        """Whether the post is held at ``at``."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


class CCGGrant(UserObjectPermissionBase):
    """Who may do what in a CCG. When, is told by the posts."""

    table_kind: ClassVar[Kind] = FOLLOW_POSTS

    content_object = models.ForeignKey(CCG, on_delete=models.CASCADE, related_name="grants")


class PracticeGrant(UserObjectPermissionBase):
    """Who may do what for a practice."""

    table_kind: ClassVar[Kind] = FOLLOW_POSTS

    content_object = models.ForeignKey(MemberPractice, on_delete=models.CASCADE, related_name="grants")


class LMCGrant(UserObjectPermissionBase):
    """Who may do what for a local medical committee."""

    table_kind: ClassVar[Kind] = FOLLOW_POSTS

    content_object = models.ForeignKey(LMC, on_delete=models.CASCADE, related_name="grants")


class RegionGrant(UserObjectPermissionBase):
    """Who may do what for a region of NHS England."""

    table_kind: ClassVar[Kind] = FOLLOW_POSTS

    content_object = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="grants")
