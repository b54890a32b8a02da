"""The region's side: the queue, the review, the decision, late permission, conditions, the agreement."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import Region
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, region_page
from ccgs.views.acts import ActPage, Place, act_page
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from models_abc.actions.review import (
    approval_blockers,
    decide,
    issue_agreement,
    meet_condition,
    sign_agreement,
    start_review,
)
from models_abc.actions.submission import allow_late
from models_abc.forms.review import AgreementForm, DecisionForm, LateForm, MetForm
from models_abc.models import Application, Condition
from models_abc.queries.applications import of_region
from models_abc.queries.records import on_record
from models_abc.rules import application_acts as acts
from models_abc.terms import ApplicationState, CoCommissioningModel, Stage
from models_abc.views.applications.parts import context, requirement_lists
from models_abc.views.lists import AT_THE_REGION, application_cells

S = ApplicationState
_TABS = {
    "waiting": ("To decide", acts.TO_DECIDE),
    "preparing": ("Being prepared", (S.PREPARING,)),
    "approved": ("Approved", (S.APPROVED, S.APPROVED_WITH_CONDITIONS, S.LIVE)),
    "closed": ("Over", (S.REFUSED, S.WITHDRAWN, S.RESCINDED, S.ENDED)),
}
ON_THE_PAGE = {
    "review": acts.REVIEW,
    "decide": acts.DECIDE,
    "late": acts.LATE,
    "condition": acts.CONDITION_MET,
    "agreement": acts.AGREEMENT,
    "sign": acts.SIGN_AGREEMENT_HERE,
}
"""Acts that have their place on the region's page of an application."""


def _find(region: Region, pk: int) -> Application:
    row = of_region(region).filter(pk=pk).first()
    if row is None:
        raise Http404("There is no such application in this region.")
    return row


def _crumbs(region: Region, application: Application | None = None) -> list[tuple[str, str]]:
    found = [(region.name, region.url), ("Applications", url_to("region-applications", region))]
    return [*found, (application.ccg.name, application.review_url)] if application else found


REVIEWED = Place(
    noun="application",
    find=_find,
    crumbs=lambda application: _crumbs(application.ccg.region, application),
    caption=lambda application: application.ccg.name,
    home=lambda application: application.review_url,
)
"""An application, on the pages of its region."""


@require_safe
@region_page(Permission.REVIEW_APPLICATIONS)
def region_applications(request: PersonRequest, region: Region) -> HttpResponse:
    """What the region has before it, the longest waiting first."""
    tab = request.GET.get("show", "waiting")
    if tab not in _TABS:
        raise Http404("There is no such list.")
    rows = of_region(region)
    found = rows.filter(state__in=_TABS[tab][1]).order_by("submission__submitted_at", "round__closes_at", "pk")
    page = page_of(found, request, per_page=50)
    made = {
        "region": region,
        "page": page,
        "applications": AT_THE_REGION.table(page, application_cells),
        "tab": tab,
        "tabs": [(key, label, rows.filter(state__in=states).count()) for key, (label, states) in _TABS.items()],
        "breadcrumbs": _crumbs(region)[:1],
    }
    return render(request, "models_abc/region_applications.jinja", made)


@require_safe
@region_page(Permission.REVIEW_APPLICATIONS)
def region_application(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """One application with its evidence side by side, and what the region can do now."""
    application, now = _find(region, pk), request.now
    made = context(request, application, now)
    made |= {
        "region": region,
        "lists": requirement_lists(made["tree"], Stage.SUBMIT),
        "go_live": requirement_lists(made["tree"], Stage.GO_LIVE),
        "record": on_record(application, now),
        "decisions": list(application.decisions.prefetch_related("conditions").order_by("-pk")),
        "agreement": getattr(application, "agreement", None),
        "late": application.late_decisions.order_by("-pk").first(),
        "cannot": {name: act.blockers(application.state) for name, act in ON_THE_PAGE.items()},
        "delegates": application.model_sought == CoCommissioningModel.C,
        "breadcrumbs": _crumbs(region, application)[:2],
    }
    return render(request, "models_abc/region_application.jinja", made)


@require_POST
@region_page(Permission.REVIEW_APPLICATIONS)
def region_start_review(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """Takes an application up for review."""
    application = _find(region, pk)
    start_review(application=application, by=request.person, now=request.now)
    messages.success(request, "The application is under review.")
    return redirect(application.review_url)


def _view(page: ActPage[Application]) -> Callable[..., HttpResponseBase]:
    @region_page(page.act.right)
    def view(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
        return act_page(request, page, _find(region, pk))

    return view


region_decide = _view(
    ActPage(
        act=acts.DECIDE,
        place=REVIEWED,
        does=decide,
        form=DecisionForm,
        intro="You cannot change a decision after you record it. After a deferral you can decide again.",
        beside=lambda request, application: {"against": approval_blockers(application, request.now)},
        button="Record the decision",
        done="The decision is recorded. The CCG is told.",
        template="models_abc/region_decide.jinja",
    )
)
region_late = _view(
    ActPage(
        act=acts.LATE,
        place=REVIEWED,
        does=allow_late,
        form=LateForm,
        intro="Without this, the CCG cannot submit after the round closes.",
        button="Record the permission",
        done="The permission is recorded. The CCG is told.",
    )
)
region_agreement = _view(
    ActPage(
        act=acts.AGREEMENT,
        place=REVIEWED,
        does=issue_agreement,
        form=AgreementForm,
        intro="The Accountable Officer signs for the CCG, a regional officer for NHS England.",
        button="Issue it",
        done="The Delegation Agreement is issued. Both sides can sign it.",
    )
)
CONDITION_MET = ActPage(
    act=acts.CONDITION_MET,
    place=REVIEWED,
    does=lambda application, **given: meet_condition(**given),
    form=MetForm,
    button="The condition is met",
    done="The condition is met.",
)


@region_page(Permission.REVIEW_APPLICATIONS)
def region_condition(request: PersonRequest, region: Region, pk: int, condition: int) -> HttpResponse:
    """Says that a condition is met."""
    application = _find(region, pk)
    rows = Condition.objects.select_related("decision__application")
    row = get_object_or_404(rows, pk=condition, decision__application=application)
    offered = f"The CCG says: {row.evidence}" if row.evidence else "The CCG has not sent evidence yet."
    shown = {"title": f"Condition {row.number}", "intro": f"The region set this condition: “{row.text}” {offered}"}
    return act_page(request, CONDITION_MET, application, shown=shown, condition=row)


@require_POST
@region_page(Permission.REVIEW_APPLICATIONS)
def region_agreement_sign(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """A regional officer signs the Delegation Agreement for NHS England."""
    application = _find(region, pk)
    sign_agreement(application=application, by=request.person, now=request.now)
    messages.success(request, "You have signed the Delegation Agreement for NHS England.")
    return redirect(application.review_url)
