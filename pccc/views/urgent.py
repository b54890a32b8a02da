"""The page on which an urgent decision between meetings is written down (F-45)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from cocommission.shared.views.checking import Check
from cocommission.shared.views.sending import number_of
from pccc.actions.urgent_decisions import decide_urgently
from pccc.forms.decisions import UrgentForm
from pccc.models import Committee, Decision, Membership
from pccc.queries.composition import sitters
from pccc.rules import meeting_acts as acts
from pccc.rules.facts import UrgentDecisionFacts
from pccc.terms import CommitteeState
from pccc.views.committees import crumbs as committee_crumbs
from pccc.views.meeting_access import RUN, done, submitted


@ccg_page(RUN)
def decision_urgent(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Writes down an urgent decision between meetings."""
    rows = Committee.objects.filter(ccg=ccg, number=number, state=CommitteeState.ACTIVE).select_related("ccg")
    committee = rows.first()
    if committee is None:
        raise Http404("There is no such active committee.")
    form = UrgentForm(
        request.POST if request.method == "POST" else None,
        members=sitters(committee, request.now),
        known=Person.objects.filter(pk__in=Membership.objects.filter(seat__committee=committee).values("person")),
    )
    made: list[Decision] = []

    def act(form: Any) -> None:
        given = gather(UrgentDecisionFacts, form.cleaned_data)
        given["agreed"] = [int(pk) for pk in given["agreed"]]
        made.append(
            decide_urgently(
                committee=committee, form_token=number_of(request), by=request.person, now=request.now, **given
            )
        )

    check = Check(acts.DECIDE)
    if submitted(request, form, act, check=check):
        return done(request, f"Urgent decision {made[0].number} is recorded. The members have been told.", made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Urgent decision",
        "caption": committee.name,
        "button": "Record the decision",
        "back": committee.url,
        "note": "The decision goes to the next meeting to be ratified. Every member is told now.",
        "note_rule": "DEC-03",
        "breadcrumbs": committee_crumbs(ccg, (committee.name, committee.url)),
    }
    if check.asks:
        return check.page(request, form, context)
    return render(request, "pccc/form.jinja", context)
