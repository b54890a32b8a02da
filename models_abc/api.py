"""Open data of applications: what is public, and for those who may read the working papers the readiness too."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema
from ninja.errors import HttpError

from ccgs.models import CCG
from ccgs.queries.open_data import ccg_detail
from ccgs.terms.roles import Permission
from ccgs.views.access import attach
from cocommission.shared.requests import MomentRequest
from models_abc.models import Application
from models_abc.queries.applications import public_of
from models_abc.readiness import answer_for, evidence_of, stage_of
from models_abc.rules import readiness as rule
from models_abc.terms import ApplicationState

router = Router(tags=["Applications"])


class BlockerItem(Schema):
    """One thing in the way: what, which rule asks for it, where that comes from, who can put it right."""

    rule: str
    missing: str
    who: str
    source: str


class ApplicationItem(Schema):
    """An application as everyone may see it, with what stands in the way of the gate ahead."""

    ccg: str
    number: int
    round: str
    model_sought: str = Field(description="B or C")
    state: str
    go_live_on: str | None
    submitted_at: str | None
    dossier_sha256: str | None
    subject_to_vote: bool
    late: bool
    decision: str | None
    stage: str = Field(description="SUBMIT before the submission, GO_LIVE after it")
    ready: bool
    blockers: list[BlockerItem]


class Trouble(Schema):
    """Why there is no answer."""

    detail: str


def _facts(application: Application, at: datetime) -> dict[str, Any]:
    """As it stood at `at`: a question about last year is answered with last year's state and decision."""
    submission = getattr(application, "submission", None)
    evidence = evidence_of(application, at, past=True)
    stage = stage_of(evidence.state)
    stops = rule.blockers(evidence, now=at, stage=stage)
    return {
        "ccg": application.ccg.code,
        "number": application.number,
        "round": application.round.slug,
        "model_sought": application.model_sought,
        "state": evidence.state,
        "go_live_on": evidence.go_live_on.isoformat() if evidence.go_live_on else None,
        "submitted_at": submission.submitted_at.isoformat() if submission else None,
        "dossier_sha256": submission.sha256 if submission else None,
        "subject_to_vote": evidence.state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE,
        "late": bool(submission and submission.is_late),
        "decision": evidence.decision or None,
        "stage": str(stage.value),
        "ready": not stops,
        "blockers": [{"rule": b.rule, "missing": b.missing, "who": b.who, "source": b.source} for b in stops],
    }


@ccg_detail("application")
def application_of(ccg: CCG, at: datetime) -> dict[str, Any] | None:
    """The last application that the CCG had submitted by `at`; None when there was none."""
    row = public_of(ccg).filter(submission__submitted_at__lte=at).first()
    return _facts(row, at) if row else None


def _ccg(code: str) -> CCG:
    found = CCG.objects.select_related("region").filter(code=code.upper(), is_hub=False).first()
    if found is None:
        raise HttpError(404, f"There is no CCG with the code {code[:12]}")
    return found


@router.get(
    "/ccgs/{code}/application/",
    response={200: ApplicationItem, 404: Trouble},
    url_name="ccg-application",
    summary="The application of a CCG",
)
def application(request: MomentRequest, code: str) -> dict[str, Any]:
    """The last application that was submitted to NHS England, and what stands in the way of go-live."""
    ccg = _ccg(code)
    row = public_of(ccg).first()
    if row is None:
        raise HttpError(404, f"{ccg.name} has not submitted an application")
    return _facts(row, request.now)


@router.get(
    "/ccgs/{code}/readiness/",
    response={200: dict[str, Any], 403: Trouble, 404: Trouble},
    url_name="ccg-readiness",
    summary="Readiness of a CCG, for those who may read its working papers",
)
def readiness(request: MomentRequest, response: HttpResponse, code: str) -> Any:
    """The same answer as the page, the button and `manage.py readiness` give; needs a sign-in with a post there."""
    ccg = _ccg(code)
    asker = attach(request)
    if not asker.may(Permission.VIEW_WORKING, ccg):
        raise HttpError(403, "Readiness is a working paper: sign in with a post at this CCG or its region")
    response["Cache-Control"] = "private, no-store"
    return answer_for(ccg, asker.now)
