"""Deciding: each act on a version has one page with what stands in its way, its form and its button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
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
from ccgs.forms.constitutions import AdoptForm, ApproveForm, ForceForm, ProposeForm, ReasonForm
from ccgs.models import CCG, Constitution
from ccgs.rules.constitutions import force_blockers, proposal_blockers
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.constitutions.common import crumbs, on_version, waiting_on
from cocommission.shared.actions.documents import store_document
from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.sending import held_back

S = ConstitutionState
OFFICER, REGION = "Governance officer", "NHS England regional officer"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its words, the states from which it starts, who may, its form, and the action it calls."""

    label: str
    says: str
    states: tuple[ConstitutionState, ...]
    permission: Permission
    who: str
    form: type[forms.Form]
    do: Callable[[PersonRequest, Constitution, Data], object]
    done: str
    warns: bool = False


def _who(request: PersonRequest, version: Constitution) -> Data:
    return {"constitution": version, "by": request.person, "now": request.now}


def _adopt(request: PersonRequest, version: Constitution, data: Data) -> object:
    evidence = {"what": data["what"], "figures": data["figures"], "as_published": True}
    return adopt_by_members(evidence=evidence, **_who(request, version))


@transaction.atomic
def _approve(request: PersonRequest, version: Constitution, data: Data) -> object:
    stored = store_document(data["file"], by=request.person, now=request.now) if data["file"] else None
    return approve_by_nhs_england(reasons=data["reasons"], document=stored, **_who(request, version))


ACTS: dict[str, Act] = {
    "propose": Act(
        "Propose it to the members",
        "You cannot edit its text or voting rules after you propose it. Members vote on this version.",
        (S.DRAFT,),
        Permission.EDIT_CONSTITUTION,
        OFFICER,
        ProposeForm,
        lambda request, version, data: propose(reason=data["reason"], **_who(request, version)),
        "It is now proposed to the members.",
    ),
    "discard": Act(
        "Give this draft up",
        "It is kept and marked as rejected.",
        (S.DRAFT,),
        Permission.EDIT_CONSTITUTION,
        OFFICER,
        ReasonForm,
        lambda request, version, data: discard_draft(reason=data["reason"], **_who(request, version)),
        "The draft is given up.",
        warns=True,
    ),
    "adopt": Act(
        "Record that the members adopted it",
        "A ballot in this service records this automatically. Use this page only for a decision that members "
        "made elsewhere.",
        (S.PROPOSED,),
        Permission.EDIT_CONSTITUTION,
        OFFICER,
        AdoptForm,
        _adopt,
        "The adoption is recorded.",
    ),
    "return": Act(
        "Take it back to change it",
        "The members' answer no longer counts. You must ask them again.",
        (S.PROPOSED, S.ADOPTED),
        Permission.EDIT_CONSTITUTION,
        OFFICER,
        ReasonForm,
        lambda request, version, data: return_to_draft(reason=data["reason"], **_who(request, version)),
        "It is a draft again.",
        warns=True,
    ),
    "lost": Act(
        "Record that the members did not adopt it",
        "The version is kept and marked as rejected.",
        (S.PROPOSED,),
        Permission.EDIT_CONSTITUTION,
        OFFICER,
        ReasonForm,
        lambda request, version, data: reject(reason=data["reason"], **_who(request, version)),
        "It is recorded as rejected.",
        warns=True,
    ),
    "approve": Act(
        "Approve it for NHS England",
        "NHS England decides in writing, with reasons.",
        (S.ADOPTED,),
        Permission.APPROVE_CONSTITUTION,
        REGION,
        ApproveForm,
        _approve,
        "NHS England's approval is recorded.",
    ),
    "refuse": Act(
        "Refuse it for NHS England",
        "NHS England decides in writing, with reasons. The version is kept and marked as rejected.",
        (S.ADOPTED,),
        Permission.APPROVE_CONSTITUTION,
        REGION,
        ReasonForm,
        lambda request, version, data: reject(reason=data["reason"], **_who(request, version)),
        "NHS England's refusal is recorded.",
        warns=True,
    ),
    "in-force": Act(
        "Bring it into force",
        "The version in force before ends at that moment.",
        (S.APPROVED,),
        Permission.EDIT_CONSTITUTION,
        OFFICER,
        ForceForm,
        lambda request, version, data: bring_into_force(
            from_at=max(data["from_at"], request.now), **_who(request, version)
        ),
        "The day it comes into force is set.",
    ),
}


def ways_on(request: Request, version: Constitution) -> list[tuple[str, str, str]]:
    """What can happen next with a version: label, address ("" when the person may not) and who does it."""
    ways = []
    for name, act in ACTS.items():
        if version.state in act.states:
            address = reverse("ccg-constitution-act", args=[version.ccg.code, version.number, name])
            ways.append((act.label, address if request.may(act.permission, version.ccg) else "", act.who))
    return ways


def _blockers(name: str, version: Constitution, request: Request) -> list[Blocker]:
    if name == "propose":
        return proposal_blockers(facts_of(version, request.now))
    if name == "in-force":
        return force_blockers(facts_of(version, request.now), from_at=request.now, now=request.now)
    return waiting_on(version, request.now) if name == "approve" else []


@ccg_page(Permission.EDIT_CONSTITUTION, Permission.APPROVE_CONSTITUTION)
@on_version
def act(request: PersonRequest, ccg: CCG, version: Constitution, name: str) -> HttpResponse:
    """The page of one act."""
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404("There is no such act.")
    if not request.may(chosen.permission, ccg):
        raise Refused(Blocker("POST-03", f"Only the {chosen.who} can do this.", chosen.who), status=403)
    if version.state not in chosen.states:
        raise Refused(f"You can no longer do this: {version} is {version.get_state_display().lower()}.")
    files = request.FILES or None
    posted = request.POST if request.method == "POST" else None
    form = chosen.form(posted, files, initial={"from_at": request.now})
    if posted is not None and not held_back(request, form) and form.is_valid():
        try:
            chosen.do(request, version, form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"Version {version.number}: {chosen.done}")
            return redirect(version.url)
    context = {
        "ccg": ccg,
        "version": version,
        "act": chosen,
        "form": form,
        "blockers": _blockers(name, version, request),
        "breadcrumbs": crumbs(ccg, version),
    }
    return render(request, "ccgs/constitution_act.jinja", context, status=400 if form.errors else 200)
