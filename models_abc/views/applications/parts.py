"""What every page of an application shares: finding it, who may do what, and the proof in groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import Request, who_may
from ccgs.views.acts import Place
from cocommission.shared.pages import url_to
from models_abc.models import Application
from models_abc.queries.applications import applications_of
from models_abc.readiness import evidence_of
from models_abc.rules import readiness as rule
from models_abc.rules.readiness import Requirement
from models_abc.rules.readiness.evidence import Evidence
from models_abc.rules.readiness.proof import done_of
from models_abc.terms import RequirementState, Stage

_GROUPS = (
    ("The members and the constitution", ("MANDATE", "CONSTITUTION", "started")),
    ("The LMC and the governing body", ("CONSULTATION", "GOVERNING_BODY")),
    ("Signatures", ("ACCOUNTABLE_OFFICER", "AUDIT_CHAIR", "attestations.two_people")),
    ("Documents", ("FINANCE_TEMPLATE", "DCO_SIGNATURE", "IMPLEMENTATION_PLAN", "LOCAL_AGREEMENT")),
    ("The committee and conflicts of interest", ("COMMITTEE", "REGISTERS")),
    ("The round", ("round",)),
)
#: Anyone who works on or looks after an application may read it.
READERS = (Permission.VIEW_WORKING,)


def find(ccg: CCG, number: int) -> Application:
    """The CCG's application with this number; 404 for another CCG's or none."""
    row = applications_of(ccg).filter(number=number).first()
    if row is None:
        raise Http404(f"{ccg.name} has no application {number}.")
    return row


@dataclass(frozen=True)
class RequirementList:
    """What is needed at one gate: under its headings, how many of them are done, and what is not needed."""

    title: str
    done: int
    total: int
    groups: list[tuple[str, list[Requirement]]]
    not_needed: list[Requirement]


def requirement_lists(tree: Iterable[Requirement], *stages: Stage) -> list[RequirementList]:
    """The lists that every page of an application shows, in the order of `stages`."""
    return [_list([one for one in tree if one.stage == stage], stage) for stage in stages]


def _list(requirements: list[Requirement], stage: Stage) -> RequirementList:
    needed = [one for one in requirements if one.state != RequirementState.NOT_NEEDED]
    not_needed = [one for one in requirements if one.state == RequirementState.NOT_NEEDED]
    titled = [("", needed)]
    if stage == Stage.SUBMIT:
        titled = [(title, [one for one in needed if one.id in ids]) for title, ids in _GROUPS]
    done, total = done_of(needed)
    return RequirementList(stage.label, done, total, [(title, rows) for title, rows in titled if rows], not_needed)


def rights(request: Request, application: Application | None, ccg: CCG) -> dict[str, bool]:
    """What the reader may do here, now: the right, and the state in which it means something."""
    may = request.may
    return {
        "read": may(Permission.VIEW_WORKING, ccg),
        "start": may(Permission.EDIT_APPLICATION, ccg),
        "submit": may(Permission.SUBMIT_APPLICATION, ccg),
        "accountable": may(Permission.ATTEST_ACCOUNTABLE, ccg),
        "audit": may(Permission.ATTEST_AUDIT, ccg),
        "review": may(Permission.REVIEW_APPLICATIONS, ccg),
    }


def require_to_post(request: Request, ccg: CCG, permission: str) -> None:
    """Everyone who works at the CCG may read the page; only the holders of `permission` may send its form."""
    if request.method == "POST" and not request.may(permission, ccg):
        raise PermissionDenied(
            f"None of your posts lets you {Permission(permission).label} for {ccg}. Ask: {who_may(permission)}."
        )


def crumbs(ccg: CCG, application: Application | None = None) -> list[tuple[str, str]]:
    """Where the reader is."""
    found = [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Application", url_to("application", ccg))]
    return [*found, (f"Application {application.number}", application.url)] if application else found


APPLICATION = Place(
    noun="application",
    find=lambda request, ccg, number: find(ccg, number),
    crumbs=lambda application: crumbs(application.ccg, application),
    caption=lambda application: application.ccg.name,
)


def proof_of(request: Request, application: Application, *ids: str) -> list[Requirement]:
    """The requirements with these ids as they are now, for a page on which they are met."""
    return requirement(rule.requirements(evidence_of(application, request.now), now=request.now), *ids)


def context(request: Request, application: Application, now: datetime, **more: Any) -> dict[str, Any]:
    """The application with its proof, what blocks and warns, and what the reader may do."""
    evidence: Evidence = evidence_of(application, now)
    tree = rule.requirements(evidence, now=now)
    return {
        "ccg": application.ccg,
        "application": application,
        "evidence": evidence,
        "tree": tree,
        "may": rights(request, application, application.ccg),
        "breadcrumbs": crumbs(application.ccg, application),
        "blockers": rule.blockers(evidence, now=now),
        "warnings": rule.warnings(evidence, now=now),
        "go_live_blockers": rule.blockers(evidence, now=now, stage=Stage.GO_LIVE),
        "in_until": rule.in_until(evidence, now),
        "submission": getattr(application, "submission", None),
        **more,
    }


def requirement(tree: Iterable[Requirement], *ids: str) -> list[Requirement]:
    """The requirements with these ids."""
    return [one for one in tree if one.id in ids]
