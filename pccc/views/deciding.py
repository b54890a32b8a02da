"""Pages on which decisions are written down (F-45, F-28)."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.errors import Refused
from cocommission.shared.rules.facts import gather
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.views.checking import Check
from cocommission.shared.views.sending import number_of
from models_abc.terms import Function
from pccc.actions.decisions import correct, decide, ratify
from pccc.forms.decisions import SHOWN, DecisionForm
from pccc.models import AgendaItem, Decision
from pccc.queries.deciding import Deciding, deciding, deciding_facts
from pccc.queries.decisions import correctable
from pccc.rules import meeting_acts as acts
from pccc.rules.decisions import approving_blockers, deciding_blockers
from pccc.rules.facts import DecidedFacts
from pccc.terms import DecisionKind
from pccc.views.meeting_access import RUN, crumbs, done, here, item_of, run_meeting, submitted


def item_at(ccg: CCG, number: int, meeting: int, item: int) -> AgendaItem:
    """The item of this address; 404 where there is none."""
    return item_of(run_meeting(ccg, number, meeting), item)


def _act(request: Request, item: AgendaItem, form: DecisionForm) -> Decision:
    cleaned = form.cleaned_data
    if form.left:
        raise Refused(*form.left)
    how = {"votes": {} if form.by_consensus else form.votes, "consensus": form.by_consensus}
    given: dict[str, Any] = {
        "item": item,
        "facts": gather(DecidedFacts, cleaned | how)["facts"],
        "form_token": number_of(request),
        "by": request.person,
        "now": request.now,
    }
    if cleaned["kind"] == DecisionKind.RATIFICATION:
        return ratify(earlier=cleaned["earlier"], **given)
    if cleaned["kind"] == DecisionKind.CORRECTION:
        return correct(earlier=cleaned["earlier"], **given)
    return decide(function=cleaned["function"], **given)


def _before(item: AgendaItem, found: Deciding, now: datetime) -> tuple[list[Any], list[Any]]:
    """What stands in the way of any decision under the first function, and what an approval would still need."""
    function = next(iter(item.functions), "")
    facts = deciding_facts(item, found, function, now, kind=DecisionKind.MEETING, earlier=None)
    return deciding_blockers(facts), approving_blockers(facts)


def who_decided(decision: Decision) -> list[tuple[str, str]]:
    """How each member decided, for the page on which the decision is checked: the choice, and the names."""
    if decision.by_consensus:
        agree = [one["name"] for one in decision.members if one["voting"] and one["eligible"]]
        return [("Members who agree", ", ".join(agree))]
    names: dict[str, list[str]] = {}
    for vote in decision.votes.select_related("person"):
        said = "Chair's casting vote" if vote.casting else "Votes"
        names.setdefault(f"{said}: {in_sentence(vote.get_choice_display())}", []).append(vote.person.name)
    return [(label, ", ".join(found)) for label, found in names.items()]


@ccg_page(RUN)
def item_decide(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """Writes down what the committee decided at an item that is being taken."""
    one = item_at(ccg, number, meeting, item)
    found = deciding(one, request.now)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        functions=one.functions,
        voters=found.voters,
        earlier=correctable(one.meeting.committee_id),
        here={sitter.person_id: sitter.name for sitter in found.present},
        known={comer.person_id: comer.name for comer in found.room.comers},
    )
    made: list[Decision] = []
    check = Check(acts.DECIDE, results=lambda: who_decided(made[-1]))
    if submitted(request, form, lambda form: made.append(_act(request, one, form)), beside=(SHOWN,), check=check):
        return done(request, f"Decision {made[0].number} is recorded.", made[0].url)
    if check.asks:
        shown = {"ccg": ccg, "title": acts.DECIDE.title, "button": acts.DECIDE.title, **beside_item(one)}
        return check.page(request, form, shown)
    stopped, needed = _before(one, found, request.now)
    context = {
        "ccg": ccg,
        "meeting": one.meeting,
        "item": one,
        "form": form,
        "room": found,
        "out": [sitter for sitter in found.present if sitter.voting and not sitter.eligible],
        "stopped": stopped,
        "needed": needed,
        "scheme": Function.INCENTIVE_SCHEMES in one.functions,
        "breadcrumbs": crumbs(one.meeting, here(one.meeting), (f"Item {one.number}", one.url)),
    }
    return render(request, "pccc/decide.jinja", context)


def beside_item(item: AgendaItem) -> dict[str, Any]:
    """Caption, way back and crumbs of a page below an item."""
    return {
        "caption": str(item),
        "back": item.url,
        "breadcrumbs": crumbs(item.meeting, here(item.meeting), (f"Item {item.number}", item.url)),
    }
