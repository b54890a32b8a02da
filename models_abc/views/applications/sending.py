"""Submitting, the receipt, the decision as the CCG sees it, conditions and notice to leave."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.sending import number_of
from models_abc.actions.going_live import give_exit_notice
from models_abc.actions.review import offer_condition
from models_abc.actions.submission import submit
from models_abc.forms.applications import ConditionEvidenceForm, ExitForm, SubmitForm
from models_abc.models import Application, Condition, Submission
from models_abc.queries.records import on_record
from models_abc.readiness import evidence_of
from models_abc.rules import application_acts as acts
from models_abc.rules import readiness as rule
from models_abc.rules.exits import next_exit
from models_abc.rules.readiness import subject_to_vote
from models_abc.terms import Stage
from models_abc.views.applications.parts import APPLICATION, READERS, context, crumbs, find, requirement_lists, rights


def _checked(request: PersonRequest, application: Application) -> dict[str, Any]:
    evidence = evidence_of(application, request.now)
    return {
        "record": on_record(application, request.now),
        "subject": subject_to_vote(evidence, now=request.now),
        "lists": requirement_lists(rule.requirements(evidence, now=request.now), Stage.SUBMIT),
    }


def _not_in_place(request: PersonRequest, application: Application) -> list[Blocker]:
    evidence = evidence_of(application, request.now)
    return [*rule.blockers(evidence, now=request.now), *rule.warnings(evidence, now=request.now)]


SUBMIT = ActPage(
    act=acts.SUBMIT,
    place=APPLICATION,
    does=submit,
    form=SubmitForm,
    beside=_checked,
    barred=_not_in_place,
    button="Submit the application",
    done="",
    then=lambda application: url_to("application-submitted", application),
    template="models_abc/application_submit.jinja",
)


@ccg_page(Permission.SUBMIT_APPLICATION)
def application_submit(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Check everything once more, then submit."""
    return act_page(request, SUBMIT, find(ccg, number), form_token=number_of(request))


def _submission(application: Application) -> Submission:
    submission: Submission | None = getattr(application, "submission", None)
    if submission is None:
        raise Http404("This application has not been submitted.")
    return submission


@require_safe
@ccg_page(*READERS)
def application_submitted(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The receipt: when, by whom, and the hash of the dossier."""
    application = find(ccg, number)
    made = {
        "ccg": ccg,
        "application": application,
        "submission": _submission(application),
        "may": rights(request, application, ccg),
        "breadcrumbs": crumbs(ccg, application),
    }
    return render(request, "models_abc/application_submitted.jinja", made)


@require_safe
@ccg_page(*READERS)
def application_dossier(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The dossier, byte for byte as it was hashed."""
    submission = _submission(find(ccg, number))
    response = HttpResponse(submission.dossier.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="dossier-{ccg.code}-{number}.json"'
    return response


@require_safe
@ccg_page(*READERS)
def application_decision(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """What the region decided, the conditions, the agreement, and what go-live waits for."""
    application, now = find(ccg, number), request.now
    made = context(request, application, now)
    made |= {
        "decisions": list(application.decisions.prefetch_related("conditions").order_by("-pk")),
        "agreement": getattr(application, "agreement", None),
        "exit_notice": getattr(application, "exit_notice", None),
    }
    return render(request, "models_abc/application_decision.jinja", made)


def _decision_of(application: Application) -> str:
    return url_to("application-decision", application)


CONDITION = ActPage(
    act=acts.CONDITION,
    place=APPLICATION,
    does=lambda application, **given: offer_condition(**given),
    form=ConditionEvidenceForm,
    button="Send to the region",
    done="The region is told.",
    then=_decision_of,
)


@ccg_page(Permission.EDIT_APPLICATION)
def application_condition(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """The CCG says what it has done about a condition."""
    application = find(ccg, number)
    rows = Condition.objects.select_related("decision__application")
    condition = get_object_or_404(rows, pk=pk, decision__application=application)
    shown = {
        "title": f"Evidence for condition {condition.number}",
        "intro": condition.text,
        "back": _decision_of(application),
    }
    fill = {"initial": {"evidence": condition.evidence}}
    return act_page(request, CONDITION, application, fill=fill, shown=shown, condition=condition)


application_exit = act_view(
    ActPage(
        act=acts.EXIT,
        place=APPLICATION,
        does=give_exit_notice,
        form=ExitForm,
        fill=lambda request, application: {"initial": {"leaves_on": next_exit(london(request.now).date())}},
        intro="Notice given by 30 September takes effect on the next 1 April and needs no consent. You must agree "
        "later notice with NHS England. Leaving during the year is strongly discouraged.",
        beside=lambda request, application: {"back": _decision_of(application)},
        button="Give notice",
        done="Notice is given. The region is told.",
        then=_decision_of,
    )
)
