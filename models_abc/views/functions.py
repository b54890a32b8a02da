"""Who decides each function for one CCG, and the agreements that change it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, Place, act_view
from cocommission.shared.clock import london
from cocommission.shared.rules.blockers import STRENGTHS
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.functions import answer_agreement, propose_agreement
from models_abc.forms.functions import AnswerForm, ProposalForm
from models_abc.models import FunctionAgreement
from models_abc.queries.functions import agreements_of, functions_today
from models_abc.rules.functions import choices_for
from models_abc.rules.interest_acts import ANSWER
from models_abc.rules.pros_and_cons import MODELS
from models_abc.terms import AgreementState, Function
from models_abc.terms.functions import ASSIGNABLE, FUNCTION_MEANS, RETAINED


@require_safe
@ccg_page()
def functions_page(request: Request, ccg: CCG) -> HttpResponse:
    """Who decides each function today; agreed and, for those who may see it, proposed changes."""
    held, found = functions_today(ccg, request.now)
    rows = list(agreements_of(ccg))
    sees_working = request.may(Permission.VIEW_WORKING, ccg)
    context = {
        "ccg": ccg,
        "held": held,
        "model": MODELS[held],
        "shared": [one for one in found if one.function not in RETAINED],
        "retained": [one for one in found if one.function in RETAINED],
        "means": FUNCTION_MEANS,
        "strengths": STRENGTHS,
        "agreements": [row for row in rows if row.state == AgreementState.AGREED],
        "proposals": [row for row in rows if row.state != AgreementState.AGREED] if sees_working else [],
        "sees_working": sees_working,
        "may_propose": request.may(Permission.EDIT_APPLICATION, ccg),
        "may_answer": request.may(Permission.REVIEW_APPLICATIONS, ccg.region),
    }
    return render(request, "models_abc/functions.jinja", context)


@ccg_page(Permission.EDIT_APPLICATION)
def propose(request: PersonRequest, ccg: CCG, function: str) -> HttpResponse:
    """Proposes who decides one function. A retained function has no such page."""
    if function not in [str(one) for one in ASSIGNABLE]:
        raise Http404("This function always stays with NHS England.")
    asked = Function(function)
    held, found = functions_today(ccg, request.now)
    today = london(request.now).date()
    form = ProposalForm(*form_data(request), function=asked, model_held=held, on=today)
    if submitted(
        request,
        form,
        lambda data: propose_agreement(ccg=ccg, function=asked, by=request.person, now=request.now, **data),
    ):
        messages.success(request, "Your proposal is with NHS England's regional team.")
        return redirect("functions", code=ccg.code)
    context = {
        "ccg": ccg,
        "function": asked,
        "means": FUNCTION_MEANS[asked],
        "now_decides": next(one for one in found if one.function == asked),
        "held": held,
        "form": form,
        "alone": len(choices_for(asked, held, today)) == 1,
    }
    return render(request, "models_abc/function_propose.jinja", context)


def _functions_of(row: FunctionAgreement) -> str:
    return reverse("functions", args=[row.ccg.code])


answer = act_view(
    ActPage(
        act=ANSWER,
        place=Place(
            noun="agreement",
            find=lambda request, ccg, pk: get_object_or_404(
                FunctionAgreement.objects.select_related("ccg", "proposed_by"), pk=pk, ccg=ccg
            ),
            crumbs=lambda row: [("CCGs", "/ccgs/"), (row.ccg.name, row.ccg.url), ("Who decides", _functions_of(row))],
            caption=lambda row: row.ccg.name,
            home=_functions_of,
        ),
        does=answer_agreement,
        form=AnswerForm,
        button="Send the answer",
        done="The answer is recorded and the CCG is told.",
        template="models_abc/function_answer.jinja",
    )
)
