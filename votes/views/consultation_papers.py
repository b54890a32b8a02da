"""Papers of a consultation at the CCG: add, replace, take out, download."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.views.documents import attachment
from cocommission.shared.views.submitting import form_data, submitted
from votes.actions.consultation_papers import add_constitution_paper, add_paper, add_paper_version, remove_paper
from votes.forms.consultations import PaperForm, VersionForm
from votes.models import Consultation, ConsultationPaper
from votes.queries.consultations import fact
from votes.rules.consultation_acts import act_blockers
from votes.views.consultations import crumbs, of_number


def paper_of(consultation: Consultation, pk: int) -> ConsultationPaper:
    """A paper of this consultation that was not taken out, any version, or 404."""
    found = next((paper for paper in consultation.papers.all() if paper.pk == pk), None)
    if found is None:
        raise Http404("There is no such paper.")
    return found


def paper_file(paper: ConsultationPaper) -> HttpResponse:
    """The paper as a download: the file, or the constitution's text as Markdown."""
    if paper.document is not None:
        return attachment(paper.document)
    constitution = paper.constitution
    if constitution is None:  # the database's constraint has either
        raise Http404("This paper has no text.")
    response = HttpResponse(constitution.text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="constitution-{constitution.number}.md"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def consultation_paper(request: PersonRequest, ccg: CCG, number: int, paper: int) -> HttpResponse:
    """Downloads a paper."""
    return paper_file(paper_of(of_number(ccg, number), paper))


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_paper_new(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Adds a paper to a draft."""
    consultation = of_number(ccg, number)
    form = PaperForm(*form_data(request), ccg=ccg)

    def act(cleaned: dict[str, Any]) -> None:
        common: dict[str, Any] = {"consultation": consultation, "by": request.person, "now": request.now}
        if cleaned["constitution"] is not None:
            add_constitution_paper(constitution=cleaned["constitution"], **common)
        else:
            add_paper(title=cleaned["title"], file=cleaned["file"], **common)

    if submitted(request, form, act):
        messages.success(request, "The paper is added.")
        return redirect(consultation.url)
    return _form_page(request, consultation, form, title="Add a paper", act="papers")


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_paper_version(request: PersonRequest, ccg: CCG, number: int, paper: int) -> HttpResponse:
    """Adds a new version of a paper that the LMC has before it."""
    consultation = of_number(ccg, number)
    row = paper_of(consultation, paper)
    form = VersionForm(*form_data(request))
    if submitted(
        request, form, lambda cleaned: add_paper_version(paper=row, by=request.person, now=request.now, **cleaned)
    ):
        messages.success(request, "The new version is added. The LMC is told, and an earlier answer is outdated.")
        return redirect(consultation.url)
    return _form_page(request, consultation, form, title="Add a new version", act="version", caption=row.title)


def _form_page(
    request: Request, consultation: Consultation, form: Any, *, title: str, act: str, caption: str = ""
) -> HttpResponse:
    context = {
        "ccg": consultation.ccg,
        "form": form,
        "title": title,
        "caption": caption or consultation.title,
        "blockers": act_blockers(act, state=fact(consultation, request.now).state),
        "breadcrumbs": crumbs(consultation.ccg, (consultation.title, consultation.url)),
        "back": consultation.url,
        "button": title,
        "upload": True,
    }
    return render(request, "votes/consultation_form.jinja", context)


@require_POST
@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_paper_remove(request: PersonRequest, ccg: CCG, number: int, paper: int) -> HttpResponse:
    """Takes a paper out of a draft."""
    consultation = of_number(ccg, number)
    remove_paper(paper=paper_of(consultation, paper), by=request.person, now=request.now)
    messages.success(request, "The paper is taken out.")
    return redirect(consultation.url)
