"""The home page of a CCG (F-06), and a person's profile."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.queries.posts import history_of
from ccgs.queries.standing import seats
from ccgs.terms.roles import OrganisationKind, Permission
from ccgs.views.access import PersonRequest, Request, ccg_page, person_page
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.panels import facts_of, panels_of


@ccg_page()
@require_safe
def ccg(request: Request, ccg: CCG) -> HttpResponse:
    """Which model, which constitution, who holds which post, what is open, what is due, what is missing; public."""
    now = request.now
    facts = facts_of(ccg, now)
    found = seats(ccg, OrganisationKind.CCG, facts["ccgs.posts"])
    context = {
        "ccg": ccg,
        "breadcrumbs": [("CCGs", "/ccgs/")],
        "figures": facts["ccgs.figures"][0] if ccg.is_open(london(now).date()) else None,
        "panels": panels_of(ccg, now, facts),
        "seats": [seat for seat in found if seat.posts or seat.vacant],
        "lmcs": facts["ccgs.lmcs"],
        "partners": facts["ccgs.partners"],
        "working": request.may(Permission.VIEW_WORKING, ccg),
        "connected": request.asker.rights.connected(ccg),
        "may_manage": request.may(Permission.MANAGE_POSTS, ccg),
    }
    return render(request, "ccgs/ccg.jinja", context)


@person_page
@require_safe
def person(request: PersonRequest, person_id: int) -> HttpResponse:
    """The posts that a person holds, held and will hold; the address only for themself and those who grant posts."""
    found = get_object_or_404(Person, pk=person_id)
    posts = list(history_of(found))
    now = request.now
    me = request.person
    grants_here = any(request.may(Permission.MANAGE_POSTS, post.ccg) for post in posts if post.ccg is not None)
    context = {
        "who": found,
        "breadcrumbs": [("My tasks", "/tasks/")],
        "now_held": [post for post in posts if post.is_live(now)],
        "later": [post for post in posts if post.starts_at > now and (not post.ends_at or post.ends_at > now)],
        "over": [post for post in posts if post.ends_at is not None and post.ends_at <= now],
        "shows_email": me.pk == found.pk or me.is_staff or grants_here,
        "is_me": me.pk == found.pk,
    }
    return render(request, "ccgs/person.jinja", context)
