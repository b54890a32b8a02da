"""The CCG's pages of LMC consultations, and what the public sees of them."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, Place, act_view, steps
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.rules.facts import facts_in, gather, values
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
from votes.rules import consultation_acts as acts
from votes.rules.consultations import opening_blockers
from votes.rules.facts import ConsultedFacts
from votes.terms.consultations import ConsultationState
from votes.views.lists import CONSULTATIONS, consultation_cells

ON_THE_PAGE = {"papers": acts.PAPERS, "version": acts.VERSION, "reply": acts.REPLY, "further": acts.FURTHER}
"""Acts that have their own place on the page of a consultation."""
STEPS = (
    (acts.EDIT, "consultation-edit"),
    (acts.EXTEND, "consultation-extend"),
    (acts.PUBLISH, "consultation-publish"),
    (acts.WITHDRAW, "consultation-withdraw"),
)
"""What else can be done with it."""


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Consultations", url_to("consultations", ccg)), *more]


def of_number(ccg: CCG, number: int) -> Consultation:
    """The consultation of this CCG with everything, or 404."""
    found = with_everything(of_ccg(ccg).filter(number=number)).first()
    if found is None:
        raise Http404(f"{ccg.name} has no consultation {number}.")
    return found


CONSULTATION = Place(
    noun="consultation",
    find=lambda request, ccg, number: of_number(ccg, number),
    crumbs=lambda consultation: crumbs(consultation.ccg, (consultation.title, consultation.url)),
)


@require_safe
@ccg_page()
def consultation_list(request: Request, ccg: CCG) -> HttpResponse:
    """Every consultation for those who see working papers, those that were opened for everyone."""
    working = request.may(Permission.VIEW_WORKING, ccg)
    page = page_of(with_everything(of_ccg(ccg) if working else public_of_ccg(ccg)), request, per_page=25)
    context = {
        "ccg": ccg,
        "page": page,
        "found": CONSULTATIONS.table(facts(page, request.now), partial(consultation_cells, working=working)),
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
        "cannot": {name: act.blockers(found.state) for name, act in ON_THE_PAGE.items()},
        "steps": steps(request, consultation, STEPS, code=ccg.code, number=consultation.number),
        "reviewers": free,
        "barred": barred,
        "may_run": request.may(Permission.RUN_CONSULTATIONS, ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "votes/consultation.jinja", context)


def _draft(request: PersonRequest, consultation: Consultation) -> dict[str, Any]:
    lmcs = covering_lmcs(consultation.ccg, london(request.now).date())
    if consultation.lmc not in lmcs:
        lmcs.append(consultation.lmc)
    return {
        "ccg": consultation.ccg,
        "lmcs": lmcs,
        "initial": {
            "lmc": consultation.lmc,
            "constitution": consultation.constitution,
            **values(facts_in(ConsultedFacts, consultation)),
        },
    }


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Starts a draft."""
    form = DraftForm(form_data(request)[0], ccg=ccg, lmcs=covering_lmcs(ccg, london(request.now).date()))
    made: list[Consultation] = []
    if submitted(
        request,
        form,
        lambda data: made.append(
            draft_consultation(ccg=ccg, by=request.person, now=request.now, **gather(ConsultedFacts, data))
        ),
    ):
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Draft a consultation",
        "caption": ccg.name,
        "breadcrumbs": crumbs(ccg),
        "back": url_to("consultations", ccg),
        "button": "Save",
    }
    return render(request, "forms/act.jinja", context)


consultation_edit = act_view(
    ActPage(
        act=acts.EDIT,
        place=CONSULTATION,
        does=edit_draft,
        form=DraftForm,
        fill=_draft,
        button="Save",
        done="The draft is changed.",
    )
)
