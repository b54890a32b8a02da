"""The simulator: what becomes of a committee when somebody joins, leaves or comes to the end of a term."""

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.clock import LONDON, london
from pccc.forms.simulator import SimulatorForm
from pccc.queries.composition import sitters
from pccc.queries.simulator import burdens, candidates, simulation
from pccc.rules.quorum import Sitter
from pccc.rules.seats_picture import seats_picture
from pccc.rules.simulator import Simulation
from pccc.views.committees import crumbs, of_number


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def committee_simulator(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Before and after, side by side; nothing is written."""
    committee = of_number(request, ccg, number)
    sitting = sitters(committee, request.now)
    people = candidates(ccg, request.now, without={sitter.person_id for sitter in sitting})
    asked = bool(request.GET)
    form = SimulatorForm(request.GET if asked else None, sitters=sitting, people=people)
    before = simulation(committee, request.now)
    context = {
        "ccg": ccg,
        "committee": committee,
        "form": form,
        "before": before,
        "breadcrumbs": crumbs(ccg, (committee.name, committee.url)),
    }
    shown: list[Sitter] = list(before.composed.facts.sitters)
    gone: list[Sitter] = []
    joined: list[Sitter] = []
    after: Simulation | None = None
    if asked and form.is_valid():
        on = form.cleaned_data["on"]
        today = london(request.now).date()
        at = request.now if on is None or on == today else datetime.combine(on, time(23, 59, 59), LONDON)
        leaving = {int(pk) for pk in form.cleaned_data["leaving"]}
        joined = list(form.joining())
        after = simulation(committee, at, without=leaving, joining=joined)
        stay = {sitter.membership_id for sitter in after.composed.facts.sitters}
        gone = [sitter for sitter in sitting if sitter.membership_id not in stay]
        context |= {"after": after, "at": at, "gone": gone, "joined": joined}
        shown = list(after.composed.facts.sitters)
    private = request.may(Permission.RUN_COMMITTEES, ccg) or request.may(Permission.GUARD_CONFLICTS, ccg)
    context["votes"] = seats_picture(shown, leaving=gone, joining=joined)
    context["burdens"] = burdens(committee, shown, request.now, private=private)
    context["compared"] = _compared(before, after)
    return render(request, "pccc/simulator.jinja", context)


def _compared(before: Simulation, after: Simulation | None) -> list[tuple[str, str, str]]:
    """What is compared, how it is today, and how it would be then."""
    both = (before, after or before)
    rows = [
        (was.label, f"{was.part} of {was.of} votes", f"{then.part} of {then.of} votes")
        for was, then in zip(*(each.composed.figures for each in both), strict=True)
    ]
    failing = [", ".join(each.composed.failing) or "None" for each in both]
    breaking = [f"{len(each.breaking)} of {len(each.absences)}" for each in both]
    rows += [("Rules broken", failing[0], failing[1]), ("Members the quorum depends on", breaking[0], breaking[1])]
    return rows if after else [(what, today, "No change yet") for what, today, _ in rows]
