"""The CCG's pages of LMC consultations, and what the public sees of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.paging import page_of
from cocommission.shared.views.submitting import form_data, submitted
from votes.actions.consultations import draft_consultation, edit_draft
from votes.forms.consultations import DraftForm
from votes.models import Consultation
from votes.queries.consultation_people import covering_lmcs, opening_evidence, reviewers
from votes.queries.consultations import (
    fact,
    facts,
    of_ccg,
    public_of_ccg,
    voting_rules_asked_about,
    with_everything,
)
from votes.rules.consultation_acts import ACTS, act_blockers
from votes.rules.consultations import opening_blockers
from votes.terms.consultations import ConsultationState


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Consultations", f"{ccg.url}consultations/"), *more]


def of_number(ccg: CCG, number: int) -> Consultation:
    """The consultation of this CCG with everything, or 404."""
    found = with_everything(of_ccg(ccg).filter(number=number)).first()
    if found is None:
        raise Http404(f"{ccg.name} has no consultation {number}.")
    return found


@require_safe
@ccg_page()
def consultation_list(request: Request, ccg: CCG) -> HttpResponse:
    """Every consultation for those who see working papers, those that were opened for everyone."""
    working = request.may(Permission.VIEW_WORKING, ccg)
    page = page_of(with_everything(of_ccg(ccg) if working else public_of_ccg(ccg)), request, per_page=25)
    context = {
        "ccg": ccg,
        "page": page,
        "found": facts(page, request.now),
        "working": working,
        "may_run": request.may(Permission.RUN_CONSULTATIONS, ccg),
    }
    return render(request, "votes/consultations.jinja", context)


@require_safe
@ccg_page()
def consultation_detail(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One consultation: the working page, the LMC's own page for its reviewers, or what everyone may know."""
    consultation = of_number(ccg, number)
    if request.may(Permission.VIEW_WORKING, ccg):
        return _working_page(request, consultation)
    if consultation.opened_at and request.may(Permission.ANSWER_CONSULTATION, consultation.lmc):
        return redirect(consultation.lmc_url)
    if consultation.opened_at is None:
        raise Http404("This consultation is a draft.")
    context = {"ccg": ccg, "c": fact(consultation, request.now), "breadcrumbs": crumbs(ccg)}
    return render(request, "votes/consultation_public.jinja", context)


def _working_page(request: Request, consultation: Consultation) -> HttpResponse:
    ccg, found = consultation.ccg, fact(consultation, request.now)
    draft = consultation.state == ConsultationState.DRAFT
    free, barred = reviewers(consultation, request.now)
    context = {
        "ccg": ccg,
        "c": found,
        "drafted_by": consultation.drafted_by,
        "voting_rules": voting_rules_asked_about(consultation),
        "haste_reason": consultation.haste_reason,
        "withdrawn_reason": consultation.withdrawn_reason,
        "further_to": consultation.further_to,
        "further": list(consultation.further_consultations.select_related("ccg").order_by("number")),
        "blockers": opening_blockers(opening_evidence(consultation, request.now), now=request.now) if draft else [],
        "cannot": {act: act_blockers(act, state=found.state) for act in ACTS},
        "reviewers": free,
        "barred": barred,
        "may_run": request.may(Permission.RUN_CONSULTATIONS, ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "votes/consultation.jinja", context)


def _draft_form(request: Request, ccg: CCG, initial: dict[str, Any], keep: Any = None) -> DraftForm:
    lmcs = covering_lmcs(ccg, london(request.now).date())
    if keep is not None and keep not in lmcs:
        lmcs.append(keep)
    data, _ = form_data(request)
    return DraftForm(data, ccg=ccg, lmcs=lmcs, initial=initial)


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Starts a draft."""
    form = _draft_form(request, ccg, {})
    made: list[Consultation] = []
    if submitted(
        request,
        form,
        lambda cleaned: made.append(draft_consultation(ccg=ccg, by=request.person, now=request.now, **cleaned)),
    ):
        return redirect(made[0].url)
    context = {"ccg": ccg, "form": form, "title": "Draft a consultation", "breadcrumbs": crumbs(ccg), "button": "Save"}
    return render(request, "votes/consultation_form.jinja", context)


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_edit(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Changes a draft; afterwards the page says why it cannot be changed."""
    consultation = of_number(ccg, number)
    names = ("kind", "lmc", "title", "question", "constitution", "closes_at", "haste_reason")
    form = _draft_form(request, ccg, {name: getattr(consultation, name) for name in names}, keep=consultation.lmc)
    if submitted(
        request,
        form,
        lambda cleaned: edit_draft(consultation=consultation, by=request.person, now=request.now, **cleaned),
    ):
        return redirect(consultation.url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Change the draft",
        "caption": consultation.title,
        "blockers": act_blockers("edit", state=fact(consultation, request.now).state),
        "breadcrumbs": crumbs(ccg, (consultation.title, consultation.url)),
        "back": consultation.url,
        "button": "Save",
    }
    return render(request, "votes/consultation_form.jinja", context)
