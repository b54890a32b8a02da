"""What everybody sees of committees, and the working part of their pages."""

from datetime import date, datetime, time
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import Place, steps
from cocommission.shared.clock import LONDON, london
from cocommission.shared.forms import DateField, NHSForm
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.documents import attachment
from pccc.models import Committee, TermsOfReference
from pccc.queries.composition import deputies, facts_of, in_order, terms_at
from pccc.queries.seats import endings, seats_on, undeclared
from pccc.rules import committee_acts as acts
from pccc.rules.committee_acts import activation_blockers
from pccc.rules.composition import judged
from pccc.rules.quorum.language import sentence
from pccc.rules.seats_picture import seats_picture
from pccc.terms.meetings import Remedy
from pccc.views.lists import COMMITTEES, committee_cells, committees_seen


class DayForm(NHSForm):
    """The day for which a page is asked."""

    on = DateField(label="As at", required=False)


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Committees", url_to("committees", ccg)), *more]


def of_number(request: Request, ccg: CCG, number: int) -> Committee:
    """The committee of this CCG; one that is being set up only for those who see working papers. Else 404."""
    found = committees_seen(request, ccg).select_related("ccg", "region", "parent__ccg", "agreement")
    committee = found.defer("agreement__content").filter(number=number).first()
    if committee is None:
        raise Http404(f"{ccg.name} has no committee {number}.")
    return committee


COMMITTEE = Place(
    noun="committee",
    find=of_number,
    crumbs=lambda committee: crumbs(committee.ccg, (committee.name, committee.url)),
)
STEPS = (
    (acts.SEAT, "committee-seat-new"),
    (acts.TERMS, "committee-terms-new"),
    (acts.INVITE, "committee-invite"),
    (acts.EDIT, "committee-edit"),
    (acts.END, "committee-end"),
)
"""What can be done with a committee; seats and members have their own links."""


@require_safe
@ccg_page()
def committee_list(request: Request, ccg: CCG) -> HttpResponse:
    """The committees of the CCG; those that are being set up for those who see working papers."""
    page = page_of(committees_seen(request, ccg), request, per_page=25)
    context = {
        "ccg": ccg,
        "page": page,
        "committees": COMMITTEES.table(page, committee_cells(list(page), request.now)),
        "may_run": request.may(Permission.RUN_COMMITTEES, ccg),
    }
    return render(request, "pccc/committees.jinja", context)


def moment_of_page(request: Request) -> tuple[DayForm, datetime, bool]:
    """The day that is asked for: the end of a past or coming day, now for today; and whether it is another day."""
    asked = any(key == "on" or key.startswith("on[") for key in request.GET)
    form = DayForm(request.GET if asked else None, initial={"on": london(request.now).date()})
    on: date | None = form.cleaned_data.get("on") if asked and form.is_valid() else None
    if on is None or on == london(request.now).date():
        return form, request.now, False
    return form, datetime.combine(on, time(23, 59, 59), LONDON), True


@require_safe
@ccg_page()
def committee_detail(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One committee as at a day: who sits, how it is composed, its terms of reference; working parts for the CCG."""
    committee = of_number(request, ccg, number)
    form, at, other_day = moment_of_page(request)
    facts = facts_of([committee], at)[committee.pk]
    composed = judged(facts)
    terms = terms_at(committee, london(at).date())
    working = request.may(Permission.VIEW_WORKING, ccg)
    context: dict[str, Any] = {
        "ccg": ccg,
        "committee": committee,
        "form": form,
        "at": at,
        "other_day": other_day,
        "composed": composed,
        "votes": seats_picture(facts.sitters),
        "seats": seats_on(committee, at, facts.sitters, deputies(committee, at)),
        "chairs": in_order(s for s in facts.sitters if s.office),
        "terms": terms,
        "quorum": sentence(terms.quorum) if terms else "",
        "remedies": [str(Remedy(code).label) for code in terms.remedies] if terms else [],
        "versions": list(committee.terms.order_by("-number")),
        "invitations": list(committee.invitations.order_by("body", "organisation")),
        "subgroups": list(committee.subgroups.select_related("ccg").order_by("number")),
        "working": working,
        "may_run": request.may(Permission.RUN_COMMITTEES, ccg) and not acts.SEAT.blockers(committee.state),
        "steps": steps(request, committee, STEPS, code=ccg.code, number=number),
        "breadcrumbs": crumbs(ccg),
    }
    if working:
        today = terms if not other_day else terms_at(committee, london(request.now).date())
        now = composed if not other_day else judged(facts_of([committee], request.now)[committee.pk])
        context |= {
            "endings": endings([committee], request.now),
            "undeclared": undeclared(committee, request.now),
            "activation": activation_blockers(committee.state, now, has_terms=today is not None),
        }
    return render(request, "pccc/committee.jinja", context)


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def committee_agreement(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Downloads the agreement under section 13Z."""
    committee = of_number(request, ccg, number)
    if committee.agreement is None:
        raise Http404("There is no agreement.")
    return attachment(committee.agreement)


def _version(committee: Committee, version: int) -> TermsOfReference:
    found: TermsOfReference | None = committee.terms.select_related("set_by").filter(number=version).first()
    if found is None:
        raise Http404("There is no such version of the terms of reference.")
    return found


@require_safe
@ccg_page()
def committee_terms(request: Request, ccg: CCG, number: int, version: int) -> HttpResponse:
    """One version of the terms of reference, in full."""
    committee = of_number(request, ccg, number)
    terms = _version(committee, version)
    context = {
        "ccg": ccg,
        "committee": committee,
        "terms": terms,
        "quorum": sentence(terms.quorum),
        "remedies": [str(Remedy(code).label) for code in terms.remedies],
        "breadcrumbs": crumbs(ccg, (committee.name, committee.url)),
    }
    return render(request, "pccc/terms.jinja", context)


@require_safe
@ccg_page()
def committee_terms_document(request: Request, ccg: CCG, number: int, version: int) -> HttpResponse:
    """Downloads the document of a version."""
    terms = _version(of_number(request, ccg, number), version)
    if terms.document is None:
        raise Http404("This version has no document.")
    return attachment(terms.document)
