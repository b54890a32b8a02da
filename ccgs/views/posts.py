"""Who can act for an organisation today, and granting posts (F-04)."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.actions.people import invite_person
from ccgs.actions.posts import grant_post
from ccgs.forms.posts import GrantForm
from ccgs.models import CCG, LMC, MemberPractice, Region
from ccgs.queries.appointments import granter_for
from ccgs.queries.posts import later_posts_in, posts_in
from ccgs.queries.standing import seats
from ccgs.rules.post_acts import GRANT
from ccgs.rules.posts import may_grant
from ccgs.terms.roles import ROLES, OrganisationKind, Permission
from ccgs.views.access import PersonRequest, Request, attach, ccg_page, kind_of, lmc_page, region_page
from ccgs.views.acts import ActPage, Place, act_page
from cocommission.shared.clock import moment, to_the_minute
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to

Organisation = CCG | LMC | Region
NAMES = {OrganisationKind.CCG: "ccg", OrganisationKind.LMC: "lmc", OrganisationKind.REGION: "region"}
PEOPLE = "Who can act for us today"
READS = {
    OrganisationKind.CCG: Permission.VIEW_WORKING,
    OrganisationKind.LMC: Permission.ANSWER_CONSULTATION,
    OrganisationKind.REGION: Permission.REVIEW_APPLICATIONS,
}
"""The right with which the posts of an organisation can be opened; who may grant posts opens them too."""
PLACES = {OrganisationKind.CCG: "CCGs", OrganisationKind.LMC: "LMCs", OrganisationKind.REGION: "Regions"}


def crumbs_of(organisation: Organisation) -> list[tuple[str, str]]:
    """The way from the list of its kind to an organisation."""
    kind = kind_of(organisation)
    return [(PLACES[kind], url_to(f"{NAMES[kind]}s")), (organisation.name, organisation.url)]


def grantable(request: Request, organisation: Organisation | MemberPractice) -> list[str]:
    """The roles of ``organisation`` that the person may grant now."""
    if request.person is None:
        return []
    granter = granter_for(request.person, organisation, request.now)
    kind = kind_of(organisation)
    return [code for code, role in ROLES.items() if role.kind == kind and may_grant(code, granter)]


def _people(request: Request, organisation: Organisation) -> HttpResponse:
    kind = kind_of(organisation)
    now = request.now
    found = seats(organisation, kind, posts_in(organisation, now))
    context = {
        "organisation": organisation,
        "ccg": organisation if isinstance(organisation, CCG) else None,
        "breadcrumbs": crumbs_of(organisation),
        "seats": found,
        "held": [(seat.role, post) for seat in found for post in seat.posts or ([None] if seat.vacant else [])],
        "later": later_posts_in(organisation, now),
        "grantable": grantable(request, organisation),
        "grant_url": reverse(f"{NAMES[kind]}-grant", args=[organisation.code]),
        "post_url": f"{NAMES[kind]}-post",
        "may_open_posts": any(request.may(right, organisation) for right in (READS[kind], Permission.MANAGE_POSTS)),
        "signed_in": request.person is not None,
        "connected": request.person is not None and attach(request).rights.connected(organisation),
    }
    return render(request, "ccgs/people.jinja", context)


def way_to_people(organisation: Organisation) -> list[tuple[str, str]]:
    """The way to the list of those in post."""
    people = reverse(f"{NAMES[kind_of(organisation)]}-people", args=[organisation.code])
    return [*crumbs_of(organisation), (PEOPLE, people)]


def _grant(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    return grant_page(request, organisation, way=way_to_people(organisation))


def grant_page(
    request: PersonRequest, organisation: Organisation | MemberPractice, *, way: list[tuple[str, str]]
) -> HttpResponse:
    """The page on which a post of ``organisation`` is granted; ``way`` are the crumbs to the list of its posts."""
    roles = grantable(request, organisation)
    place: Place[Organisation | MemberPractice] = Place(
        noun="organisation",
        find=lambda request, ccg: organisation,
        crumbs=lambda organisation: way,
        ccg=lambda organisation: organisation if isinstance(organisation, CCG) else None,
        caption=lambda organisation: str(organisation.name),
        home=lambda organisation: way[-1][1],
    )
    page = ActPage(
        act=GRANT,
        place=place,
        does=_invite_and_grant,
        form=GrantForm,
        fill=lambda request, organisation: {
            "roles": roles,
            "initial": {"starts_at": to_the_minute(request.now), "role": request.GET.get("role", "")},
        },
        beside=lambda request, organisation: {"roles": [ROLES[role] for role in roles]},
        button="Grant the post",
        done=str,
        template="ccgs/grant.jinja",
    )
    return act_page(request, page, organisation)


def _invite_and_grant(
    *, organisation: Organisation | MemberPractice, email: str, name: str, by: Person, now: datetime, **fields: Any
) -> str:
    person = invite_person(email=email, name=name, organisation=organisation, by=by, now=now)
    post = grant_post(person=person, organisation=organisation, by=by, now=now, **fields)
    if post.starts_at > now:
        return f"{person.name} will hold the post of {post.get_role_display()} from {moment(post.starts_at)}."
    return f"{person.name} holds the post of {post.get_role_display()}."


@ccg_page()
@require_safe
def ccg_people(request: Request, ccg: CCG) -> HttpResponse:
    """Who can act for the CCG today; public."""
    return _people(request, ccg)


@ccg_page(Permission.MANAGE_POSTS)
def ccg_grant(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Grants a post of the CCG."""
    return _grant(request, ccg)


@lmc_page()
@require_safe
def lmc_people(request: Request, lmc: LMC) -> HttpResponse:
    """Who can act for the LMC today; public."""
    return _people(request, lmc)


@lmc_page(Permission.ANSWER_CONSULTATION, Permission.MANAGE_POSTS)
def lmc_grant(request: PersonRequest, lmc: LMC) -> HttpResponse:
    """Grants a post of the LMC."""
    return _grant(request, lmc)


@region_page()
@require_safe
def region_people(request: Request, region: Region) -> HttpResponse:
    """Who can act for the region today; public."""
    return _people(request, region)


@region_page(Permission.REVIEW_APPLICATIONS, Permission.MANAGE_POSTS)
def region_grant(request: PersonRequest, region: Region) -> HttpResponse:
    """Grants a post of the region."""
    return _grant(request, region)
