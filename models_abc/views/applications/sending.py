"""Submitting, the receipt, the decision as the CCG sees it, conditions and notice to leave."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.views.sending import number_of
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.going_live import give_exit_notice
from models_abc.actions.review import offer_condition
from models_abc.actions.submission import submit
from models_abc.forms.applications import ConditionEvidenceForm, ExitForm, SubmitForm
from models_abc.models import Application, Condition, Submission
from models_abc.queries.records import on_record
from models_abc.rules.exits import next_exit
from models_abc.rules.readiness import subject_to_vote
from models_abc.terms import ApplicationState, Stage
from models_abc.views.applications.parts import READERS, context, crumbs, find, only_while, requirement_lists, rights


@ccg_page(Permission.SUBMIT_APPLICATION)
def application_submit(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Check everything once more, then submit."""
    application, now = find(ccg, number), request.now
    form = SubmitForm(*form_data(request))

    def act(data: dict[str, Any]) -> None:
        submit(application=application, form_token=number_of(request), by=request.person, now=now)

    if submitted(request, form, act):
        return redirect(url_to("application-submitted", application))
    made = context(request, application, now, form=form)
    made |= {
        "record": on_record(application, now),
        "subject": subject_to_vote(made["evidence"], now=now),
        "lists": requirement_lists(made["tree"], Stage.SUBMIT),
    }
    return render(request, "models_abc/application_submit.jinja", made)


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


@ccg_page(Permission.EDIT_APPLICATION)
def application_condition(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """The CCG says what it has done about a condition."""
    application, now = find(ccg, number), request.now
    condition = get_object_or_404(
        Condition.objects.select_related("decision"), pk=pk, decision__application=application
    )
    form = ConditionEvidenceForm(*form_data(request), initial={"evidence": condition.evidence})

    def act(data: dict[str, Any]) -> None:
        offer_condition(condition=condition, by=request.person, now=now, **data)

    if submitted(request, form, act):
        messages.success(request, "The region is told.")
        return redirect(url_to("application-decision", application))
    made = {
        "ccg": ccg,
        "application": application,
        "form": form,
        "title": f"Evidence for condition {condition.number}",
        "text": condition.text,
        "button": "Send to the region",
        "blockers": only_while(application, ApplicationState.APPROVED_WITH_CONDITIONS),
        "upload": True,
        "back": url_to("application-decision", application),
        "breadcrumbs": crumbs(ccg, application),
    }
    return render(request, "models_abc/application_form.jinja", made)


@ccg_page(Permission.SUBMIT_APPLICATION)
def application_exit(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Notice to leave delegation."""
    application, now = find(ccg, number), request.now
    form = ExitForm(*form_data(request), initial={"leaves_on": next_exit(london(now).date())})

    def act(data: dict[str, Any]) -> None:
        give_exit_notice(application=application, by=request.person, now=now, **data)

    if submitted(request, form, act):
        messages.success(request, "Notice is given. The region is told.")
        return redirect(url_to("application-decision", application))
    made = {
        "ccg": ccg,
        "application": application,
        "form": form,
        "title": "Give notice to leave delegation",
        "text": "Notice given by 30 September takes effect on the next 1 April and needs no consent. You must "
        "agree later notice with NHS England. Leaving during the year is strongly discouraged.",
        "button": "Give notice",
        "blockers": only_while(application, ApplicationState.LIVE),
        "back": url_to("application-decision", application),
        "breadcrumbs": crumbs(ccg, application),
    }
    return render(request, "models_abc/application_form.jinja", made)
