"""The application itself: where it stands, its proof, starting and withdrawing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.queries.models_held import model_held
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, act_view, steps
from cocommission.shared.forms import ReasonForm
from cocommission.shared.pages import url_to
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.applications import start_application, withdraw_application
from models_abc.forms.applications import StartForm
from models_abc.models import Application, Round
from models_abc.queries.applications import applications_of, current_application, public_of
from models_abc.queries.mandates import vote_notice
from models_abc.queries.rounds import open_rounds
from models_abc.readiness import evidence_for
from models_abc.readiness.answer import round_for
from models_abc.rules import application_acts as acts
from models_abc.rules import readiness as rule
from models_abc.rules.timeline import notice_needed, timeline
from models_abc.rules.timeline_picture import timeline_picture
from models_abc.terms import ApplicationState, RoundPurpose, Stage
from models_abc.views.applications.parts import APPLICATION, context, crumbs, find, requirement_lists, rights
from votes.rules import ballot_checks, consultations

STEPS = (
    (acts.SUBMIT, "application-submit"),
    (acts.START_DAY, "application-start-day"),
    (acts.VOTE_PLAN, "application-subject-to-vote"),
    (acts.WITHDRAW, "application-withdraw"),
)
"""What can be done with an application beside its list of evidence."""


@require_safe
@ccg_page()
def application_home(request: Request, ccg: CCG) -> HttpResponse:
    """The application in hand: its task list for those who work on it, its published facts for everyone."""
    may = rights(request, None, ccg)
    if not may["read"]:
        return _published(request, ccg, public_of(ccg).first())
    application = current_application(ccg)
    if application is None:
        return _none_yet(request, ccg, may)
    return _working(request, application)


@require_safe
@ccg_page()
def application_show(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One application by its number."""
    application = find(ccg, number)
    if rights(request, application, ccg)["read"]:
        return _working(request, application)
    return _published(request, ccg, public_of(ccg).filter(number=number).first())


def _working(request: Request, application: Application) -> HttpResponse:
    now = request.now
    made = context(request, application, now)
    before = application.state == ApplicationState.PREPARING
    stages = (Stage.SUBMIT,) if before else (Stage.GO_LIVE, Stage.SUBMIT)
    notice = vote_notice(application.ccg, now)
    dates = timeline(made["evidence"], made["tree"], now, notice_days=notice)
    made |= {
        "timeline": dates,
        "notice_days": notice_needed(made["evidence"], made["tree"], notice) if notice else None,
        "vote_days": ballot_checks.SHORTEST_WINDOW_DAYS,
        "lmc_days": consultations.SHORTEST_WINDOW_DAYS,
        "timeline_picture": timeline_picture(dates, now),
        "lists": requirement_lists(made["tree"], *stages),
        "others": list(applications_of(application.ccg).exclude(pk=application.pk)),
        "breadcrumbs": crumbs(application.ccg)[:2],
        "decision": application.decisions.order_by("-pk").first(),
        "steps": steps(request, application, STEPS, code=application.ccg.code, number=application.number),
    }
    return render(request, "models_abc/application.jinja", made)


def _published(request: Request, ccg: CCG, application: Application | None) -> HttpResponse:
    now = request.now
    made: dict[str, Any] = {
        "ccg": ccg,
        "application": application,
        "breadcrumbs": crumbs(ccg)[:2],
        "held": model_held(ccg, now),
    }
    if application is not None:
        made |= context(request, application, now)
        made |= {
            "decisions": list(application.decisions.prefetch_related("conditions")),
            "lists": requirement_lists(made["tree"], Stage.SUBMIT),
            "others": list(public_of(ccg).exclude(pk=application.pk)),
            "breadcrumbs": crumbs(ccg)[:2],
        }
    return render(request, "models_abc/application_public.jinja", made)


def _national_rounds(now: Any) -> list[Round]:
    """The national rounds that are open, the soonest to close first."""
    return list(open_rounds(now).filter(purpose=RoundPurpose.NATIONAL))


def _none_yet(request: Request, ccg: CCG, may: dict[str, bool]) -> HttpResponse:
    """Nothing started: what the CCG already has in hand for the next round, and what it would lack."""
    now = request.now
    chosen = round_for(now)
    evidence = evidence_for(ccg, chosen, chosen.model_sought if chosen else "C", now)
    made = {
        "ccg": ccg,
        "may": may,
        "round": chosen,
        "blockers": rule.blockers(evidence, now=now),
        "breadcrumbs": crumbs(ccg)[:2],
    }
    return render(request, "models_abc/application_none.jinja", made)


@ccg_page(Permission.EDIT_APPLICATION)
def application_start(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Chooses the round, and with it the model, and the day to start."""
    now = request.now
    rounds = _national_rounds(now)
    form = StartForm(*form_data(request), rounds=rounds)
    started: list[Application] = []

    def act(data: dict[str, Any]) -> None:
        started.append(start_application(ccg=ccg, by=request.person, now=now, **data))

    if submitted(request, form, act):
        messages.success(request, "The application is started. The list below shows what it needs.")
        return redirect(started[0].url)
    made = {"ccg": ccg, "form": form, "rounds": rounds, "breadcrumbs": crumbs(ccg)}
    return render(request, "models_abc/application_start.jinja", made)


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def application_proof(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The whole proof: each requirement with its rule, its source and the facts that were looked at."""
    made = context(request, find(ccg, number), request.now)
    made["lists"] = requirement_lists(made["tree"], *Stage)
    return render(request, "models_abc/application_proof.jinja", made)


application_withdraw = act_view(
    ActPage(
        act=acts.WITHDRAW,
        place=APPLICATION,
        does=withdraw_application,
        form=ReasonForm,
        fill=lambda request, application: {"missing": "Enter why you are withdrawing the application"},
        intro="We tell the region if it was submitted. Records are kept. You can start a new application while a "
        "round is open.",
        done="The application is withdrawn.",
        then=lambda application: url_to("application", application.ccg),
    )
)
