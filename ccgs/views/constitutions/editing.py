"""Writing a draft: its text, its checklist, its voting rules."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ccgs.actions.constitutions import (
    change_text,
    draft_constitution,
    mark_checklist,
    remove_voting_rule,
    save_voting_rule,
)
from ccgs.forms.constitutions import ChecklistForm, TextForm
from ccgs.forms.voting_rules import VotingRuleForm
from ccgs.models import CCG, Constitution
from ccgs.queries.constitutions import in_force
from ccgs.rules.constitution_acts import WRITE
from ccgs.rules.constitutions import checklist as checklist_lines
from ccgs.rules.voting import VotingRuleTerms
from ccgs.rules.voting_checks import voting_blockers
from ccgs.terms.roles import Permission
from ccgs.terms.voting import Decides
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.constitutions.common import crumbs, find, on_version
from cocommission.shared.actions.documents import store_document
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.views.sending import held_back
from cocommission.shared.views.submitting import form_data

EDIT = Permission.EDIT_CONSTITUTION


def _only_drafts(version: Constitution) -> None:
    reasons = WRITE.blockers(version.state)
    if reasons:
        raise Conflict(*reasons)


def _text_page(
    request: PersonRequest, form: TextForm, save: Callable[..., Constitution], **context: Any
) -> HttpResponse:
    """The form of title and text; ``save`` takes them with the stored file."""
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                stored = store_document(data["file"], by=request.person, now=request.now) if data["file"] else None
                version = save(
                    title=data["title"], text=data["text"], source_file=stored, by=request.person, now=request.now
                )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"Draft {version.number} is saved.")
            return redirect(version.url)
    context |= {"form": form}
    return render(request, "ccgs/constitution_edit.jinja", context, status=400 if form.errors else 200)


@ccg_page(EDIT)
def new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """A new draft, from the version in force or the one named by ``?from=``."""
    given = request.GET.get("from", "")
    base = find(request, ccg, int(given)) if given.isdecimal() and len(given) < 9 else in_force(ccg, request.now)
    form = TextForm(*form_data(request), initial={"text": base.text if base else ""})
    return _text_page(
        request, form, partial(draft_constitution, ccg=ccg, based_on=base),
        ccg=ccg, base=base, title="New draft of the constitution", breadcrumbs=crumbs(ccg),
    )  # fmt: skip


@ccg_page(EDIT)
@on_version
def edit(request: PersonRequest, ccg: CCG, version: Constitution) -> HttpResponse:
    """Title and text of a draft."""
    _only_drafts(version)
    initial = {"title": version.title, "text": version.text, "seen_hash": version.text_hash}
    form = TextForm(*form_data(request), initial=initial)

    def save(**fields: Any) -> Constitution:
        seen = {name: form.cleaned_data[name] for name in ("reason", "seen_hash")}
        return change_text(constitution=version, **seen, **fields)

    return _text_page(
        request, form, save,
        ccg=ccg, version=version, title=f"Edit draft {version.number}", breadcrumbs=crumbs(ccg, version),
    )  # fmt: skip


@ccg_page(EDIT)
@on_version
def mark(request: PersonRequest, ccg: CCG, version: Constitution) -> HttpResponse:
    """The clause that meets each required item; suggestions are filled in, an officer confirms them."""
    _only_drafts(version)
    lines = reverse("ccg-constitution-checklist", args=[ccg.code, version.number])
    form = ChecklistForm(form_data(request)[0], lines=checklist_lines(version.text, version.checklist))
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        mark_checklist(constitution=version, marks=form.cleaned_data, by=request.person, now=request.now)
        messages.success(request, "The checklist is saved.")
        return redirect(lines)
    way = [*crumbs(ccg, version), ("Checklist", lines)]
    context = {"ccg": ccg, "version": version, "form": form, "breadcrumbs": way}
    return render(request, "ccgs/constitution_mark.jinja", context, status=400 if form.errors else 200)


@ccg_page(EDIT)
@on_version
def voting_rule(request: PersonRequest, ccg: CCG, version: Constitution, decides: str) -> HttpResponse:
    """One voting rule of a draft, read back in plain English before it is saved."""
    _only_drafts(version)
    decides = decides.upper().replace("-", "_")
    if decides not in Decides.values:
        raise Http404("There is no such kind of question.")
    present = next((rule for rule in version.voting_rules.all() if rule.decides == decides), None)
    back = reverse("ccg-constitution", args=[ccg.code, version.number])
    if request.method == "POST" and request.POST.get("act") == "remove":
        remove_voting_rule(constitution=version, decides=decides, by=request.person, now=request.now)
        messages.success(request, "The rule is removed from the draft.")
        return redirect(back)
    initial = VotingRuleForm.initial_of(present.terms if present else VotingRuleTerms(decides=decides))
    form = VotingRuleForm(form_data(request)[0], initial=initial)
    terms = present.terms if present else None
    if request.method == "POST" and not held_back(request, form, beside=("act",)) and form.is_valid():
        terms = form.terms(decides)
        if request.POST.get("act") != "preview":
            try:
                save_voting_rule(constitution=version, terms=terms, by=request.person, now=request.now)
            except Refused as refused:
                add_refusal(form, refused)
            else:
                messages.success(request, "The rule is saved.")
                return redirect(back)
    context = {
        "ccg": ccg,
        "version": version,
        "present": present,
        "decides": Decides(decides),
        "form": form,
        "terms": terms,
        "blockers": voting_blockers(terms) if terms else [],
        "breadcrumbs": crumbs(ccg, version),
    }
    return render(request, "ccgs/voting_rule.jinja", context, status=400 if form.errors else 200)
