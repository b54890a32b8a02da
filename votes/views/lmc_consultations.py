"""The LMC's pages: what it was asked, with the papers, its answers and the CCG's replies."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import LMC
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, lmc_page
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from votes.models import Consultation
from votes.queries.consultation_people import answerer
from votes.queries.consultations import fact, facts, of_lmc, voting_rules_asked_about, with_everything
from votes.rules.consultations import answer_blockers
from votes.views.consultation_papers import paper_file, paper_of
from votes.views.lists import LMC_CONSULTATIONS, lmc_consultation_cells


def crumbs(lmc: LMC, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [(lmc.name, lmc.url), ("Consultations", url_to("lmc-consultations", lmc)), *more]


def asked(lmc: LMC, pk: int) -> Consultation:
    """The consultation that this LMC has before it, with everything, or 404."""
    found = with_everything(of_lmc(lmc).filter(pk=pk)).first()
    if found is None:
        raise Http404(f"{lmc.name} was not asked in this consultation.")
    return found


@require_safe
@lmc_page(Permission.ANSWER_CONSULTATION)
def lmc_consultation_list(request: PersonRequest, lmc: LMC) -> HttpResponse:
    """What the LMC was asked."""
    page = page_of(with_everything(of_lmc(lmc)), request, per_page=25)
    context = {
        "lmc": lmc,
        "page": page,
        "found": LMC_CONSULTATIONS.table(facts(page, request.now), lmc_consultation_cells),
    }
    return render(request, "votes/lmc_consultations.jinja", context)


@require_safe
@lmc_page(Permission.ANSWER_CONSULTATION)
def lmc_consultation(request: PersonRequest, lmc: LMC, pk: int) -> HttpResponse:
    """One consultation with its papers, the answers given and the CCG's replies."""
    consultation = asked(lmc, pk)
    found = fact(consultation, request.now)
    context = {
        "lmc": lmc,
        "c": found,
        "voting_rules": voting_rules_asked_about(consultation),
        "haste_reason": consultation.haste_reason,
        "withdrawn_reason": consultation.withdrawn_reason,
        "further_to": consultation.further_to,
        "blockers": answer_blockers(answerer(consultation, request.person, request.now), state=found.state),
        "breadcrumbs": crumbs(lmc),
    }
    return render(request, "votes/lmc_consultation.jinja", context)


@require_safe
@lmc_page(Permission.ANSWER_CONSULTATION)
def lmc_consultation_paper(request: PersonRequest, lmc: LMC, pk: int, paper: int) -> HttpResponse:
    """Downloads a paper."""
    return paper_file(paper_of(asked(lmc, pk), paper))
