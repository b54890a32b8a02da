"""The region's side: the queue, the review, the decision, late permission, conditions, the agreement."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import Region
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, Request, region_page
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.submitting import form_data, submitted
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
from models_abc.terms import ApplicationState, CoCommissioningModel, DecisionOutcome, Stage
from models_abc.views.applications.parts import context, only_while, requirement_lists
from models_abc.views.lists import AT_THE_REGION, application_cells

S = ApplicationState
_TO_DECIDE = (S.SUBMITTED, S.SUBMITTED_SUBJECT_TO_VOTE, S.UNDER_REVIEW, S.DEFERRED)
_TABS = {
    "waiting": ("To decide", _TO_DECIDE),
    "preparing": ("Being prepared", (S.PREPARING,)),
    "approved": ("Approved", (S.APPROVED, S.APPROVED_WITH_CONDITIONS, S.LIVE)),
    "closed": ("Over", (S.REFUSED, S.WITHDRAWN, S.RESCINDED, S.ENDED)),
}
_CAN_DECIDE = (S.SUBMITTED, S.SUBMITTED_SUBJECT_TO_VOTE, S.UNDER_REVIEW, S.DEFERRED)


def _find(region: Region, pk: int) -> Application:
    row = of_region(region).filter(pk=pk).first()
    if row is None:
        raise Http404("There is no such application in this region.")
    return row


def _crumbs(region: Region, application: Application | None = None) -> list[tuple[str, str]]:
    found = [(region.name, region.url), ("Applications", url_to("region-applications", region))]
    return [*found, (application.ccg.name, application.review_url)] if application else found


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
        "can_review": application.state == S.SUBMITTED,
        "can_decide": application.state in _CAN_DECIDE,
        "can_allow_late": application.state == S.PREPARING,
        "needs_agreement": application.model_sought == CoCommissioningModel.C
        and application.state in (S.APPROVED, S.APPROVED_WITH_CONDITIONS),
        "breadcrumbs": _crumbs(region, application)[:2],
    }
    return render(request, "models_abc/region_application.jinja", made)


def _form_page(
    request: Request, region: Region, application: Application, form: Any, *, title: str, button: str, **more: Any
) -> HttpResponse:
    made = {
        "ccg": application.ccg,
        "application": application,
        "form": form,
        "title": title,
        "button": button,
        "back": application.review_url,
        "breadcrumbs": _crumbs(region, application),
        **more,
    }
    return render(request, "models_abc/application_form.jinja", made)


@require_POST
@region_page(Permission.REVIEW_APPLICATIONS)
def region_start_review(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """Takes an application up for review."""
    application = _find(region, pk)
    start_review(application=application, by=request.person, now=request.now)
    messages.success(request, "The application is under review.")
    return redirect(application.review_url)


@region_page(Permission.REVIEW_APPLICATIONS)
def region_decide(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """The decision, with reasons and conditions."""
    application, now = _find(region, pk), request.now
    form = DecisionForm(*form_data(request))

    def act(_: dict[str, Any]) -> None:
        decide(application=application, by=request.person, now=now, **form.acts_on())

    if submitted(request, form, act):
        outcome = DecisionOutcome(form.cleaned_data["outcome"])
        messages.success(request, f"The decision is recorded: {outcome.label.lower()}. The CCG is told.")
        return redirect(application.review_url)
    return _form_page(
        request, region, application, form, title="Decide on the application", button="Record the decision",
        text="You cannot change a decision after you record it. After a deferral you can decide again.",
        blockers=only_while(application, *_CAN_DECIDE), against=approval_blockers(application, now),
        against_title="What prevents approval today",
    )  # fmt: skip


@region_page(Permission.REVIEW_APPLICATIONS)
def region_late(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """Permission to submit after the round has closed."""
    application, now = _find(region, pk), request.now
    form = LateForm(*form_data(request))

    def act(data: dict[str, Any]) -> None:
        allow_late(application=application, by=request.person, now=now, **data)

    if submitted(request, form, act):
        messages.success(request, "The permission is recorded. The CCG is told.")
        return redirect(application.review_url)
    return _form_page(
        request, region, application, form, title="Allow a late application", button="Record the permission",
        text="Without this, the CCG cannot submit after the round closes.",
        blockers=only_while(application, S.PREPARING),
    )  # fmt: skip


@region_page(Permission.REVIEW_APPLICATIONS)
def region_condition(request: PersonRequest, region: Region, pk: int, condition: int) -> HttpResponse:
    """Says that a condition is met."""
    application, now = _find(region, pk), request.now
    row = get_object_or_404(
        Condition.objects.select_related("decision__application"), pk=condition, decision__application=application
    )
    form = MetForm(*form_data(request))

    def act(data: dict[str, Any]) -> None:
        meet_condition(condition=row, by=request.person, now=now, **data)

    if submitted(request, form, act):
        messages.success(request, f"Condition {row.number} is met.")
        return redirect(application.review_url)
    offered = f" The CCG says: {row.evidence}" if row.evidence else " The CCG has not sent evidence yet."
    return _form_page(
        request, region, application, form, title=f"Condition {row.number}", button="The condition is met",
        text=row.text + offered, blockers=only_while(application, S.APPROVED_WITH_CONDITIONS),
    )  # fmt: skip


@region_page(Permission.REVIEW_APPLICATIONS)
def region_agreement(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """Issues the Delegation Agreement for signature."""
    application, now = _find(region, pk), request.now
    form = AgreementForm(*form_data(request))

    def act(data: dict[str, Any]) -> None:
        issue_agreement(application=application, by=request.person, now=now, **data)

    if submitted(request, form, act):
        messages.success(request, "The Delegation Agreement is issued. Both sides can sign it.")
        return redirect(application.review_url)
    return _form_page(
        request, region, application, form, title="Issue the Delegation Agreement", button="Issue it", upload=True,
        text="The Accountable Officer signs for the CCG, a regional officer for NHS England.",
        blockers=only_while(application, S.APPROVED, S.APPROVED_WITH_CONDITIONS),
    )  # fmt: skip


@require_POST
@region_page(Permission.REVIEW_APPLICATIONS)
def region_agreement_sign(request: PersonRequest, region: Region, pk: int) -> HttpResponse:
    """A regional officer signs the Delegation Agreement for NHS England."""
    application = _find(region, pk)
    sign_agreement(application=application, by=request.person, now=request.now)
    messages.success(request, "You have signed the Delegation Agreement for NHS England.")
    return redirect(application.review_url)
