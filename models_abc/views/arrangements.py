"""The local arrangement for model B: the CCG's side and the region's side of one page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.queries.models_held import model_held
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, Place, act_view, steps
from cocommission.shared.errors import Conflict
from cocommission.shared.forms import ReasonForm
from cocommission.shared.views.documents import attachment
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.arrangements import (
    end_arrangement,
    save_arrangement,
    sign_for_ccg,
    sign_for_region,
    starts_at,
    withdraw_arrangement,
)
from models_abc.forms.arrangements import ArrangementForm
from models_abc.models import Arrangement
from models_abc.queries.arrangements import arrangements_of, current_arrangement, rounds_for_b, terms_digest
from models_abc.readiness.arrangements import facts_of
from models_abc.rules import arrangement_acts as acts
from models_abc.rules.arrangements import lateness_blockers, signing_blockers, start_blockers
from models_abc.terms import ArrangementState

SEE = (Permission.VIEW_WORKING, Permission.REVIEW_APPLICATIONS)


def _current(ccg: CCG) -> Arrangement:
    row = current_arrangement(ccg)
    if row is None:
        raise Http404("There is no arrangement in preparation.")
    return row


ARRANGEMENT = Place(
    noun="arrangement",
    find=lambda request, ccg: _current(ccg),
    crumbs=lambda arrangement: [
        ("CCGs", "/ccgs/"),
        (arrangement.ccg.name, arrangement.ccg.url),
        ("Arrangement for model B", arrangement.get_absolute_url()),
    ],
    caption=lambda arrangement: arrangement.ccg.name,
    home=lambda arrangement: arrangement.get_absolute_url(),
)
STEPS = ((acts.EDIT, "arrangement-edit"), (acts.WITHDRAW, "arrangement-withdraw"), (acts.END, "arrangement-end"))
"""What can be done with an arrangement beside signing it."""


def _blockers(row: Arrangement, request: Request) -> list[Any]:
    """What stands in the way of the next signature; once both have signed, of the start."""
    facts = facts_of(row, request.now)
    if row.state == ArrangementState.AGREED:
        return start_blockers(facts)
    late = lateness_blockers(facts, now=request.now, starts_at=starts_at(row.go_live_on))
    return signing_blockers(facts, now=request.now) + late


@require_safe
@ccg_page()
def arrangement_page(request: Request, ccg: CCG) -> HttpResponse:
    """What was agreed is for everyone; what is being drafted is for those who see working papers."""
    sees_working = any(request.may(permission, ccg) for permission in SEE)
    rows = list(arrangements_of(ccg))
    public = {ArrangementState.AGREED, ArrangementState.LIVE, ArrangementState.ENDED}
    shown = [row for row in rows if sees_working or row.state in public]
    current = next(
        (row for row in shown if row.state not in (ArrangementState.ENDED, ArrangementState.WITHDRAWN)), None
    )
    in_hand = current is not None and not acts.EDIT.blockers(current.state)
    before_start = current is not None and not acts.WITHDRAW.blockers(current.state)
    context = {
        "ccg": ccg,
        "held": model_held(ccg, request.now),
        "current": current,
        "earlier": [row for row in shown if row is not current],
        "in_hand": in_hand,
        "waits_to_start": current is not None and current.state == ArrangementState.AGREED,
        "blockers": _blockers(current, request) if current and before_start else [],
        "seen": terms_digest(current) if current and in_hand else "",
        "steps": steps(request, current, STEPS, code=ccg.code) if current else [],
        "rounds": rounds_for_b(request.now),
        "sees_working": sees_working,
        "may_edit": request.may(Permission.EDIT_APPLICATION, ccg),
        "may_sign": request.may(Permission.SUBMIT_APPLICATION, ccg),
        "may_sign_for_region": request.may(Permission.REVIEW_APPLICATIONS, ccg.region),
    }
    return render(request, "models_abc/arrangement.jinja", context)


@ccg_page(Permission.EDIT_APPLICATION)
def arrangement_edit(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Drafts the arrangement or changes the draft."""
    row = current_arrangement(ccg)
    reasons = acts.EDIT.blockers(row.state) if row is not None else []
    if reasons:
        raise Conflict(*reasons)
    form = ArrangementForm(*form_data(request), ccg=ccg, now=request.now, arrangement=row)

    def save(data: dict[str, Any]) -> Arrangement:
        agreement = data.pop("agreement")
        return save_arrangement(
            ccg=ccg, arrangement=row, agreement_file=agreement, by=request.person, now=request.now, **data
        )

    if submitted(request, form, save):
        messages.success(request, "The arrangement is saved as a draft.")
        return redirect("arrangement", code=ccg.code)
    return render(request, "models_abc/arrangement_form.jinja", {"ccg": ccg, "form": form, "row": row})


@require_POST
@ccg_page(Permission.SUBMIT_APPLICATION, Permission.REVIEW_APPLICATIONS)
def arrangement_sign(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Signs for the side that the person's post is on; a refusal is a page with every reason."""
    row, seen = _current(ccg), request.POST.get("seen", "")
    if request.may(Permission.REVIEW_APPLICATIONS, ccg.region):
        sign_for_region(arrangement=row, seen=seen, by=request.person, now=request.now)
        messages.success(request, "Signed for the region. Model B starts automatically on the agreed day.")
    else:
        sign_for_ccg(arrangement=row, seen=seen, by=request.person, now=request.now)
        messages.success(request, "Signed for the CCG. The region is asked to sign.")
    return redirect("arrangement", code=ccg.code)


arrangement_withdraw = act_view(
    ActPage(
        act=acts.WITHDRAW,
        place=ARRANGEMENT,
        does=withdraw_arrangement,
        form=ReasonForm,
        fill=lambda request, arrangement: {"missing": "Enter why you are withdrawing the arrangement"},
        done="The arrangement is withdrawn.",
    )
)
arrangement_end = act_view(
    ActPage(
        act=acts.END,
        place=ARRANGEMENT,
        does=end_arrangement,
        form=ReasonForm,
        fill=lambda request, arrangement: {"missing": "Enter why joint commissioning ends"},
        done="Joint commissioning ended.",
    )
)


@require_safe
@ccg_page(*SEE)
def arrangement_file(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """The agreement as a download."""
    row = _current(ccg)
    if row.agreement is None:
        raise Http404("No agreement is attached.")
    return attachment(row.agreement)
