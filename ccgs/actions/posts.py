"""Granting, revoking and replacing posts. The only place that writes posts and permission rows (F-04)."""

from datetime import datetime

from django.db import transaction

from ccgs.actions.beginning import begin
from ccgs.actions.grants import sync_grants
from ccgs.actions.sessions import end_sessions
from ccgs.models import CCG, LMC, MemberPractice, Post, Region
from ccgs.models.posts import ORGANISATION_FIELDS
from ccgs.queries.appointments import book_of, granter_for, held_for, others_for, representatives_allowed
from ccgs.queries.posts import live
from ccgs.rules.post_acts import END, REPLACE
from ccgs.rules.posts import Granter, blockers, ending_blockers
from ccgs.terms.roles import ROLES, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL, Blocker, blocking

Organisation = CCG | MemberPractice | LMC | Region
FIELDS: dict[type, str] = {CCG: "ccg", MemberPractice: "practice", LMC: "lmc", Region: "region"}


@transaction.atomic
def grant_post(
    *,
    person: Person,
    role: str,
    organisation: Organisation,
    starts_at: datetime,
    ends_at: datetime | None = None,
    reason: str,
    granter: Granter | None = None,
    by: Person,
    now: datetime,
) -> Post:
    """Gives ``person`` the post of ``role`` (a RoleCode) in ``organisation`` from ``starts_at`` until just before
    ``ends_at`` (None: no end). ``granter`` is what ``by`` may do there, where that was asked before.

    Raises Refused with every reason against it (POST-01 to POST-08, APP-03, LMC-03, VOT-11), and tells the person.
    """
    role = str(RoleCode(role))
    if ORGANISATION_FIELDS[ROLES[role].kind] != FIELDS[type(organisation)]:
        raise Refused(f"{organisation.name} has no post of {ROLES[role].display_name}.", status=400, field="role")
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    organisation = type(organisation).objects.select_for_update(no_key=True).get(pk=organisation.pk)
    post = Post(
        person=person,
        role=role,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip(),
        requires_totp=ROLES[role].needs_totp,
        granted_at=now,
        granted_by=by,
        **{ORGANISATION_FIELDS[ROLES[role].kind]: organisation},
    )
    found = blocking(
        blockers(
            held_for(post, now),
            granter=granter or granter_for(by, organisation, now),
            reason=reason,
            others=others_for(post, now),
            representatives_allowed=representatives_allowed(organisation, now),
        )
    )
    if not person.is_active:
        found.append(Blocker("POST-09", f"{person.name} can no longer sign in.", "National data steward", LOCAL))
    if found:
        status = 403 if {blocker.rule for blocker in found} == {"POST-03"} else 409
        raise Refused(*found, status=status)
    post.record(by=by, at=now, why=reason)
    sync_grants(person=person, organisation=organisation, now=now)
    _enter("post.granted", post, by=by, now=now, reason=reason)
    until = f" until {moment(ends_at)}" if ends_at else ""
    post_message(
        key=f"post.granted:{post.pk}",
        to=person,
        subject=f"You are {ROLES[role].display_name} of {organisation.name}",
        text=(
            f"{by.name} gave you the post of {ROLES[role].display_name} of {organisation.name} "
            f"from {moment(starts_at)}{until}.\n\nReason: {post.reason}\n\nWhat the post is for: "
            f"{ROLES[role].description}\n"
        ),
        now=now,
        about=book_of(organisation, now),
        link="/tasks/",
    )
    return post


def _may_end(post: Post, act: Act, by: Person, now: datetime) -> None:
    own = act == END and by.pk == post.person_id
    found = ending_blockers(post.role, own=own, granter=granter_for(by, post.organisation, now))
    if found:
        raise Refused(*found, status=403)


def _begin(post: Post, act: Act, *, by: Person, now: datetime) -> Post:
    """The locked post, its holder locked first, for an act of `rules.post_acts`; raises as `begin` does."""
    Person.objects.select_for_update(no_key=True).get(pk=post.person_id)
    rows = Post.objects.select_related("person").filter(pk=post.pk)
    return begin(rows, act, by=by, now=now, permit=_may_end)


@transaction.atomic
def revoke_post(*, post: Post, reason: str, by: Person, now: datetime) -> Post:
    """Ends ``post`` at ``now`` (a post that has not begun never begins). Rights are gone at that moment, and when
    it was the last post of the person, every session ends. A person may always give up a post of their own.

    Raises Refused without a reason, when the post is over already, or when ``by`` may not revoke it (POST-03).
    """
    post = _begin(post, END, by=by, now=now)
    person, organisation = post.person, post.organisation
    if not reason.strip():
        words = "Enter the reason for ending this post."
        raise Refused(Blocker("POST-01", words, "The person who ends the post", LOCAL, field="reason"))
    post.ends_at = max(post.starts_at, now)
    post.revoked_at, post.revoked_by, post.revoked_reason = now, by, reason.strip()
    post.record(by=by, at=now, why=reason.strip())
    sync_grants(person=person, organisation=organisation, now=now)
    _enter("post.revoked", post, by=by, now=now, reason=reason)
    if not person.is_staff and not Post.objects.filter(live(now), person=person).exists():
        end_sessions(person)
    post_message(
        key=f"post.revoked:{post.pk}",
        to=person,
        subject=f"You are no longer {post.terms.display_name} of {organisation.name}",
        text=f"{by.name} ended your post on {moment(now)}.\n\nReason: {post.revoked_reason}\n",
        now=now,
        about=book_of(organisation, now),
    )
    return post


@transaction.atomic
def replace_post(
    *, post: Post, person: Person, ends_at: datetime | None = None, reason: str, by: Person, now: datetime
) -> Post:
    """Ends ``post`` and gives the same post to ``person``, both at ``now``: there is no moment with two or none.

    Who hands over a post of their own may grant it until then.
    """
    post = _begin(post, REPLACE, by=by, now=now)
    if person == post.person:
        raise Refused(f"{person.name} already holds this post. Name another person.", status=400)
    granter = granter_for(by, post.organisation, now)
    old = revoke_post(post=post, reason=reason, by=by, now=now)
    return grant_post(
        person=person,
        role=old.role,
        organisation=old.organisation,
        starts_at=max(now, old.starts_at),
        ends_at=ends_at,
        reason=reason,
        granter=granter,
        by=by,
        now=now,
    )


def _enter(act: str, post: Post, *, by: Person, now: datetime, reason: str) -> None:
    organisation = post.organisation
    enter(
        book=book_of(organisation, now),
        act=act,
        by=by,
        now=now,
        subject=f"ccgs.Post:{post.pk}",
        reason=reason.strip(),
        facts={
            "person": post.person_id,
            "name": post.person.name,
            "role": post.role,
            "organisation": organisation.code,
            "starts_at": post.starts_at.isoformat(),
            "ends_at": post.ends_at.isoformat() if post.ends_at else None,
        },
    )
