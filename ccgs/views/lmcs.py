"""Local medical committees, and the bodies that stand beside a CCG (F-03)."""

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
from ccgs.terms.roles import OrganisationKind, Permission
from ccgs.views.access import PersonRequest, Request, ccg_page, lmc_page, steward_page
from ccgs.views.posts import crumbs_of
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.todo import tasks_of
from cocommission.shared.views.sending import held_back
from cocommission.shared.views.submitting import form_data


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
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        try:
            lmc = record_lmc(by=request.person, now=request.now, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"{lmc.name} is recorded.")
            return redirect(lmc.url)
    context = {"form": form, "breadcrumbs": [("LMCs", "/lmcs/")]}
    return render(request, "ccgs/lmc_new.jinja", context, status=400 if form.errors else 200)


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
        "tasks": tasks_of(request.person, own, request.now) if own else [],
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
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "Recorded.")
            return redirect(back)
    context = {
        "ccg": ccg,
        "title": title,
        "form": form,
        "back": back,
        "breadcrumbs": [*crumbs_of(ccg), ("LMC and partners", back)],
    }
    return render(request, "ccgs/link.jinja", context, status=400 if form.errors else 200)


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


@ccg_page(Permission.MANAGE_MEMBERS)
def ccg_unlink_lmc(request: PersonRequest, ccg: CCG, area_id: int) -> HttpResponse:
    """Ends the link of an LMC."""
    area = get_object_or_404(LMCArea.objects.select_related("lmc", "ccg"), ccg=ccg, pk=area_id)
    form = EndLinkForm(form_data(request)[0])
    who: dict[str, Any] = {"area": area, "by": request.person, "now": request.now}
    return _link(request, ccg, form, lambda data: unlink_lmc(**data, **who), f"End the link of {area.lmc.name}")


@ccg_page(Permission.MANAGE_MEMBERS)
def ccg_unlink_partner(request: PersonRequest, ccg: CCG, link_id: int) -> HttpResponse:
    """Ends the link of a partner body."""
    link = get_object_or_404(PartnerLink.objects.select_related("body", "ccg"), ccg=ccg, pk=link_id)
    form = EndLinkForm(form_data(request)[0])
    who: dict[str, Any] = {"link": link, "by": request.person, "now": request.now}
    return _link(request, ccg, form, lambda data: unlink_partner(**data, **who), f"End the link of {link.body.name}")
