"""Local medical committees, and the bodies that stand beside a CCG (F-03)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.actions.lmcs import link_lmc, link_partner, record_lmc, unlink_lmc, unlink_partner
from ccgs.forms.lmcs import EndLinkForm, LinkLMCForm, LinkPartnerForm, LMCForm
from ccgs.models import CCG, LMC, LMCArea, PartnerLink
from ccgs.queries.posts import posts_in
from ccgs.queries.standing import seats
from ccgs.rules.post_acts import END_LINK
from ccgs.terms.roles import OrganisationKind, Permission
from ccgs.views.access import PersonRequest, Request, ccg_page, lmc_page, steward_page
from ccgs.views.acts import ActPage, Place, act_view
from ccgs.views.posts import crumbs_of
from cocommission.shared.clock import london
from cocommission.shared.views.submitting import form_data, submitted


@require_safe
def lmcs(request: Request) -> HttpResponse:
    """Every LMC with the CCGs that it covers today; public."""
    today = london(request.now).date()
    areas = LMCArea.objects.filter(from_on__lte=today).exclude(to_on__lte=today).select_related("ccg")
    by_lmc: dict[int, list[CCG]] = {}
    for area in areas.order_by("ccg__name"):
        by_lmc.setdefault(area.lmc_id, []).append(area.ccg)
    rows = [(lmc, by_lmc.get(lmc.pk, [])) for lmc in LMC.objects.order_by("name")]
    steward = request.person is not None and request.person.is_staff
    return render(request, "ccgs/lmcs.jinja", {"lmc_rows": rows, "steward": steward})


@steward_page
def new_lmc(request: PersonRequest) -> HttpResponse:
    """Records an LMC."""
    form = LMCForm(form_data(request)[0])
    made: list[LMC] = []
    if submitted(request, form, lambda data: made.append(record_lmc(by=request.person, now=request.now, **data))):
        messages.success(request, f"{made[0].name} is recorded.")
        return redirect(made[0].url)
    context = {
        "form": form,
        "title": "Record an LMC",
        "button": "Record the LMC",
        "back": reverse("lmcs"),
        "breadcrumbs": [("LMCs", reverse("lmcs"))],
    }
    return render(request, "forms/act.jinja", context)


@lmc_page()
@require_safe
def lmc(request: Request, lmc: LMC) -> HttpResponse:
    """The home page of an LMC: what waits for it, the CCGs it covers, who acts for it; public."""
    own = [post for post in request.posts if post.lmc_id == lmc.pk]
    context = {
        "lmc": lmc,
        "breadcrumbs": [("LMCs", "/lmcs/")],
        "ccgs": lmc.ccgs_on(london(request.now).date()).select_related("region"),
        "seats": seats(lmc, OrganisationKind.LMC, posts_in(lmc, request.now)),
        "tasks": request.asker.tasks_in(own) if own else [],
        "connected": bool(own),
    }
    return render(request, "ccgs/lmc.jinja", context)


@ccg_page()
@require_safe
def ccg_lmcs(request: Request, ccg: CCG) -> HttpResponse:
    """The LMCs, Healthwatch and Health and Wellbeing Boards of a CCG, with what was linked when; public."""
    today = london(request.now).date()
    context = {
        "ccg": ccg,
        "breadcrumbs": crumbs_of(ccg),
        "today": today,
        "areas": ccg.lmc_areas.select_related("lmc").order_by("-from_on"),
        "links": ccg.partner_links.select_related("body").order_by("body__kind", "-from_on"),
        "may_manage": request.may(Permission.MANAGE_MEMBERS, ccg),
    }
    return render(request, "ccgs/ccg_lmcs.jinja", context)


def _link(request: Request, ccg: CCG, form: Any, do: Any, title: str) -> HttpResponse:
    back = reverse("ccg-lmcs", args=[ccg.code])
    if submitted(request, form, do):
        messages.success(request, "Recorded.")
        return redirect(back)
    context = {
        "ccg": ccg,
        "title": title,
        "caption": ccg.name,
        "form": form,
        "button": "Record",
        "back": back,
        "breadcrumbs": [*crumbs_of(ccg), ("LMC and partners", back)],
    }
    return render(request, "forms/act.jinja", context)


@ccg_page(Permission.MANAGE_MEMBERS)
def ccg_link_lmc(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Links an LMC to the CCG."""
    form = LinkLMCForm(form_data(request)[0], initial={"from_on": london(request.now).date()})
    who: dict[str, Any] = {"ccg": ccg, "by": request.person, "now": request.now}
    return _link(request, ccg, form, lambda data: link_lmc(**data, **who), "Link an LMC")


@ccg_page(Permission.MANAGE_MEMBERS)
def ccg_link_partner(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Links a Healthwatch or Health and Wellbeing Board to the CCG."""
    form = LinkPartnerForm(form_data(request)[0], initial={"from_on": london(request.now).date()})
    who: dict[str, Any] = {"ccg": ccg, "by": request.person, "now": request.now}
    return _link(request, ccg, form, lambda data: link_partner(**data, **who), "Link a partner body")


def _links_of(row: LMCArea | PartnerLink) -> str:
    return reverse("ccg-lmcs", args=[row.ccg.code])


def _place(noun: str, find: Callable[..., Any]) -> Place[Any]:
    return Place(
        noun=noun,
        find=find,
        crumbs=lambda row: [*crumbs_of(row.ccg), ("LMC and partners", _links_of(row))],
        caption=lambda row: row.ccg.name,
        home=_links_of,
    )


ccg_unlink_lmc = act_view(
    ActPage(
        act=END_LINK,
        place=_place(
            "area",
            lambda request, ccg, area_id: get_object_or_404(
                LMCArea.objects.select_related("lmc", "ccg"), ccg=ccg, pk=area_id
            ),
        ),
        does=unlink_lmc,
        form=EndLinkForm,
        beside=lambda request, area: {"title": f"End the link of {area.lmc.name}"},
        done="The end of the link is recorded.",
    )
)
ccg_unlink_partner = act_view(
    ActPage(
        act=END_LINK,
        place=_place(
            "link",
            lambda request, ccg, link_id: get_object_or_404(
                PartnerLink.objects.select_related("body", "ccg"), ccg=ccg, pk=link_id
            ),
        ),
        does=unlink_partner,
        form=EndLinkForm,
        beside=lambda request, link: {"title": f"End the link of {link.body.name}"},
        done="The end of the link is recorded.",
    )
)
