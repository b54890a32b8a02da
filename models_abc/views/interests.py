"""Expressions of interest, by a CCG's officer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, Place, act_view
from cocommission.shared.forms import ReasonForm
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.interests import express_interest, withdraw_interest
from models_abc.forms.rounds import InterestForm
from models_abc.models import ExpressionOfInterest, Round
from models_abc.queries.rounds import interest_of
from models_abc.rules import interest_acts as acts
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


def _known(request: Request, ccg: CCG, slug: str) -> ExpressionOfInterest:
    known = interest_of(ccg, get_object_or_404(Round, slug=slug))
    if known is None:
        raise Http404("The CCG has expressed no interest in this round.")
    return known


def _round_is_not_open(request: PersonRequest, interest: ExpressionOfInterest) -> list[Blocker]:
    row = interest.round
    return interest_blockers(opens_at=row.opens_at, closes_at=row.closes_at, now=request.now)


INTEREST = Place(
    noun="interest",
    find=_known,
    crumbs=lambda interest: [
        ("CCGs", "/ccgs/"),
        (interest.ccg.name, interest.ccg.url),
        (interest.round.name, interest.round.url),
    ],
    caption=lambda interest: f"{interest.ccg.name}, {interest.round.name}",
    home=lambda interest: reverse("interest", args=[interest.ccg.code, interest.round.slug]),
)
interest_withdraw = act_view(
    ActPage(
        act=acts.WITHDRAW,
        place=INTEREST,
        does=withdraw_interest,
        form=ReasonForm,
        fill=lambda request, interest: {"missing": "Enter why the CCG withdraws its interest"},
        barred=_round_is_not_open,
        button="Withdraw",
        done="The expression of interest is withdrawn.",
        then=lambda interest: interest.round.url,
    )
)
