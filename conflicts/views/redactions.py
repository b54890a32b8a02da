"""What is kept off the registers: requests for redaction, and the Guardian's decisions (COI-11)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page, person_ccg_page
from ccgs.views.acts import ActPage, Place, act_page
from cocommission.shared.pages import url_to
from conflicts.actions.redactions import LIVE, decide_redaction, lift_redaction, redactions_url, request_redaction
from conflicts.forms.registers import DecisionForm, LiftForm, RedactionForm
from conflicts.models import Interest, Redaction
from conflicts.queries.register_changes import own_interest, redactions_of
from conflicts.rules import redaction_acts as acts
from conflicts.rules.publication import (
    redaction_decision_blockers,
    redaction_lift_blockers,
)
from conflicts.views.registers import crumbs, interests_crumb


def _own_entry(request: PersonRequest, ccg: CCG, number: int) -> Interest:
    interest = own_interest(ccg, number, request.person)
    if interest is None:
        raise Http404("You have no entry of this number on the register.")
    return interest


REQUEST = ActPage(
    act=acts.REQUEST,
    place=Place(
        noun="interest",
        find=_own_entry,
        crumbs=lambda interest: crumbs(interest.ccg, interests_crumb(interest.ccg)),
        caption=lambda interest: f"Entry {interest.number}",
    ),
    does=request_redaction,
    form=RedactionForm,
    fill=lambda request, interest: {"initial": {"whole": "yes"}},
    intro="Only the Conflicts of Interest Guardian decides this, with a reason. The full entry is kept. Until the "
    "decision an entry that is public stays public.",
    cites=True,
    button="Ask the Guardian",
    done="The Conflicts of Interest Guardian has been told and will decide.",
    then=lambda interest: url_to("redaction-request", interest),
    template="conflicts/redaction_request.jinja",
)


@person_ccg_page
def redaction_request(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The declarant asks to keep their own entry off the public page, and reads what was decided."""
    interest = _own_entry(request, ccg, number)
    requests = list(interest.redactions.order_by("-pk"))
    live = any(asked.state in LIVE for asked in requests)
    return act_page(request, REQUEST, interest, shown={"requests": requests, "live": live})


@require_safe
@ccg_page(Permission.GUARD_CONFLICTS)
def redactions(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Every request, for the Guardian."""
    context = {"ccg": ccg, "requests": list(redactions_of(ccg)), "breadcrumbs": crumbs(ccg)}
    return render(request, "conflicts/redactions.jinja", context)


def _of_ccg(ccg: CCG, pk: int) -> Redaction:
    found = redactions_of(ccg).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such request.")
    return found


REDACTION = Place(
    noun="redaction",
    find=lambda request, ccg, pk: _of_ccg(ccg, pk),
    crumbs=lambda redaction: crumbs(redaction.ccg, ("Redactions", redactions_url(redaction.ccg))),
    caption=lambda redaction: str(redaction.interest.person.name),
)


def _own(request: PersonRequest, redaction: Redaction) -> dict[str, Any]:
    return {"is_own": redaction.interest.person_id == request.person.pk, "reason": "given"}


DECIDE = ActPage(
    act=acts.DECIDE,
    place=REDACTION,
    does=decide_redaction,
    form=DecisionForm,
    barred=lambda request, redaction: redaction_decision_blockers(**_own(request, redaction)),
    done="Your decision is recorded. The person who declared is told.",
    template="conflicts/redaction.jinja",
)
LIFT = ActPage(
    act=acts.LIFT,
    place=REDACTION,
    does=lift_redaction,
    form=LiftForm,
    barred=lambda request, redaction: redaction_lift_blockers(**_own(request, redaction)),
    done="The redaction is lifted. The person who declared is told.",
    template="conflicts/redaction.jinja",
)


@ccg_page(Permission.GUARD_CONFLICTS)
def redaction(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """The Guardian reads a request in full and decides it, or lifts what was granted."""
    found = _of_ccg(ccg, pk)
    waits, granted = (not act.blockers(found.state) for act in (acts.DECIDE, acts.LIFT))
    title = f"Request about entry {found.interest.number}"
    shown = {"title": title, "back": redactions_url(ccg), "waits": waits, "granted": granted}
    return act_page(request, DECIDE if waits else LIFT, found, shown=shown)
