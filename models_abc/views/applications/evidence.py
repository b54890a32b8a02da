"""The pages on which each piece of evidence is chosen, recorded or uploaded."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.views.documents import attachment
from models_abc.actions.applications import change_start, choose_ballots, choose_constitution
from models_abc.actions.evidence import (
    add_document,
    plan_vote,
    record_approval,
    record_consultation,
    remove_document,
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
from models_abc.rules import application_acts as acts
from models_abc.terms import DocumentKind
from models_abc.views.applications.parts import APPLICATION, READERS, find, proof_of, require_to_post

Beside = Callable[[PersonRequest, Application], dict[str, Any]]
PAGE = "models_abc/application_evidence.jinja"


def _about(*ids: str) -> Beside:
    """The requirements that a page is about stand beside its form."""
    return lambda request, application: {"requirements": proof_of(request, application, *ids)}


def _view(page: ActPage[Application]) -> Callable[..., HttpResponseBase]:
    """Everyone who works at the CCG may read the page; only who has the right of its act may send the form."""

    @ccg_page(*READERS)
    def view(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
        application = find(ccg, number)
        require_to_post(request, ccg, page.act.right)
        return act_page(request, page, application, shown={"may_change": request.may(page.act.right, ccg)})

    return view


def _mandate(request: PersonRequest, application: Application) -> dict[str, Any]:
    linked = application.mandate_links.filter(unlinked_at__isnull=True).values_list("ballot", flat=True)
    return {"ccg": application.ccg, "now": request.now, "initial": {"ballots": list(linked)}}


application_mandate = _view(
    ActPage(
        act=acts.MANDATE,
        place=APPLICATION,
        does=choose_ballots,
        form=MandateForm,
        fill=_mandate,
        beside=_about("MANDATE", "CONSTITUTION"),
        button="Save the ballots",
        done="The mandate is recorded.",
        template=PAGE,
    )
)
application_start_day = _view(
    ActPage(
        act=acts.START_DAY,
        place=APPLICATION,
        does=change_start,
        form=StartDayForm,
        fill=lambda request, application: {
            "round": application.round,
            "initial": {"go_live_on": application.go_live_on},
        },
        beside=_about("round"),
        button="Save the day",
        done="The day to start is recorded. Everyone who signed must check it and sign again.",
        template=PAGE,
    )
)
application_constitution = _view(
    ActPage(
        act=acts.CONSTITUTION,
        place=APPLICATION,
        does=choose_constitution,
        form=ConstitutionForm,
        fill=lambda request, application: {
            "ccg": application.ccg,
            "initial": {"constitution": application.constitution_id},
        },
        beside=_about("CONSTITUTION", "go_live.constitution"),
        button="Save the version",
        done="The version is recorded.",
        template=PAGE,
    )
)


def _consultation(request: PersonRequest, application: Application) -> dict[str, Any]:
    linked = application.consultation_links.filter(unlinked_at__isnull=True).values_list("consultation", flat=True)
    waiver = on_record(application, request.now).waiver
    return {"ccg": application.ccg, "initial": {"consultations": list(linked), "waived_because": waiver}}


application_consultation = _view(
    ActPage(
        act=acts.CONSULTATION,
        place=APPLICATION,
        does=record_consultation,
        form=ConsultationForm,
        fill=_consultation,
        beside=_about("CONSULTATION"),
        button="Save",
        done="The consultation is recorded.",
        template=PAGE,
    )
)


def _approvals(request: PersonRequest, application: Application) -> dict[str, Any]:
    rows = application.approvals.order_by("-pk").select_related("document", "recorded_by")
    return {**_about("GOVERNING_BODY")(request, application), "approvals": list(rows.defer("document__content"))}


application_governing_body = _view(
    ActPage(
        act=acts.GOVERNING_BODY,
        place=APPLICATION,
        does=record_approval,
        form=ApprovalForm,
        beside=_approvals,
        button="Record the approval",
        done="The governing body's approval is recorded.",
        template=PAGE,
    )
)


def _plans(request: PersonRequest, application: Application) -> dict[str, Any]:
    plans = list(application.vote_plans.order_by("-pk"))
    return {**_about("MANDATE", "CONSTITUTION")(request, application), "plans": plans}


application_subject_to_vote = _view(
    ActPage(
        act=acts.VOTE_PLAN,
        place=APPLICATION,
        does=plan_vote,
        form=VotePlanForm,
        intro="When the members have not voted yet, the application can only go in subject to their vote. "
        "If members vote no, the application is withdrawn automatically. The region cannot approve it before the "
        "result is published.",
        beside=_plans,
        button="Record the dates",
        done="The dates of the vote are recorded.",
        template=PAGE,
    )
)


def _documents_of(application: Application) -> str:
    return url_to("application-documents", application)


def _documents(request: PersonRequest, application: Application) -> dict[str, Any]:
    rows = application.documents.select_related("document", "added_by").defer("document__content")
    about = _about(*(kind.value for kind in DocumentKind))(request, application)
    return {**about, "documents": list(rows.order_by("-pk")), "change": "Upload a document"}


application_documents = _view(
    ActPage(
        act=acts.DOCUMENT,
        place=APPLICATION,
        does=add_document,
        form=DocumentForm,
        fill=lambda request, application: {
            "needed": application.round.evidence_for(application.model_sought),
            "initial": {"kind": request.GET.get("kind", "")},
        },
        beside=_documents,
        button="Upload",
        done="The document is added.",
        then=_documents_of,
        template="models_abc/application_documents.jinja",
    )
)
REMOVE = ActPage(
    act=acts.DOCUMENT_OUT,
    place=APPLICATION,
    does=lambda application, **given: remove_document(**given),
    button="Remove it",
    done="The document is removed. It is kept in the history.",
    then=_documents_of,
)


@ccg_page(Permission.EDIT_APPLICATION)
def application_document_remove(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """Takes a document out; asks first."""
    application = find(ccg, number)
    document = get_object_or_404(application.documents.select_related("document").defer("document__content"), pk=pk)
    shown = {
        "title": f"Remove {document.document.name}",
        "intro": f"It no longer counts as {in_sentence(document.get_kind_display())}. Each person who signed must sign "
        "again. It is kept in the history.",
        "variant": "warning",
        "back": _documents_of(application),
    }
    return act_page(request, REMOVE, application, shown=shown, document=document)


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
