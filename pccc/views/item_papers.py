"""Papers of agenda items (PCC-13)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.views.documents import attachment
from pccc.actions.items import add_paper, remove_paper
from pccc.forms.meetings import PaperForm, PaperOutForm
from pccc.models import AgendaItem, ItemPaper
from pccc.rules import meeting_acts as acts
from pccc.views.meeting_access import MEETING, RUN, found_meeting, item_of, run_meeting

PAPER = ActPage(
    act=acts.PAPER,
    place=MEETING,
    does=lambda meeting, **given: add_paper(**given),
    form=PaperForm,
    done="The paper is added.",
    leads=lambda paper: str(paper.item.url),
)
PAPER_OUT = ActPage(
    act=acts.PAPER_OUT,
    place=MEETING,
    does=lambda meeting, **given: remove_paper(**given),
    form=PaperOutForm,
    done="The paper is removed.",
    leads=lambda paper: str(paper.item.url),
)


@ccg_page(RUN)
def paper_new(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Adds a paper."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    return act_page(request, PAPER, row, shown={"back": one.url}, item=one)


def _paper(item: AgendaItem, pk: int) -> ItemPaper:
    found = next((paper for paper in item.papers.all() if paper.pk == pk), None)
    if found is None:
        raise Http404("There is no such paper.")
    found.item = item
    return found


@require_safe
@ccg_page()
def paper_file(request: Request, ccg: CCG, number: int, meeting: int, item: int, paper: int) -> HttpResponse:
    """Downloads a paper with the rights of the meeting: a ruling can keep it from a member (PCC-13)."""
    row, viewer = found_meeting(request, ccg, number, meeting)
    one = item_of(row, item)
    if not viewer.sees(one):
        raise Http404("This item is taken in private.")
    if not viewer.reads(one):
        raise PermissionDenied("The chair decided that you do not get the papers of this item (rule PCC-13).")
    return attachment(_paper(one, paper).document)


@ccg_page(RUN)
def paper_remove(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int, paper: int) -> HttpResponse:
    """Takes a paper out; it is kept on record."""
    row = run_meeting(ccg, number, meeting)
    one = item_of(row, item)
    sheet = _paper(one, paper)
    title = f"Remove the paper: {sheet.title}"
    return act_page(request, PAPER_OUT, row, shown={"title": title, "button": title, "back": one.url}, paper=sheet)
