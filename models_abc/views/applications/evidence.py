"""The pages on which each piece of evidence is chosen, recorded or uploaded."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.forms import rows_of
from cocommission.shared.pages import url_to
from cocommission.shared.views.documents import attachment
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.applications import (
    change_start,
    choose_ballots,
    choose_constitution,
    choose_consultations,
)
from models_abc.actions.evidence import (
    add_document,
    plan_vote,
    record_approval,
    remove_document,
    waive_consultation,
)
from models_abc.forms.applications import (
    ApprovalForm,
    ConstitutionForm,
    ConsultationForm,
    DocumentForm,
    MandateForm,
    StartDayForm,
    VotePlanForm,
)
from models_abc.models import Application
from models_abc.queries.records import on_record
from models_abc.terms import DocumentKind
from models_abc.views.applications.parts import READERS, context, find, require_to_post, requirement


def _page(
    request: Request,
    application: Application,
    form: Any,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    right: str = "edit",
    **more: Any,
) -> HttpResponse:
    """Hands the form to the action; shows the requirements it is about beside it."""
    needs = Permission.RECORD_GOVERNING_BODY if right == "record" else Permission.EDIT_APPLICATION
    require_to_post(request, application.ccg, needs)
    if submitted(request, form, act):
        messages.success(request, done)
        return redirect(application.url)
    made = context(request, application, request.now, form=form, **more)
    made["requirements"] = requirement(made["tree"], *more.get("ids", ()))
    made["can"] = made["may"][right]
    return render(request, "models_abc/application_evidence.jinja", made)


@ccg_page(*READERS)
def application_mandate(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Chooses the ballots that are the members' mandate."""
    application, now = find(ccg, number), request.now
    linked = [link.ballot_id for link in application.mandate_links.filter(unlinked_at__isnull=True)]
    form = MandateForm(*form_data(request), ccg=ccg, now=now, initial={"ballots": linked})
    return _page(
        request, application, form,
        lambda data: choose_ballots(
            application=application, ballots=list(data["ballots"]), by=request.person, now=now
        ),
        done="The mandate is recorded.", right="edit_vote", ids=("MANDATE", "CONSTITUTION"),
        title="Mandate of the member practices", button="Save the ballots",
        empty=not rows_of(form, "ballots").queryset,
        empty_text="No ballot on a model or on the constitution has been opened.", empty_url=url_to("ballots", ccg),
    )  # fmt: skip


@ccg_page(*READERS)
def application_start_day(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Chooses another of the days on which CCGs of the round can start."""
    application, now = find(ccg, number), request.now
    form = StartDayForm(*form_data(request), round=application.round, initial={"go_live_on": application.go_live_on})
    return _page(
        request, application, form,
        lambda data: change_start(application=application, by=request.person, now=now, **data),
        done="The day to start is recorded. Everyone who signed must check it and sign again.", ids=("round",),
        title="Day to start", button="Save the day", empty=not application.round.go_live_on,
        empty_text="The round lists no day on which CCGs can start.", empty_url=application.round.url,
    )  # fmt: skip


@ccg_page(*READERS)
def application_constitution(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Chooses the version of the constitution."""
    application, now = find(ccg, number), request.now
    form = ConstitutionForm(*form_data(request), ccg=ccg, initial={"constitution": application.constitution_id})
    return _page(
        request, application, form,
        lambda data: choose_constitution(application=application, by=request.person, now=now, **data),
        done="The version is recorded.", ids=("CONSTITUTION", "go_live.constitution"),
        title="Constitution", button="Save the version",
        empty=not rows_of(form, "constitution").queryset,
        empty_text="There is no version of the constitution.", empty_url=url_to("ccg-constitutions", ccg),
    )  # fmt: skip


@ccg_page(*READERS)
def application_consultation(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Chooses the consultations of the LMC, or records why there is none."""
    application, now = find(ccg, number), request.now
    linked = [link.consultation_id for link in application.consultation_links.filter(unlinked_at__isnull=True)]
    waiver = on_record(application, now).waiver
    initial = {"consultations": linked, "waived_because": waiver}
    form = ConsultationForm(*form_data(request), ccg=ccg, initial=initial)

    @transaction.atomic
    def act(data: dict[str, Any]) -> None:
        by = request.person
        rows = list(data["consultations"])
        choose_consultations(application=application, consultations=rows, by=by, now=now)
        if data["waived_because"].strip() != waiver:
            waive_consultation(application=application, reason=data["waived_because"], by=by, now=now)

    return _page(
        request, application, form, act, done="The consultation is recorded.", ids=("CONSULTATION",),
        title="Consultation of the LMC", button="Save", empty=False,
    )  # fmt: skip


@ccg_page(*READERS)
def application_governing_body(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Records the governing body's approval."""
    application, now = find(ccg, number), request.now
    return _page(
        request, application, ApprovalForm(*form_data(request)),
        lambda data: record_approval(application=application, by=request.person, now=now, **data),
        done="The governing body's approval is recorded.", right="record", ids=("GOVERNING_BODY",),
        title="Approval by the governing body", button="Record the approval", upload=True, empty=False,
        approvals=list(application.approvals.order_by("-pk").select_related("document", "recorded_by").defer(
            "document__content")),
    )  # fmt: skip


@ccg_page(*READERS)
def application_documents(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The documents: what is there, what is missing, and uploading one."""
    application, now = find(ccg, number), request.now
    require_to_post(request, ccg, Permission.EDIT_APPLICATION)
    needed = application.round.evidence_for(application.model_sought)
    form = DocumentForm(*form_data(request), needed=needed, initial={"kind": request.GET.get("kind", "")})
    if submitted(
        request,
        form,
        lambda data: add_document(application=application, by=request.person, now=now, **data),
    ):
        messages.success(request, "The document is added.")
        return redirect(url_to("application-documents", application))
    made = context(request, application, now, form=form)
    made |= {
        "requirements": requirement(made["tree"], *(kind.value for kind in DocumentKind)),
        "documents": list(
            application.documents.select_related("document", "added_by").defer("document__content").order_by("-pk")
        ),
        "can": made["may"]["edit"],
    }
    return render(request, "models_abc/application_documents.jinja", made)


@ccg_page(Permission.EDIT_APPLICATION)
def application_document_remove(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """Takes a document out; asks first."""
    application, now = find(ccg, number), request.now
    document = get_object_or_404(application.documents.select_related("document").defer("document__content"), pk=pk)
    if request.method == "POST":
        remove_document(document=document, by=request.person, now=now)
        messages.success(request, "The document is removed. It is kept in the history.")
        return redirect(url_to("application-documents", application))
    made = context(request, application, now, document=document)
    return render(request, "models_abc/application_document_remove.jinja", made)


@require_safe
@ccg_page(*READERS)
def application_document(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """The file, for whoever may read the application."""
    return attachment(get_object_or_404(find(ccg, number).documents.select_related("document"), pk=pk).document)


@require_safe
@ccg_page(*READERS)
def application_minute(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """The minute or paper of a governing body's approval."""
    return attachment(get_object_or_404(find(ccg, number).approvals.select_related("document"), pk=pk).document)


@ccg_page(*READERS)
def application_subject_to_vote(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Commits to the dates of a vote that is still to come."""
    application, now = find(ccg, number), request.now
    return _page(
        request, application, VotePlanForm(*form_data(request)),
        lambda data: plan_vote(application=application, by=request.person, now=now, **data),
        done="The dates of the vote are recorded.", right="edit_vote", ids=("MANDATE", "CONSTITUTION"),
        title="Apply subject to a vote", button="Record the dates", empty=False,
        text="When the members have not voted yet, the application can only go in subject to their vote. "
        "If members vote no, the application is withdrawn automatically. The region cannot approve it before the "
        "result is published.",
        plans=list(application.vote_plans.order_by("-pk")),
    )  # fmt: skip
