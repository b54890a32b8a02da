"""What the Guardian and the investigator do with a breach."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page, person_ccg_page
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.breaches import (
    assign_investigator,
    conclude,
    dismiss_breach,
    publish_breach,
    record_findings,
    take_up,
    tell_england,
)
from conflicts.forms.breaches import FindingsForm, InvestigatorForm, PublicTextForm, ReasonForm
from conflicts.models import Breach
from conflicts.queries.breaches import investigated_by, possible_investigators
from conflicts.rules.breaches import guarding_blockers
from conflicts.rules.stages import stage_blockers
from conflicts.terms.breaches import BreachState
from conflicts.views.breaches import breaches_crumb, done, of_number
from conflicts.views.registers import crumbs

S = BreachState


def _page(
    request: PersonRequest,
    found: Breach,
    form: forms.Form,
    *,
    title: str,
    says: str,
    button: str,
    rule: str,
    fits: tuple[BreachState, ...],
    last_word: bool = False,
) -> HttpResponse:
    blockers = stage_blockers("This breach", found.state, fits, rule=rule, who="Conflicts of Interest Guardian")
    if last_word:
        by = request.person.pk
        blockers += guarding_blockers(by=by, reported_by=found.reported_by_id, about=found.person_id, last_word=True)
    context = {
        "blockers": blockers,
        "ccg": found.ccg,
        "form": form,
        "title": title,
        "caption": str(found),
        "says": says,
        "rule": rule,
        "button": button,
        "back": found.url,
        "breadcrumbs": crumbs(found.ccg, breaches_crumb(found.ccg)),
    }
    return render(request, "conflicts/act_form.jinja", context)


@require_POST
@ccg_page(Permission.GUARD_CONFLICTS)
def breach_take_up(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Takes up a draft."""
    take_up(breach=of_number(request, ccg, number), by=request.person, now=request.now)
    return done(request, ccg, number, "The breach is taken up. Choose who investigates.")


@ccg_page(Permission.GUARD_CONFLICTS)
def breach_investigator(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Chooses who investigates."""
    found = of_number(request, ccg, number)
    form = InvestigatorForm(form_data(request)[0], people=possible_investigators(found, request.now))
    if submitted(request, form, lambda c: assign_investigator(breach=found, by=request.person, now=request.now, **c)):
        return done(request, ccg, number, "The investigator is asked.")
    says = "The investigator is told by email, without particulars, and reads the report on the page of the breach."
    return _page(request, found, form, title="Choose who investigates", says=says, button="Ask them", rule="BRE-04",
                 fits=(S.REPORTED, S.INVESTIGATED))  # fmt: skip


@person_ccg_page
def breach_findings(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The investigator writes down what was found."""
    found = of_number(request, ccg, number)
    investigates = investigated_by(request.person, request.now).filter(pk=found.pk).exists()
    if not investigates and not request.may(Permission.GUARD_CONFLICTS, ccg):
        raise Http404("Only the investigator and the Guardian write findings.")
    initial = {"findings": found.findings, "learning": found.learning, "actions": found.actions}
    form = FindingsForm(form_data(request)[0], initial=initial)
    if submitted(request, form, lambda c: record_findings(breach=found, by=request.person, now=request.now, **c)):
        return done(request, ccg, number, "The findings are kept.")
    says = "You can save and go on later. The Guardian concludes when all three are filled in."
    return _page(request, found, form, title="Findings", says=says, button="Save", rule="BRE-03",
                 fits=(S.INVESTIGATED,), last_word=found.investigator_id != request.person.pk)  # fmt: skip


@require_POST
@ccg_page(Permission.GUARD_CONFLICTS)
def breach_conclude(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Concludes the investigation."""
    conclude(breach=of_number(request, ccg, number), by=request.person, now=request.now)
    return done(request, ccg, number, "The investigation is concluded. Publish it without names.")


@require_POST
@ccg_page(Permission.GUARD_CONFLICTS)
def breach_england(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Keeps that NHS England was told."""
    tell_england(breach=of_number(request, ccg, number), by=request.person, now=request.now)
    return done(request, ccg, number, "It is kept that NHS England was told.")


@ccg_page(Permission.GUARD_CONFLICTS)
def breach_publish(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Publishes the anonymous text."""
    found = of_number(request, ccg, number)
    form = PublicTextForm(form_data(request)[0])
    if submitted(request, form, lambda c: publish_breach(breach=found, by=request.person, now=request.now, **c)):
        return done(request, ccg, number, "The breach is published.")
    says = "The text stands once it is published. A text with the name of somebody of the CCG, or of the reporter, "
    says += "is refused."
    return _page(request, found, form, title="Publish without names", says=says, button="Publish", rule="BRE-01",
                 fits=(S.CONCLUDED,), last_word=True)  # fmt: skip


@ccg_page(Permission.GUARD_CONFLICTS)
def breach_dismiss(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Says that it is no breach."""
    found = of_number(request, ccg, number)
    form = ReasonForm(form_data(request)[0])
    if submitted(request, form, lambda c: dismiss_breach(breach=found, by=request.person, now=request.now, **c)):
        return done(request, ccg, number, "It is dismissed as not a breach.")
    says = "It stays on record with your reason and is not published."
    return _page(request, found, form, title="Dismiss: not a breach", says=says, button="Dismiss", rule="BRE-03",
                 fits=(S.DRAFT, S.REPORTED, S.INVESTIGATED), last_word=True)  # fmt: skip
