"""What a governance officer does with a consultation: one page, one act."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.views.sending import number_of
from votes.actions.consultation_answers import reply_to_lmc
from votes.actions.consultation_life import draft_further_consultation, publish_summary, withdraw_consultation
from votes.actions.consultations import extend_consultation, open_consultation
from votes.forms.consultations import ExtensionForm, ReplyForm, SummaryForm, WithdrawalForm
from votes.models import Consultation
from votes.queries.consultations import fact
from votes.rules import consultation_acts as acts
from votes.views.consultations import CONSULTATION, of_number

consultation_extend = act_view(
    ActPage(
        act=acts.EXTEND,
        place=CONSULTATION,
        does=extend_consultation,
        form=ExtensionForm,
        fill=lambda request, consultation: {"initial": {"closes_at": consultation.closes_at}},
        done="The consultation is extended. The LMC has been told.",
    )
)


def _answers_lost(request: PersonRequest, consultation: Consultation) -> list[str]:
    given = len(consultation.answers.all())
    return ["The answers that the LMC gave no longer count."] if given else []


consultation_withdraw = act_view(
    ActPage(
        act=acts.WITHDRAW,
        place=CONSULTATION,
        does=withdraw_consultation,
        form=WithdrawalForm,
        loses=_answers_lost,
        done="Withdrawn.",
    )
)
consultation_publish = act_view(
    ActPage(
        act=acts.PUBLISH,
        place=CONSULTATION,
        does=publish_summary,
        form=SummaryForm,
        fill=lambda request, consultation: {"initial": {"summary": consultation.summary}},
        done="Published.",
    )
)
REPLY = ActPage(
    act=acts.REPLY,
    place=CONSULTATION,
    does=lambda consultation, **given: reply_to_lmc(**given),
    form=ReplyForm,
    done="Your reply is recorded. The LMC has been told.",
    template="votes/consultation_reply.jinja",
)


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_reply(request: PersonRequest, ccg: CCG, number: int, answer: int) -> HttpResponse:
    """Replies to one answer of the LMC (LMC-04)."""
    consultation = of_number(ccg, number)
    row = next((each for each in consultation.answers.all() if each.number == answer), None)
    if row is None:
        raise Http404(f"There is no answer {answer}.")
    read = next(each for each in fact(consultation, request.now).answers if each.number == answer)
    return act_page(request, REPLY, consultation, shown={"answer": read}, answer=row, form_token=number_of(request))


@require_POST
@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_open(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Opens a draft; a refusal is a page with every reason."""
    consultation = of_number(ccg, number)
    open_consultation(consultation=consultation, by=request.person, now=request.now)
    messages.success(
        request, f"The consultation is open. The reviewers of {consultation.lmc.name} are invited to answer."
    )
    return redirect(consultation.url)


@require_POST
@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_further(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Drafts a further consultation with the same papers."""
    consultation = of_number(ccg, number)
    further = draft_further_consultation(consultation=consultation, by=request.person, now=request.now)
    messages.success(request, "A further consultation is drafted. Set its closing time and open it.")
    return redirect(further.url)
