"""Papers of a consultation at the CCG: add, replace, take out, download."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG, Constitution
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.views.documents import attachment
from votes.actions.consultation_papers import add_constitution_paper, add_paper, add_paper_version, remove_paper
from votes.forms.consultations import PaperForm, VersionForm
from votes.models import Consultation, ConsultationPaper
from votes.rules import consultation_acts as acts
from votes.views.consultations import CONSULTATION, of_number


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


def _add(*, constitution: Constitution | None, title: str, file: Any, **given: Any) -> None:
    """Adds the text of a constitution version where one was chosen, else the file."""
    if constitution is not None:
        add_constitution_paper(constitution=constitution, **given)
    else:
        add_paper(title=title, file=file, **given)


consultation_paper_new = act_view(
    ActPage(
        act=acts.PAPERS,
        place=CONSULTATION,
        does=_add,
        form=PaperForm,
        fill=lambda request, consultation: {"ccg": consultation.ccg},
        done="The paper is added.",
    )
)
VERSION = ActPage(
    act=acts.VERSION,
    place=CONSULTATION,
    does=lambda consultation, **given: add_paper_version(**given),
    form=VersionForm,
    done="The new version is added. The LMC is told, and earlier answers are outdated.",
)


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_paper_version(request: PersonRequest, ccg: CCG, number: int, paper: int) -> HttpResponse:
    """Adds a new version of a paper that the LMC has before it."""
    consultation = of_number(ccg, number)
    row = paper_of(consultation, paper)
    return act_page(request, VERSION, consultation, shown={"caption": row.title}, paper=row)


@require_POST
@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_paper_remove(request: PersonRequest, ccg: CCG, number: int, paper: int) -> HttpResponse:
    """Takes a paper out of a draft."""
    consultation = of_number(ccg, number)
    remove_paper(paper=paper_of(consultation, paper), by=request.person, now=request.now)
    messages.success(request, "The paper is removed.")
    return redirect(consultation.url)
