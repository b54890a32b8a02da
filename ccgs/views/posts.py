"""Who can act for an organisation today, and granting, ending and replacing posts (F-04)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.actions.people import invite_person
from ccgs.actions.posts import grant_post, replace_post, revoke_post
from ccgs.forms.posts import REASON, GrantForm, ReplaceForm
from ccgs.models import CCG, LMC, MemberPractice, Post, Region
from ccgs.queries.appointments import granter_for
from ccgs.queries.posts import ORGANISATIONS, ccg_of, later_posts_in, of_organisation, posts_in
from ccgs.queries.standing import seats
from ccgs.rules.post_acts import END
from ccgs.rules.posts import may_grant
from ccgs.terms.roles import ROLES, OrganisationKind, Permission
from ccgs.views.access import PersonRequest, Request, attach, ccg_page, kind_of, lmc_page, region_page
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.forms import ReasonForm, add_refusal
from cocommission.shared.pages import url_to
from cocommission.shared.views.checking import BESIDE, Check
from cocommission.shared.views.sending import held_back
from cocommission.shared.views.submitting import form_data

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


def _grant(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    roles = grantable(request, organisation)
    back = reverse(f"{NAMES[kind_of(organisation)]}-people", args=[organisation.code])
    return grant_form(request, organisation, roles=roles, back=back, crumbs=[*crumbs_of(organisation), (PEOPLE, back)])


def grant_form(
    request: PersonRequest,
    organisation: Organisation | MemberPractice,
    *,
    roles: list[str],
    back: str,
    crumbs: list[tuple[str, str]],
) -> HttpResponse:
    """The page on which a post of ``organisation`` is granted; ``roles`` are those that the person may grant."""
    initial = {"starts_at": request.now, "role": request.GET.get("role", "")}
    form = GrantForm(form_data(request)[0], roles=roles, initial=initial)
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        done = _try(form, lambda: _invite_and_grant(request, organisation, **form.cleaned_data))
        if done is not None:
            messages.success(request, done)
            return redirect(back)
    context = {
        "organisation": organisation,
        "form": form,
        "roles": [ROLES[role] for role in roles],
        "back": back,
        "breadcrumbs": crumbs,
    }
    return render(request, "ccgs/grant.jinja", context, status=400 if form.errors else 200)


@transaction.atomic
def _invite_and_grant(
    request: PersonRequest, organisation: Organisation | MemberPractice, *, email: str, name: str, **fields: Any
) -> str:
    who: dict[str, Any] = {"organisation": organisation, "by": request.person, "now": request.now}
    post = grant_post(person=invite_person(email=email, name=name, **who), **fields, **who)
    if post.starts_at > request.now:
        return f"{post.person.name} will hold the post of {post.get_role_display()} from {moment(post.starts_at)}."
    return f"{post.person.name} holds the post of {post.get_role_display()}."


def _post(request: PersonRequest, organisation: Organisation, post_id: int) -> HttpResponse:
    post = get_object_or_404(
        Post.objects.select_related("person", "granted_by", "revoked_by", *ORGANISATIONS),
        of_organisation(organisation),
        pk=post_id,
    )
    back = reverse(f"{NAMES[kind_of(organisation)]}-people", args=[organisation.code])
    return post_page(request, post, back=back, crumbs=[*crumbs_of(organisation), (PEOPLE, back)])


def post_page(request: PersonRequest, post: Post, *, back: str, crumbs: list[tuple[str, str]]) -> HttpResponse:
    """One post with the two ways to end it: for good, or by handing it to somebody else."""
    act = request.POST.get("act", "")
    words = {"missing": "Enter why the post ends", "help_text": REASON}
    end = ReasonForm(request.POST if act == "end" else None, prefix="end", **words)
    replace = ReplaceForm(request.POST if act == "replace" else None, prefix="replace")
    done = None
    if request.method == "POST" and act not in ("end", "replace"):
        raise Refused(
            "Select whether the post ends or goes to another person. Use the buttons on the page.", status=400
        )
    held = bool(act) and held_back(request, end if act == "end" else replace, beside=("act", *BESIDE))
    check = Check(END, of=f"{Post._meta.label}:{post.pk}")
    if act == "end" and not held and end.is_valid() and not check.goes_back(request):
        done = _try(end, lambda: _end(request, post, check, end.cleaned_data["reason"]))
    elif act == "replace" and not held and replace.is_valid():
        done = _try(replace, lambda: _replace(request, post, replace.cleaned_data))
    if done is not None:
        messages.success(request, done)
        return redirect(back)
    over = bool(END.blockers(post.state_at(request.now)))
    granter = granter_for(request.person, post.organisation, request.now)
    context = {
        "ccg": request.organisation if isinstance(request.organisation, CCG) else None,
        "post": post,
        "end": end,
        "replace": replace,
        "over": over,
        "may_end": not over and (may_grant(post.role, granter) or post.person_id == request.person.pk),
        "may_replace": not over and may_grant(post.role, granter),
        "forms": [end, replace],
        "back": back,
        "breadcrumbs": crumbs,
    }
    if check.asks:
        shown = {"title": END.title, "button": END.title, "caption": f"{post.person.name}, {post.get_role_display()}"}
        return check.page(request, end, context | shown)
    return render(request, "ccgs/post.jinja", context, status=400 if end.errors or replace.errors else 200)


def _try(form: Any, do: Callable[[], str | None]) -> str | None:
    try:
        return do()
    except Refused as refused:
        add_refusal(form, refused)
        return None


@transaction.atomic
def _end(request: PersonRequest, post: Post, check: Check, reason: str) -> str | None:
    begun = check.begin()
    revoke_post(post=post, reason=reason, by=request.person, now=request.now)
    if check.was_seen(request, since=begun):
        return f"The post of {post.person.name} has ended."
    transaction.set_rollback(True)
    return None


@transaction.atomic
def _replace(request: PersonRequest, post: Post, data: dict[str, Any]) -> str:
    person = invite_person(
        email=data["email"], name=data["name"], organisation=post.organisation, by=request.person, now=request.now
    )
    replace_post(
        post=post, person=person, ends_at=data["ends_at"], reason=data["reason"], by=request.person, now=request.now
    )
    return f"{person.name} has taken over from {post.person.name}."


@ccg_page()
@require_safe
def ccg_people(request: Request, ccg: CCG) -> HttpResponse:
    """Who can act for the CCG today; public."""
    return _people(request, ccg)


@ccg_page(Permission.MANAGE_POSTS)
def ccg_grant(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Grants a post of the CCG."""
    return _grant(request, ccg)


@ccg_page(READS[OrganisationKind.CCG], Permission.MANAGE_POSTS)
def ccg_post(request: PersonRequest, ccg: CCG, post_id: int) -> HttpResponse:
    """One post of the CCG or of one of its practices."""
    found = Post.objects.select_related("person", "granted_by", "revoked_by", *ORGANISATIONS).filter(pk=post_id).first()
    if found is not None and found.practice is not None and ccg_of(found.practice, request.now) == ccg:
        people = reverse("ccg-people", args=[ccg.code])
        way = [*crumbs_of(ccg), (PEOPLE, people)]
        if not request.may(Permission.VIEW_WORKING, ccg):  # data stewards do not open the list of representatives
            return post_page(request, found, back=people, crumbs=way)
        back = reverse("ccg-representatives", args=[ccg.code])
        return post_page(request, found, back=back, crumbs=[*way, ("Representatives", back)])
    if found is None or found.ccg_id != ccg.pk:
        raise Http404("No such post here.")
    return _post(request, ccg, post_id)


@lmc_page()
@require_safe
def lmc_people(request: Request, lmc: LMC) -> HttpResponse:
    """Who can act for the LMC today; public."""
    return _people(request, lmc)


@lmc_page(Permission.ANSWER_CONSULTATION, Permission.MANAGE_POSTS)
def lmc_grant(request: PersonRequest, lmc: LMC) -> HttpResponse:
    """Grants a post of the LMC."""
    return _grant(request, lmc)


@lmc_page(READS[OrganisationKind.LMC], Permission.MANAGE_POSTS)
def lmc_post(request: PersonRequest, lmc: LMC, post_id: int) -> HttpResponse:
    """One post of the LMC."""
    return _post(request, lmc, post_id)


@region_page()
@require_safe
def region_people(request: Request, region: Region) -> HttpResponse:
    """Who can act for the region today; public."""
    return _people(request, region)


@region_page(Permission.REVIEW_APPLICATIONS, Permission.MANAGE_POSTS)
def region_grant(request: PersonRequest, region: Region) -> HttpResponse:
    """Grants a post of the region."""
    return _grant(request, region)


@region_page(READS[OrganisationKind.REGION], Permission.MANAGE_POSTS)
def region_post(request: PersonRequest, region: Region, post_id: int) -> HttpResponse:
    """One post of the region."""
    return _post(request, region, post_id)
