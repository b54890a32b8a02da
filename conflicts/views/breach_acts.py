"""What the Guardian and the investigator do with a breach."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page, person_ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.forms import ReasonForm
from conflicts.actions.breaches import (
    assign_investigator,
    barred_from,
    conclude,
    dismiss_breach,
    publish_breach,
    record_findings,
    take_up,
    tell_england,
)
from conflicts.forms.breaches import FindingsForm, InvestigatorForm, PublicTextForm
from conflicts.queries.breaches import investigated_by, possible_investigators
from conflicts.rules import breach_acts as acts
from conflicts.views.breaches import BREACH, done, of_number

breach_investigator = act_view(
    ActPage(
        act=acts.ASSIGN,
        place=BREACH,
        does=assign_investigator,
        form=InvestigatorForm,
        fill=lambda request, breach: {"people": possible_investigators(breach, request.now)},
        intro="The investigator gets an e-mail without details, and can read the report on this service.",
        cites=True,
        button="Ask them",
        done="The investigator has been told.",
    )
)
FINDINGS = ActPage(
    act=acts.FINDINGS,
    place=BREACH,
    does=record_findings,
    form=FindingsForm,
    fill=lambda request, breach: {
        "initial": {"findings": breach.findings, "learning": breach.learning, "actions": breach.actions}
    },
    intro="You can save and continue later. The Guardian can conclude when all three are complete.",
    cites=True,
    button="Save",
    barred=lambda request, breach: (
        [] if breach.investigator_id == request.person.pk else barred_from(acts.FINDINGS, breach, request.person)
    ),
    done="The findings are saved.",
)
breach_publish = act_view(
    ActPage(
        act=acts.PUBLISH,
        place=BREACH,
        does=publish_breach,
        form=PublicTextForm,
        intro="You cannot change the text after you publish it. Do not name the reporter or anyone at the CCG.",
        cites=True,
        button="Publish",
        barred=lambda request, breach: barred_from(acts.PUBLISH, breach, request.person),
        done="The breach is published.",
    )
)
breach_dismiss = act_view(
    ActPage(
        act=acts.DISMISS,
        place=BREACH,
        does=dismiss_breach,
        form=ReasonForm,
        fill=lambda request, breach: {"missing": "Enter why you are dismissing the report"},
        intro="The report is kept with your reason. It is not published.",
        cites=True,
        button="Dismiss",
        barred=lambda request, breach: barred_from(acts.DISMISS, breach, request.person),
        done="The report is dismissed.",
    )
)


@person_ccg_page
def breach_findings(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The investigator writes down what was found."""
    found = of_number(request, ccg, number)
    investigates = investigated_by(request.person, request.now).filter(pk=found.pk).exists()
    if not investigates and not request.may(Permission.GUARD_CONFLICTS, ccg):
        raise Http404("Only the investigator and the Guardian can record findings.")
    return act_page(request, FINDINGS, found)


@require_POST
@ccg_page(Permission.GUARD_CONFLICTS)
def breach_take_up(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Takes up a draft."""
    take_up(breach=of_number(request, ccg, number), by=request.person, now=request.now)
    return done(request, ccg, number, "The breach is taken up. Choose who investigates.")


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
    return done(request, ccg, number, "You recorded that NHS England was told.")
