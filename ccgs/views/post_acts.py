"""One post, and the two ways to end it: for good, or by handing it to another person (F-04)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.actions.people import invite_person
from ccgs.actions.posts import replace_post, revoke_post
from ccgs.forms.posts import REASON, ReplaceForm
from ccgs.models import CCG, Post
from ccgs.queries.appointments import granter_for
from ccgs.queries.posts import ORGANISATIONS, ccg_of, of_organisation
from ccgs.rules.post_acts import END, REPLACE
from ccgs.rules.posts import ending_blockers
from ccgs.terms.roles import OrganisationKind, Permission
from ccgs.views.access import PersonRequest, ccg_page, kind_of, lmc_page, region_page
from ccgs.views.acts import ActPage, Place, act_page
from ccgs.views.posts import NAMES, READS, Organisation, way_to_people
from cocommission.shared.forms import ReasonForm
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker


def _find(request: PersonRequest, organisation: Organisation, post_id: int) -> Post:
    """The post of this organisation, or of a practice of this CCG."""
    rows = Post.objects.select_related("person", "granted_by", "revoked_by", *ORGANISATIONS)
    found = rows.filter(pk=post_id).first()
    if found is not None and found.practice is not None and ccg_of(found.practice, request.now) == organisation:
        return found
    found = rows.filter(of_organisation(organisation), pk=post_id).first()
    if found is None:
        raise Http404("No such post here.")
    return found


def _place(request: PersonRequest, organisation: Organisation, post: Post) -> Place[Post]:
    """Where the post is for this reader: data stewards do not open the list of representatives."""
    way, name = way_to_people(organisation), NAMES[kind_of(organisation)]
    if post.practice is not None and request.may(Permission.VIEW_WORKING, organisation):
        way.append(("Representatives", reverse("ccg-representatives", args=[organisation.code])))
    return Place(
        noun="post",
        find=_find,
        crumbs=lambda post: way,
        ccg=lambda post: organisation if isinstance(organisation, CCG) else None,
        caption=lambda post: f"{post.person.name}, {post.get_role_display()}",
        home=lambda post: reverse(f"{name}-post", args=[organisation.code, post.pk]),
    )


def _barred(request: PersonRequest, post: Post, act: Act) -> list[Blocker]:
    own = act == END and post.person_id == request.person.pk
    return ending_blockers(post.role, own=own, granter=granter_for(request.person, post.organisation, request.now))


def _post(request: PersonRequest, organisation: Organisation, post_id: int) -> HttpResponse:
    post = _find(request, organisation, post_id)
    place, over = _place(request, organisation, post), bool(END.against(post, request.now))
    ways = [(END, "end"), (REPLACE, "replace")]
    context = {
        "ccg": place.ccg(post),
        "post": post,
        "over": over,
        "barred": _barred(request, post, END),
        "steps": [
            (act.title, f"{place.home(post)}{part}/", act.who)
            for act, part in ways
            if not over and not _barred(request, post, act)
        ],
        "back": place.crumbs(post)[-1][1],
        "breadcrumbs": place.crumbs(post),
    }
    return render(request, "ccgs/post.jinja", context)


def _end(request: PersonRequest, organisation: Organisation, post_id: int) -> HttpResponse:
    post = _find(request, organisation, post_id)
    page = ActPage(
        act=END,
        place=_place(request, organisation, post),
        does=revoke_post,
        form=ReasonForm,
        fill=lambda request, post: {"missing": "Enter why the post ends", "help_text": REASON},
        intro="This post has not begun. It never begins."
        if post.starts_at > request.now
        else f"The person loses access at once. If this is the last post of {post.person.name}, they are signed out "
        "everywhere.",
        barred=lambda request, post: _barred(request, post, END),
        beside=lambda request, post: {"variant": "warning"},
        done=lambda post: f"The post of {post.person.name} has ended.",
        then=lambda post: _place(request, organisation, post).crumbs(post)[-1][1],
    )
    return act_page(request, page, post)


def _invite_and_replace(*, post: Post, email: str, name: str, by: Person, now: datetime, **given: Any) -> str:
    person = invite_person(email=email, name=name, organisation=post.organisation, by=by, now=now)
    replace_post(post=post, person=person, by=by, now=now, **given)
    return f"{person.name} has taken over from {post.person.name}."


def _replace(request: PersonRequest, organisation: Organisation, post_id: int) -> HttpResponse:
    post = _find(request, organisation, post_id)
    page = ActPage(
        act=REPLACE,
        place=_place(request, organisation, post),
        does=_invite_and_replace,
        form=ReplaceForm,
        intro="This post has not begun. The other person holds it from the day it begins."
        if post.starts_at > request.now
        else f"{post.person.name} holds the post until now. The other person holds it from now.",
        barred=lambda request, post: _barred(request, post, REPLACE),
        button=f"Replace {post.person.name}",
        beside=lambda request, post: {"variant": "warning"},
        done=str,
        then=lambda post: _place(request, organisation, post).crumbs(post)[-1][1],
    )
    return act_page(request, page, post)


View = Callable[..., HttpResponseBase]


def _of_ccg(show: View) -> View:
    @ccg_page(READS[OrganisationKind.CCG], Permission.MANAGE_POSTS)
    def view(request: PersonRequest, ccg: CCG, post_id: int) -> HttpResponseBase:
        return show(request, ccg, post_id)

    return view


def _of_lmc(show: View) -> View:
    @lmc_page(READS[OrganisationKind.LMC], Permission.MANAGE_POSTS)
    def view(request: PersonRequest, lmc: Organisation, post_id: int) -> HttpResponseBase:
        return show(request, lmc, post_id)

    return view


def _of_region(show: View) -> View:
    @region_page(READS[OrganisationKind.REGION], Permission.MANAGE_POSTS)
    def view(request: PersonRequest, region: Organisation, post_id: int) -> HttpResponseBase:
        return show(request, region, post_id)

    return view


ccg_post, ccg_post_end, ccg_post_replace = require_safe(_of_ccg(_post)), _of_ccg(_end), _of_ccg(_replace)
lmc_post, lmc_post_end, lmc_post_replace = require_safe(_of_lmc(_post)), _of_lmc(_end), _of_lmc(_replace)
region_post, region_post_end, region_post_replace = (
    require_safe(_of_region(_post)),
    _of_region(_end),
    _of_region(_replace),
)
