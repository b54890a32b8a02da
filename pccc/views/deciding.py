"""Pages on which decisions are written down (F-45, F-28)."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.facts import gather
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.views.checking import Check
from cocommission.shared.views.sending import number_of
from models_abc.terms import Function
from pccc.actions.decisions import correct, decide, ratify
from pccc.actions.schemes import record_consent, state_scheme
from pccc.actions.urgent_decisions import decide_urgently
from pccc.forms.decisions import SHOWN, ConsentForm, DecisionForm, SchemeForm, UrgentForm
from pccc.models import AgendaItem, Committee, Decision, Membership, SchemeStatement
from pccc.queries.composition import sitters
from pccc.queries.deciding import Deciding, deciding, deciding_facts, must_consent
from pccc.queries.decisions import correctable
from pccc.rules import meeting_acts as acts
from pccc.rules.decisions import approving_blockers, deciding_blockers
from pccc.rules.facts import DecidedFacts, UrgentDecisionFacts
from pccc.terms import CommitteeState, DecisionKind
from pccc.views.committees import crumbs as committee_crumbs
from pccc.views.meeting_access import MEETING, RUN, crumbs, done, here, item_of, run_meeting, submitted


def _item(ccg: CCG, number: int, meeting: int, item: int) -> AgendaItem:
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
    one = _item(ccg, number, meeting, item)
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
        shown = {"ccg": ccg, "title": acts.DECIDE.title, "button": acts.DECIDE.title, **_of_item(one)}
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


def _of_item(item: AgendaItem) -> dict[str, Any]:
    return {
        "caption": str(item),
        "back": item.url,
        "breadcrumbs": crumbs(item.meeting, here(item.meeting), (f"Item {item.number}", item.url)),
    }


SCHEME = ActPage(
    act=acts.SCHEME,
    place=MEETING,
    does=lambda meeting, **given: state_scheme(**given),
    form=SchemeForm,
    button="Save",
    done="The statements are saved.",
    beside=lambda request, meeting: {
        "note": "You can approve the scheme after the LMC consultation closes and all 3 statements are complete.",
        "note_rule": "FUN-04",
    },
    leads=lambda statement: str(statement.item.url),
    template="pccc/form.jinja",
)


@ccg_page(RUN)
def item_scheme(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """The statements of a local incentive scheme."""
    one = _item(ccg, number, meeting, item)
    if Function.INCENTIVE_SCHEMES not in one.functions:
        raise Http404("This item is not about a local incentive scheme.")
    row = SchemeStatement.objects.filter(item=one).first()
    names = ("consultation", "outcomes", "inequalities", "value")
    initial = {name: getattr(row, name) for name in names} if row else {}
    return act_page(request, SCHEME, one.meeting, fill={"ccg": ccg, "initial": initial}, shown=_of_item(one), item=one)


CONSENT = ActPage(
    act=acts.CONSENT,
    place=MEETING,
    does=lambda meeting, **given: record_consent(**given),
    form=ConsentForm,
    button="Record the consent",
    done="The consent is recorded.",
    leads=lambda consent: url_to("item-consents", consent.item),
    template="pccc/consents.jinja",
)


@ccg_page(RUN)
def item_consents(request: PersonRequest, ccg: CCG, number: int, meeting: int, item: int) -> HttpResponse:
    """The consents of practices to leave their national contract."""
    one = _item(ccg, number, meeting, item)
    if not one.moves_contract:
        raise Http404("This item does not move a contract.")
    practices = must_consent(one, london(request.now).date())
    given = list(one.consents.select_related("practice").order_by("practice__name"))
    missing = [p for p in practices if p.pk not in {row.practice_id for row in given}]
    shown = {**_of_item(one), "given": given, "missing": missing}
    return act_page(request, CONSENT, one.meeting, fill={"practices": practices}, shown=shown, item=one)


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
