"""Deciding: each act on a version has one page with what stands in its way, its form and its button."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse

from ccgs.actions.constitutions import (
    adopt_by_members,
    approve_by_nhs_england,
    bring_into_force,
    discard_draft,
    propose,
    reject,
    return_to_draft,
)
from ccgs.actions.constitutions.common import facts_of
from ccgs.forms.constitutions import AdoptForm, ApproveForm, ForceForm, ProposeForm
from ccgs.models import CCG, Constitution
from ccgs.rules import constitution_acts as acts
from ccgs.rules.constitutions import force_blockers, proposal_blockers
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import ActPage, Place, act_page
from ccgs.views.constitutions.common import crumbs, find, waiting_on
from cocommission.shared.actions.documents import store_document
from cocommission.shared.clock import to_the_minute
from cocommission.shared.errors import Refused
from cocommission.shared.forms import ReasonForm
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker

VERSION = Place(
    noun="constitution",
    find=find,
    crumbs=lambda version: crumbs(version.ccg, version),
    caption=lambda version: f"Version {version.number} of the constitution of {version.ccg.name}",
)
TEMPLATE = "ccgs/constitution_act.jinja"


def _adopt(*, what: str, figures: str, **given: Any) -> Constitution:
    return adopt_by_members(evidence={"what": what, "figures": figures, "as_published": True}, **given)


@transaction.atomic
def _approve(*, file: Any, by: Person, now: datetime, **given: Any) -> Constitution:
    stored = store_document(file, by=by, now=now) if file else None
    return approve_by_nhs_england(document=stored, by=by, now=now, **given)


def _before_proposal(request: PersonRequest, version: Constitution) -> Iterable[Blocker]:
    draft = not acts.PROPOSE.blockers(version.state)
    return proposal_blockers(facts_of(version, request.now)) if draft else []


def _before_force(request: PersonRequest, version: Constitution) -> Iterable[Blocker]:
    approved = not acts.FORCE.blockers(version.state)
    return force_blockers(facts_of(version, request.now), from_at=request.now) if approved else []


def _warns(request: PersonRequest, version: Constitution) -> dict[str, Any]:
    return {"variant": "warning"}


PAGES: dict[str, ActPage[Constitution]] = {
    "propose": ActPage(
        act=acts.PROPOSE,
        place=VERSION,
        does=propose,
        form=ProposeForm,
        intro="You cannot edit its text or voting rules after you propose it. Members vote on this version.",
        barred=_before_proposal,
        done="The version is now proposed to the members.",
        template=TEMPLATE,
    ),
    "discard": ActPage(
        act=acts.DISCARD,
        place=VERSION,
        does=discard_draft,
        form=ReasonForm,
        fill=lambda request, version: {"missing": "Enter why you are giving this draft up"},
        intro="It is kept and marked as rejected.",
        beside=_warns,
        done="The draft is given up.",
        template=TEMPLATE,
    ),
    "adopt": ActPage(
        act=acts.ADOPT,
        place=VERSION,
        does=_adopt,
        form=AdoptForm,
        intro="A ballot in this service records this automatically. Use this page only for a decision that members "
        "made elsewhere.",
        done="The adoption is recorded.",
        template=TEMPLATE,
    ),
    "return": ActPage(
        act=acts.RETURN,
        place=VERSION,
        does=return_to_draft,
        form=ReasonForm,
        fill=lambda request, version: {"missing": "Enter why you are taking the version back"},
        intro="A vote on this version no longer counts, even if it is still open. You must ask the members again.",
        beside=_warns,
        done="The version is a draft again.",
        template=TEMPLATE,
    ),
    "lost": ActPage(
        act=acts.LOST,
        place=VERSION,
        does=reject,
        form=ReasonForm,
        fill=lambda request, version: {"missing": "Enter why the members did not adopt it"},
        intro="The version is kept and marked as rejected.",
        beside=_warns,
        done="The version is recorded as rejected.",
        template=TEMPLATE,
    ),
    "approve": ActPage(
        act=acts.APPROVE,
        place=VERSION,
        does=_approve,
        form=ApproveForm,
        intro="NHS England decides in writing, with reasons.",
        barred=lambda request, version: waiting_on(version, request.now),
        done="NHS England's approval is recorded.",
        template=TEMPLATE,
    ),
    "refuse": ActPage(
        act=acts.REFUSE,
        place=VERSION,
        does=reject,
        form=ReasonForm,
        fill=lambda request, version: {"missing": "Enter why NHS England refuses it"},
        intro="NHS England decides in writing, with reasons. The version is kept and marked as rejected.",
        beside=_warns,
        done="NHS England's refusal is recorded.",
        template=TEMPLATE,
    ),
    "in-force": ActPage(
        act=acts.FORCE,
        place=VERSION,
        does=bring_into_force,
        form=ForceForm,
        fill=lambda request, version: {"initial": {"from_at": to_the_minute(request.now)}},
        intro="The version in force before ends at that moment. You can enter a time that has passed. Ballots that "
        "opened since then keep their voting rule.",
        barred=_before_force,
        done="The time it comes into force is recorded.",
        template=TEMPLATE,
    ),
}
"""The page of each act, by the last part of its address."""


def ways_on(request: Request, version: Constitution) -> list[tuple[str, str, str]]:
    """What can happen next with a version: title, address ("" when the person may not) and who does it."""
    possible = [(name, page.act) for name, page in PAGES.items() if not page.act.blockers(version.state)]
    return [
        (
            act.title,
            reverse("ccg-constitution-act", args=[version.ccg.code, version.number, name])
            if request.may(act.right, version.ccg)
            else "",
            act.who,
        )
        for name, act in possible
    ]


@ccg_page(Permission.EDIT_CONSTITUTION, Permission.APPROVE_CONSTITUTION)
def act(request: PersonRequest, ccg: CCG, number: int, name: str) -> HttpResponse:
    """The page of one act."""
    version = find(request, ccg, number)
    page = PAGES.get(name)
    if page is None:
        raise Http404("There is no such act.")
    if not request.may(page.act.right, ccg):
        raise Refused(Blocker("POST-03", f"Only the {page.act.who} can do this.", page.act.who), status=403)
    return act_page(request, page, version)
