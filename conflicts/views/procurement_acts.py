"""What those who keep the registers do with a procurement decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.clock import london
from cocommission.shared.forms import ReasonForm
from cocommission.shared.models import Person
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.procurement import (
    OF_THE_AWARD,
    OF_THE_DECISION,
    abandon_procurement,
    answer_checklist,
    award_procurement,
    decide_procurement,
    draft_procurement,
    edit_procurement,
    publish_procurement,
    put_participant,
    remove_participant,
)
from conflicts.forms.procurement import AwardForm, ChecklistForm, DecisionForm, ParticipantForm
from conflicts.models import ProcurementDecision, ProcurementParticipant
from conflicts.queries.standing import people_of
from conflicts.rules import procurement_acts as acts
from conflicts.rules.checklist import questions_for
from conflicts.views.procurement import PROCUREMENT, of_number, procurement_crumb
from conflicts.views.registers import crumbs

keeper_page = ccg_page(Permission.KEEP_REGISTERS)


def _done(request: Request, found: ProcurementDecision, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(found.url)


@keeper_page
def procurement_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Starts an entry."""
    form = DecisionForm(form_data(request)[0], initial={"form": "ORDINARY"})
    made: list[ProcurementDecision] = []
    if submitted(
        request, form, lambda c: made.append(draft_procurement(ccg=ccg, by=request.person, now=request.now, **c))
    ):
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Add a procurement decision",
        "caption": ccg.name,
        "intro": "You can save a draft and continue later. The draft shows what is missing.",
        "button": "Save",
        "back": procurement_crumb(ccg)[1],
        "breadcrumbs": crumbs(ccg, procurement_crumb(ccg)),
    }
    return render(request, "forms/act.jinja", context)


def _asked(request: PersonRequest, procurement: ProcurementDecision) -> dict[str, Any]:
    questions = questions_for(procurement.route, procurement.decided_on or london(request.now).date())
    return {"questions": questions, "procurement": procurement}


def _people(request: PersonRequest, procurement: ProcurementDecision, *also: int) -> dict[str, Any]:
    people = Person.objects.filter(pk__in=people_of(procurement.ccg, request.now) | {*also})
    return {"ccg": procurement.ccg, "people": people.order_by("name", "pk")}


procurement_edit = act_view(
    ActPage(
        act=acts.EDIT,
        place=PROCUREMENT,
        does=edit_procurement,
        form=DecisionForm,
        fill=lambda request, found: {"initial": {name: getattr(found, name) for name in OF_THE_DECISION}},
        button="Save",
        done="The draft is saved.",
    )
)
procurement_checklist = act_view(
    ActPage(
        act=acts.CHECKLIST,
        place=PROCUREMENT,
        does=answer_checklist,
        form=ChecklistForm,
        fill=_asked,
        intro=lambda found: (
            "We ask this where GPs may win the contract." if found.route else "Choose first how the provider is found."
        ),
        cites=True,
        button="Save",
        done="The answers are saved.",
    )
)
PARTICIPANT = ActPage(
    act=acts.PARTICIPANT,
    place=PROCUREMENT,
    does=put_participant,
    form=ParticipantForm,
    fill=_people,
    intro="The public register shows everyone who took part, with their conflicts and how they were handled.",
    cites=True,
    button="Save",
    done="The people who took part are saved.",
)
procurement_participant_add = act_view(PARTICIPANT)
procurement_award = act_view(
    ActPage(
        act=acts.AWARD,
        place=PROCUREMENT,
        does=award_procurement,
        form=AwardForm,
        fill=lambda request, found: {"initial": {name: getattr(found, name) for name in OF_THE_AWARD}},
        intro="All of this is required by law. You cannot change an award after you record it.",
        cites=True,
        done="The award is recorded.",
    )
)
procurement_abandon = act_view(
    ActPage(
        act=acts.ABANDON,
        place=PROCUREMENT,
        does=abandon_procurement,
        form=ReasonForm,
        fill=lambda request, procurement: {"missing": "Enter why the procurement is abandoned"},
        button="Abandon",
        done="The procurement is abandoned.",
    )
)


def _row(found: ProcurementDecision, pk: int) -> ProcurementParticipant:
    row = ProcurementParticipant.objects.filter(procurement=found, pk=pk).select_related("procurement__ccg").first()
    if row is None:
        raise Http404("There is nobody with that number in this decision.")
    return row


@keeper_page
def procurement_participant(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """Says more about somebody who took part."""
    found = of_number(ccg, number)
    row = _row(found, pk)
    initial = {name: getattr(row, name) for name in ("person", "name", "role", "interest", "conflict", "handling")}
    people = _people(request, found, *([row.person_id] if row.person_id else []))
    return act_page(request, PARTICIPANT, found, fill={**people, "initial": initial}, shown={"title": "Who took part"})


@require_POST
@keeper_page
def procurement_participant_remove(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """Takes out somebody named by mistake."""
    found = of_number(ccg, number)
    remove_participant(participant=_row(found, pk), by=request.person, now=request.now)
    return _done(request, found, "The person is removed.")


@require_POST
@keeper_page
def procurement_decide(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Records the decision as taken."""
    found = decide_procurement(procurement=of_number(ccg, number), by=request.person, now=request.now)
    return _done(request, found, "The decision is recorded. Publish it.")


@require_POST
@keeper_page
def procurement_publish(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Publishes the entry."""
    found = publish_procurement(procurement=of_number(ccg, number), by=request.person, now=request.now)
    return _done(request, found, "The entry is published on the register.")
