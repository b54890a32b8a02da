"""What is seen of decisions: list, one, its dossier, and then and now (F-45, F-47, F-55)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import clock_time
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from pccc.models import Decision, LateFinding
from pccc.queries.decisions import (
    Reader,
    figures_words,
    is_private,
    of_ccg,
    public,
    reader_of,
    to_ratify,
    with_everything,
)
from pccc.queries.dossiers import dossier_of, dossier_zip
from pccc.queries.hindsight import three_answers
from pccc.terms import DecisionKind, MinutesState
from pccc.views.lists import DECISIONS, decision_cells


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Decisions", url_to("decisions", ccg)), *more]


def _found(request: Request, ccg: CCG, number: int) -> tuple[Decision, Reader]:
    decision = with_everything(Decision.objects.filter(ccg=ccg, number=number)).first()
    if decision is None:
        raise Http404(f"{ccg.name} has no decision {number}.")
    reader = reader_of(decision, request.person, request.may, request.now)
    if is_private(decision) and not reader.private:
        raise Http404("This decision was taken in private.")
    if is_private(decision) and not reader.papers:
        raise PermissionDenied(
            "The chair decided that you do not get the papers or minutes of this item (rule PCC-13)."
        )
    return decision, reader


def _shut(decision: Decision, reader: Reader, later: list[Decision]) -> set[int]:
    """Decisions before and after this one, by key, that were taken in private and that this reader cannot open."""
    inside = reader.runs or (decision.item is not None and reader.private)
    others = [*later, *([decision.earlier] if decision.earlier else [])]
    return set() if inside else {one.pk for one in others if is_private(one)}


@require_safe
@ccg_page()
def decision_list(request: Request, ccg: CCG) -> HttpResponse:
    """Decisions of the CCG's committees; those of private items for whoever runs committees."""
    runs = request.may(Permission.RUN_COMMITTEES, ccg)
    rows = of_ccg(ccg) if runs else public(of_ccg(ccg))
    page = page_of(rows, request, per_page=25)
    context = {
        "ccg": ccg,
        "page": page,
        "decisions": DECISIONS.table(page, decision_cells),
        "waiting": to_ratify(ccg),
        "breadcrumbs": crumbs(ccg)[:-1],
    }
    return render(request, "pccc/decisions.jinja", context)


@require_safe
@ccg_page()
def decision_detail(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One decision: what, by what right, who was there, who left, how it was voted, and the files."""
    decision, reader = _found(request, ccg, number)
    found = dossier_of(decision, reader, request.now)
    minutes = found.minutes
    findings = LateFinding.objects.none()
    if reader.runs or reader.guards:
        findings = decision.late_findings.select_related("interest__person", "interest__ccg", "breach__ccg")
    later = list(decision.later_decisions.all())
    context: dict[str, Any] = {
        "ccg": ccg,
        "d": decision,
        "reader": reader,
        "vote": figures_words(decision),
        "votes": found.facts["votes"]["votes"],
        "interests": found.facts["interests"],
        "movements": [{**one, "at": clock_time(datetime.fromisoformat(one["at"]))} for one in found.facts["movements"]],
        "ledger": found.facts["ledger"],
        "dossier": found,
        "later": later,
        "shut": _shut(decision, reader, later),
        "ratified": next((one for one in later if one.kind == DecisionKind.RATIFICATION), None),
        "corrected": next((one for one in later if one.kind == DecisionKind.CORRECTION), None),
        "findings": list(findings),
        "minutes": minutes if minutes and (reader.working or minutes.state == MinutesState.PUBLISHED) else None,
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "pccc/decision.jinja", context)


@require_safe
@ccg_page()
def decision_dossier(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """The dossier as one ZIP, as far as this reader may have it."""
    decision, reader = _found(request, ccg, number)
    response = HttpResponse(
        dossier_zip(decision, dossier_of(decision, reader, request.now)), content_type="application/zip"
    )
    name = f"decision-{ccg.code}-{decision.number}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def decision_then(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """What was true, what was on record at that minute, what we know now."""
    decision, reader = _found(request, ccg, number)
    context = {
        "ccg": ccg,
        "d": decision,
        "everything": reader.guards,
        "answers": three_answers(decision, request.now),
        "breadcrumbs": crumbs(ccg, (f"Decision {decision.number}", decision.url)),
    }
    return render(request, "pccc/decision_then.jinja", context)
