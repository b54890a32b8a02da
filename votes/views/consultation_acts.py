"""What a governance officer does with a consultation: one page, one act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.views.sending import number_of
from cocommission.shared.views.submitting import form_data, submitted
from votes.actions.consultation_answers import reply_to_lmc
from votes.actions.consultation_life import draft_further_consultation, publish_summary, withdraw_consultation
from votes.actions.consultations import extend_consultation, open_consultation
from votes.forms.consultations import ExtensionForm, ReplyForm, SummaryForm, WithdrawalForm
from votes.models import Consultation
from votes.queries.consultations import fact
from votes.rules.consultation_acts import act_blockers
from votes.views.consultations import crumbs, of_number


def _act_page(
    request: Request,
    consultation: Consultation,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    name: str,
    title: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """A page with one form; its button is disabled, with the reasons, where the state does not allow the act."""
    if submitted(request, form, act):
        messages.success(request, done)
        return redirect(consultation.url)
    found = fact(consultation, request.now)
    context |= {
        "ccg": consultation.ccg,
        "c": found,
        "form": form,
        "title": title,
        "caption": consultation.title,
        "blockers": act_blockers(name, state=found.state),
        "breadcrumbs": crumbs(consultation.ccg, (consultation.title, consultation.url)),
        "back": consultation.url,
        "button": title,
    }
    return render(request, "votes/consultation_form.jinja", context)


@require_POST
@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_open(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Opens a draft; a refusal is a page with every reason."""
    consultation = of_number(ccg, number)
    open_consultation(consultation=consultation, by=request.person, now=request.now)
    messages.success(request, f"Open. The reviewers of {consultation.lmc.name} are invited to answer.")
    return redirect(consultation.url)


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_extend(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Puts the close off, with a reason."""
    consultation = of_number(ccg, number)
    form = ExtensionForm(form_data(request)[0], initial={"closes_at": consultation.closes_at})
    return _act_page(
        request,
        consultation,
        form,
        lambda cleaned: extend_consultation(consultation=consultation, by=request.person, now=request.now, **cleaned),
        name="extend",
        title="Extend the consultation",
        done="Extended. The LMC is told.",
    )


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_withdraw(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Takes a draft or an open consultation back, with a reason."""
    consultation = of_number(ccg, number)
    return _act_page(
        request,
        consultation,
        WithdrawalForm(form_data(request)[0]),
        lambda cleaned: withdraw_consultation(consultation=consultation, by=request.person, now=request.now, **cleaned),
        name="withdraw",
        title="Withdraw the consultation",
        done="Withdrawn.",
    )


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_publish(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Publishes the summary."""
    consultation = of_number(ccg, number)
    return _act_page(
        request,
        consultation,
        SummaryForm(form_data(request)[0], initial={"summary": consultation.summary}),
        lambda cleaned: publish_summary(consultation=consultation, by=request.person, now=request.now, **cleaned),
        name="publish",
        title="Publish the summary",
        done="Published.",
    )


@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_reply(request: PersonRequest, ccg: CCG, number: int, answer: int) -> HttpResponse:
    """Replies to one answer of the LMC (LMC-04)."""
    consultation = of_number(ccg, number)
    row = next((found for found in consultation.answers.all() if found.number == answer), None)
    if row is None:
        raise Http404(f"There is no answer {answer}.")
    found = next(seen for seen in fact(consultation, request.now).answers if seen.number == answer)
    return _act_page(
        request,
        consultation,
        ReplyForm(form_data(request)[0]),
        lambda cleaned: reply_to_lmc(
            answer=row, form_token=number_of(request), by=request.person, now=request.now, **cleaned
        ),
        name="reply",
        title="Reply to the LMC",
        done="The reply is on record and the LMC is told.",
        answer=found,
    )


@require_POST
@ccg_page(Permission.RUN_CONSULTATIONS)
def consultation_further(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Drafts a further consultation with the same papers."""
    consultation = of_number(ccg, number)
    further = draft_further_consultation(consultation=consultation, by=request.person, now=request.now)
    messages.success(request, "A further consultation is drafted. Set its closing time and open it.")
    return redirect(further.url)
