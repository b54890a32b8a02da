"""Pages of breaches: what everybody reads each quarter, the report of anybody, one breach for who works it."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page, sign_in_first, signed_in
from ccgs.views.acts import Place, steps
from cocommission.shared.addresses import client_address
from cocommission.shared.errors import Refused
from cocommission.shared.forms.numbers import FIELD, made_for
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.sending import number_of, secret
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.breaches import barred_from, report_breach
from conflicts.forms.breaches import PublicReportForm, ReportForm
from conflicts.models import Breach
from conflicts.queries.breaches import for_person, investigated_by, quarters, too_many_public_reports
from conflicts.queries.standing import guardian_in_post
from conflicts.rules import breach_acts as acts
from conflicts.rules.breaches import BreachFacts, conclusion_blockers
from conflicts.terms.breaches import BreachState
from conflicts.views.registers import crumbs

ON_THE_PAGE = {"take_up": acts.TAKE_UP, "conclude": acts.CONCLUDE, "england": acts.ENGLAND}
"""Acts that are buttons on the page of a breach."""
STEPS = (
    (acts.FINDINGS, "breach-findings"),
    (acts.ASSIGN, "breach-investigator"),
    (acts.PUBLISH, "breach-publish"),
    (acts.DISMISS, "breach-dismiss"),
)
"""What can be done with a breach beside the buttons of its page."""
REPORTS_AN_HOUR = 5
TOO_MANY = "Too many reports came in during the last hour. Try again later, or write to the Guardian of the CCG."


def breaches_crumb(ccg: CCG) -> tuple[str, str]:
    """The link back to the page of breaches."""
    return ("Breaches", url_to("breaches", ccg))


def of_number(request: PersonRequest, ccg: CCG, number: int) -> Breach:
    """The breach, for those who may see it; for others there is none."""
    guards = request.may(Permission.GUARD_CONFLICTS, ccg)
    rows = for_person(ccg, request.person, request.now, guards=guards)
    rows = rows.select_related("person", "reported_by", "interest")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404("You cannot see a breach with this number.")
    return found


BREACH = Place(
    noun="breach",
    find=lambda request, ccg, number: of_number(request, ccg, number),
    crumbs=lambda breach: crumbs(breach.ccg, breaches_crumb(breach.ccg)),
    caption=str,
)


@require_safe
@ccg_page()
def breaches(request: Request, ccg: CCG) -> HttpResponse:
    """What is published, quarter by quarter, none included; below, what the reader works or reported."""
    mine = None
    if request.person is not None:
        guards = request.may(Permission.GUARD_CONFLICTS, ccg)
        mine = page_of(for_person(ccg, request.person, request.now, guards=guards), request, per_page=25)
    context = {
        "ccg": ccg,
        "quarters": quarters(ccg, request.now),
        "guardian": guardian_in_post(ccg, request.now),
        "mine": mine,
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/breaches.jinja", context)


def _address_key(request: Request) -> str:
    return f"breach-report:{client_address(request)}"


def _require_few(request: Request, ccg: CCG) -> None:
    """Raises Refused when the public form rests: too many reports from one address, or to one CCG, in an hour."""
    key = _address_key(request)
    cache.add(key, 0, timeout=3600)
    if cache.get(key, 0) >= REPORTS_AN_HOUR or too_many_public_reports(ccg, request.now):
        raise Refused(TOO_MANY, status=429)


def _report(request: Request, ccg: CCG, cleaned: dict[str, Any]) -> None:
    about = guardian_in_post(ccg, request.now) if cleaned.pop("about_guardian") else None
    if request.person is None:
        _require_few(request, ccg)
    report_breach(
        ccg=ccg,
        facts=BreachFacts(**cleaned),
        person=about,
        form_token=number_of(request),
        by=request.person,
        now=request.now,
    )
    if request.person is None:
        cache.incr(_address_key(request))


@secret
@ccg_page()
def breach_report(request: Request, ccg: CCG) -> HttpResponse:
    """Anybody reports a breach; who is not signed in may leave a name, or not.

    Who opened the form signed in and was signed out meanwhile signs in first: their report never becomes anonymous.
    """
    number = str(request.POST.get(FIELD, ""))
    if number and request.person is None and not made_for(number, None):
        return sign_in_first(request)
    form_class = ReportForm if request.person is not None else PublicReportForm
    form = form_class(form_data(request)[0])
    if submitted(request, form, lambda cleaned: _report(request, ccg, dict(cleaned))):
        return redirect("breach-reported", ccg.code)
    context = {"ccg": ccg, "form": form, "breadcrumbs": crumbs(ccg, breaches_crumb(ccg))}
    return render(request, "conflicts/breach_report.jinja", context)


@require_safe
@ccg_page()
def breach_reported(request: Request, ccg: CCG) -> HttpResponse:
    """What happens now."""
    context = {
        "ccg": ccg,
        "guardian": guardian_in_post(ccg, request.now),
        "breadcrumbs": crumbs(ccg, breaches_crumb(ccg)),
    }
    return render(request, "conflicts/breach_reported.jinja", context)


@require_safe
@ccg_page()
def breach(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One breach: the Guardian and the investigator see what was found, the reporter what became of it."""
    if not signed_in(request):
        return sign_in_first(request)
    found = of_number(request, ccg, number)
    guards = request.may(Permission.GUARD_CONFLICTS, ccg)
    investigates = investigated_by(request.person, request.now).filter(pk=found.pk).exists()
    last_word = barred_from(acts.CONCLUDE, found, request.person)
    barred = acts.LAST_WORD if last_word or not guards else frozenset()
    barred -= {acts.FINDINGS} if investigates else frozenset()
    offered = [(act, name) for act, name in STEPS if act not in barred]
    context = {
        "ccg": ccg,
        "b": found,
        "guards": guards,
        "investigates": investigates,
        "sees_all": guards or investigates,
        "late": found.assigned_at is None and found.investigate_by_at is not None
        and found.state in (BreachState.DRAFT, BreachState.REPORTED) and request.now > found.investigate_by_at,
        "steps": steps(request, found, offered, code=ccg.code, number=number),
        "cannot": {name: act.blockers(found.state) for name, act in ON_THE_PAGE.items()},
        "conclusion": [
            *last_word,
            *conclusion_blockers(findings=found.findings, learning=found.learning, actions=found.actions),
        ],
        "last_word": last_word,
        "breadcrumbs": crumbs(ccg, breaches_crumb(ccg)),
    }  # fmt: skip
    return render(request, "conflicts/breach.jinja", context)


def done(request: Request, ccg: CCG, number: int, words: str) -> HttpResponse:
    """Back to the breach, with what was done in words."""
    messages.success(request, words)
    return redirect("breach", ccg.code, number)
