"""What those who keep the registers do with a procurement decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
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
from conflicts.forms.breaches import ReasonForm
from conflicts.forms.procurement import AwardForm, ChecklistForm, DecisionForm, ParticipantForm
from conflicts.models import ProcurementDecision, ProcurementParticipant
from conflicts.queries.standing import people_of
from conflicts.rules.checklist import questions_for
from conflicts.rules.stages import stage_blockers
from conflicts.terms import ProcurementState
from conflicts.views.procurement import of_number, procurement_crumb
from conflicts.views.registers import crumbs

S = ProcurementState
keeper_page = ccg_page(Permission.KEEP_REGISTERS)


def _page(request: Request, ccg: CCG, form: forms.Form, *, back: str, **more: Any) -> HttpResponse:
    context = {"ccg": ccg, "form": form, "back": back, "breadcrumbs": crumbs(ccg, procurement_crumb(ccg)), **more}
    return render(request, "conflicts/act_form.jinja", context)


def _stage(found: ProcurementDecision, *fits: ProcurementState) -> list[Blocker]:
    return stage_blockers("This entry", found.state, fits, rule="PRO-01", who="Governance officer")


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
    says = "You can save a draft and go on later. The page of the draft says what is missing."
    title = "Add a procurement decision"
    return _page(request, ccg, form, back=procurement_crumb(ccg)[1], title=title, says=says, button="Save")


@keeper_page
def procurement_edit(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Changes a draft."""
    found = of_number(ccg, number)
    form = DecisionForm(form_data(request)[0], initial={name: getattr(found, name) for name in OF_THE_DECISION})
    if submitted(request, form, lambda c: edit_procurement(procurement=found, by=request.person, now=request.now, **c)):
        return _done(request, found, "The draft is saved.")
    return _page(request, ccg, form, back=found.url, title="Change the draft", caption=str(found), button="Save",
                 blockers=_stage(found, S.DRAFT))  # fmt: skip


@keeper_page
def procurement_checklist(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Answers the checklist for GP bidders."""
    found = of_number(ccg, number)
    questions = questions_for(found.route, found.decided_on or london(request.now).date())
    form = ChecklistForm(form_data(request)[0], questions=questions, procurement=found)

    def keep(cleaned: dict[str, str]) -> None:
        answers = {name.removeprefix("checklist_"): text for name, text in cleaned.items()}
        answer_checklist(procurement=found, answers=answers, by=request.person, now=request.now)

    if submitted(request, form, keep):
        return _done(request, found, "The answers are saved.")
    says = "Asked where GPs may win the contract." if questions else "Choose first how the provider is found."
    words = {"title": "Checklist for GP bidders", "says": says, "rule": "PRO-04", "button": "Save"}
    blockers = _stage(found, S.DRAFT)
    return _page(request, ccg, form, back=found.url, caption=str(found), blockers=blockers, **words)


def _participant(
    request: PersonRequest, found: ProcurementDecision, row: ProcurementParticipant | None
) -> HttpResponse:
    ccg = found.ccg
    initial = (
        {name: getattr(row, name) for name in ("person", "name", "role", "interest", "conflict", "handling")}
        if row
        else {}
    )
    ids = people_of(ccg, request.now) | ({row.person_id} if row and row.person_id else set())
    people = Person.objects.filter(pk__in=ids).order_by("name", "pk")
    form = ParticipantForm(form_data(request)[0], ccg=ccg, people=people, initial=initial)
    if submitted(request, form, lambda c: put_participant(procurement=found, by=request.person, now=request.now, **c)):
        return _done(request, found, "Who took part is saved.")
    says = "The public register shows everybody who took part, with their conflicts and how they were handled."
    words = {"title": "Who took part", "says": says, "rule": "PRO-01", "button": "Save"}
    blockers = _stage(found, S.DRAFT, S.DECIDED)
    return _page(request, ccg, form, back=found.url, caption=str(found), blockers=blockers, **words)


@keeper_page
def procurement_participant_add(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Names somebody who took part."""
    return _participant(request, of_number(ccg, number), None)


def _row(found: ProcurementDecision, pk: int) -> ProcurementParticipant:
    row = ProcurementParticipant.objects.filter(procurement=found, pk=pk).select_related("procurement__ccg").first()
    if row is None:
        raise Http404("Nobody of that number took part.")
    return row


@keeper_page
def procurement_participant(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """Says more about somebody who took part."""
    found = of_number(ccg, number)
    return _participant(request, found, _row(found, pk))


@require_POST
@keeper_page
def procurement_participant_remove(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """Takes out somebody named by mistake."""
    found = of_number(ccg, number)
    remove_participant(participant=_row(found, pk), by=request.person, now=request.now)
    return _done(request, found, "They are taken out.")


@require_POST
@keeper_page
def procurement_decide(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Records the decision as taken."""
    found = decide_procurement(procurement=of_number(ccg, number), by=request.person, now=request.now)
    return _done(request, found, "The decision is recorded. Publish it.")


@keeper_page
def procurement_award(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Records the award."""
    found = of_number(ccg, number)
    form = AwardForm(form_data(request)[0], initial={name: getattr(found, name) for name in OF_THE_AWARD})
    if submitted(
        request, form, lambda c: award_procurement(procurement=found, by=request.person, now=request.now, **c)
    ):
        return _done(request, found, "The award is recorded.")
    says = "The law asks for all of it. What is awarded stands."
    words = {"title": "Record the award", "says": says, "rule": "PRO-02", "button": "Record the award"}
    blockers = _stage(found, S.DECIDED)
    return _page(request, ccg, form, back=found.url, caption=str(found), blockers=blockers, **words)


@require_POST
@keeper_page
def procurement_publish(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Publishes the entry."""
    found = publish_procurement(procurement=of_number(ccg, number), by=request.person, now=request.now)
    return _done(request, found, "The entry is on the public register.")


@keeper_page
def procurement_abandon(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Ends a procurement without an award."""
    found = of_number(ccg, number)
    form = ReasonForm(form_data(request)[0])
    if submitted(
        request, form, lambda c: abandon_procurement(procurement=found, by=request.person, now=request.now, **c)
    ):
        return _done(request, found, "The procurement is abandoned.")
    words = {"title": "Abandon the procurement", "button": "Abandon"}
    blockers = _stage(found, S.DRAFT, S.DECIDED)
    return _page(request, ccg, form, back=found.url, caption=str(found), blockers=blockers, **words)
