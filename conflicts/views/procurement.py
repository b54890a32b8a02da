"""Pages of the register of procurement decisions: what everybody reads, as page and file; what is worked on."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request, ccg_page
from ccgs.views.acts import Place, steps
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.views.exports import CSV, JSON, csv_file, json_file, xlsx_file
from conflicts.models import ProcurementDecision
from conflicts.queries.procurement import (
    conflict_of,
    cross_match,
    facts_of,
    of_ccg,
    participants,
    public_item,
    public_of_ccg,
)
from conflicts.rules import procurement_acts as acts
from conflicts.rules.checklist import questions_for
from conflicts.rules.procurement import award_blockers, decision_blockers
from conflicts.views.registers import crumbs

ON_THE_PAGE = {
    "name": acts.PARTICIPANT,
    "remove": acts.REMOVE,
    "decide": acts.DECIDE,
    "award": acts.AWARD,
    "publish": acts.PUBLISH,
}
"""Acts that have their own place on the page of an entry."""
STEPS = (
    (acts.EDIT, "procurement-edit"),
    (acts.CHECKLIST, "procurement-checklist"),
    (acts.PARTICIPANT, "procurement-participant-add"),
    (acts.AWARD, "procurement-award"),
    (acts.ABANDON, "procurement-abandon"),
)
"""What can be done with it."""
COLUMNS = (
    "ref", "title", "description", "existing", "collaborative", "kind", "route", "clinical_lead", "contract_manager",
    "decided_on", "decided_how_and_where", "decision", "took_part", "conflicts_and_handling", "justification", "state",
    "provider", "address", "total_in_pounds", "amounts_payable", "starts_on", "ends_on", "selection_process",
    "OJEU", "Contracts_Finder", "published",
)  # fmt: skip
"""The keys of an entry; a file's head has them with spaces."""


def procurement_crumb(ccg: CCG) -> tuple[str, str]:
    """The link back to the register."""
    return ("Procurement decisions", url_to("procurements", ccg))


def of_number(ccg: CCG, number: int) -> ProcurementDecision:
    """The entry of this CCG, or 404."""
    found: ProcurementDecision | None = of_ccg(ccg).filter(number=number).first()
    if found is None:
        raise Http404(f"{ccg.name} has no procurement decision {number}.")
    return found


PROCUREMENT = Place(
    noun="procurement",
    find=lambda request, ccg, number: of_number(ccg, number),
    crumbs=lambda procurement: crumbs(procurement.ccg, procurement_crumb(procurement.ccg)),
    caption=str,
)


@require_safe
@ccg_page()
def procurements(request: Request, ccg: CCG) -> HttpResponse:
    """The public register; those who see working papers have the drafts too."""
    working = request.may(Permission.VIEW_WORKING, ccg)
    page = page_of(of_ccg(ccg) if working else public_of_ccg(ccg), request, per_page=25)
    context = {
        "ccg": ccg,
        "page": page,
        "working": working,
        "may_keep": request.may(Permission.KEEP_REGISTERS, ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/procurements.jinja", context)


@require_safe
@ccg_page()
def procurement_file(request: Request, ccg: CCG, form: str) -> HttpResponseBase:
    """The public register as a file."""
    name = f"register-of-procurement-{ccg.code}-{london(request.now):%Y-%m-%d}"
    items = map(public_item, public_of_ccg(ccg))
    if form == JSON:
        return json_file(name, {"ccg": ccg.code, "as_at": request.now}, items)
    head = [column.replace("_", " ") for column in COLUMNS]
    rows = ([item[column] for column in COLUMNS] for item in items)
    return (csv_file if form == CSV else xlsx_file)(name, head, rows)


@require_safe
@ccg_page()
def procurement(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One entry: what the public reads, or the working page with what is missing."""
    found = of_number(ccg, number)
    working = request.may(Permission.VIEW_WORKING, ccg)
    if not working and found.published_at is None:
        raise Http404("This decision is not published.")
    may_keep = request.may(Permission.KEEP_REGISTERS, ccg)
    people = participants(found)
    today = london(request.now).date()
    facts = facts_of(found, request.now) if working else None
    ask = {"DRAFT": decision_blockers, "DECIDED": award_blockers}.get(found.state)
    offered = [row for row in STEPS if found.gp_bidder or row[0] != acts.CHECKLIST]
    context = {
        "ccg": ccg,
        "p": found,
        "steps": steps(request, found, offered, code=ccg.code, number=number),
        "cannot": {name: act.blockers(found.state) for name, act in ON_THE_PAGE.items()},
        "people": people,
        "conflicts": {one.pk: conflict_of(one) for one in people},
        "ties": cross_match(found, people, request.now, in_full=may_keep) if working else {},
        "working": working,
        "may_keep": may_keep,
        "blockers": ask(facts, today) if ask and facts else [],
        "questions": questions_for(found.route, found.decided_on or today) if found.gp_bidder and found.route else [],
        "breadcrumbs": crumbs(ccg, procurement_crumb(ccg)),
    }
    return render(request, "conflicts/procurement.jinja", context)
