"""Expressions of interest, by a CCG's officer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.interests import express_interest, withdraw_interest
from models_abc.forms.rounds import InterestForm, WhyForm
from models_abc.models import Round
from models_abc.queries.rounds import interest_of
from models_abc.rules.rounds import interest_blockers
from models_abc.terms import InterestState


@ccg_page(Permission.EDIT_APPLICATION)
def interest(request: PersonRequest, ccg: CCG, slug: str) -> HttpResponse:
    """Says, or says again, which model the CCG would like and how soon."""
    row = get_object_or_404(Round, slug=slug)
    known = interest_of(ccg, row)
    initial = {name: getattr(known, name) for name in ("category", "readiness", "text")} if known else {}
    form = InterestForm(*form_data(request), round=row, initial=initial)
    if submitted(
        request,
        form,
        lambda data: express_interest(ccg=ccg, round=row, by=request.person, now=request.now, **data),
    ):
        messages.success(request, f"NHS England knows about the interest of {ccg.name}.")
        return redirect(row.url)
    context = {
        "ccg": ccg,
        "round": row,
        "known": known,
        "standing": known is not None and known.state == InterestState.STANDING,
        "form": form,
        "blockers": interest_blockers(opens_at=row.opens_at, closes_at=row.closes_at, now=request.now),
    }
    return render(request, "models_abc/interest.jinja", context)


@ccg_page(Permission.EDIT_APPLICATION)
def interest_withdraw(request: PersonRequest, ccg: CCG, slug: str) -> HttpResponse:
    """Takes the expression of interest back."""
    row = get_object_or_404(Round, slug=slug)
    known = interest_of(ccg, row)
    if known is None:
        raise Http404("The CCG has expressed no interest in this round.")
    form = WhyForm(*form_data(request))
    if submitted(
        request, form, lambda data: withdraw_interest(interest=known, by=request.person, now=request.now, **data)
    ):
        messages.success(request, "The expression of interest is withdrawn.")
        return redirect(row.url)
    context = {
        "ccg": ccg,
        "title": "Withdraw the expression of interest",
        "caption": f"{ccg.name}, {row.name}",
        "form": form,
        "button": "Withdraw",
        "back": reverse("interest", args=[ccg.code, slug]),
        "blockers": interest_blockers(opens_at=row.opens_at, closes_at=row.closes_at, now=request.now),
    }
    return render(request, "models_abc/small_form.jinja", context)
