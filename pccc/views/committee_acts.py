"""What officers and secretaries do with a committee: one page, one act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.actions.documents import store_document
from cocommission.shared.clock import london
from cocommission.shared.views.sending import held_back
from cocommission.shared.views.submitting import form_data, shown_again, submitted
from pccc.actions.committees import (
    activate_committee,
    describe_committee,
    draft_committee,
    end_committee,
    invite,
    set_terms,
)
from pccc.forms.committees import CommitteeEndForm, DescriptionForm, InviteForm, NewCommitteeForm
from pccc.forms.terms_of_reference import ClauseFormSet, TermsForm
from pccc.models import Committee
from pccc.queries.composition import terms_at
from pccc.rules.committee_acts import change_blockers
from pccc.rules.quorum.language import sentence
from pccc.views.committees import crumbs, of_number


def stored(request: PersonRequest, upload: Any) -> Any:
    """The uploaded file as a document, None where none was chosen."""
    return store_document(upload, by=request.person, now=request.now) if upload else None


def act_page(
    request: Request,
    committee: Committee,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """A page with one form; its button is disabled, with the reasons, once the committee has ended."""
    if submitted(request, form, act):
        messages.success(request, done)
        return redirect(committee.url)
    context = {
        "ccg": committee.ccg,
        "committee": committee,
        "form": form,
        "title": title,
        "caption": committee.name,
        "blockers": change_blockers(committee.state),
        "breadcrumbs": crumbs(committee.ccg, (committee.name, committee.url)),
        "back": committee.url,
        "button": title,
        **context,
    }
    return render(request, "pccc/form.jinja", context)


@ccg_page(Permission.RUN_COMMITTEES)
def committee_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Starts to set up a committee."""
    form = NewCommitteeForm(*form_data(request), ccg=ccg)
    made: list[Committee] = []

    def act(cleaned: dict[str, Any]) -> None:
        agreement = stored(request, cleaned.pop("agreement"))
        made.append(draft_committee(ccg=ccg, agreement=agreement, by=request.person, now=request.now, **cleaned))

    if submitted(request, form, act):
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Set up a committee",
        "caption": ccg.name,
        "breadcrumbs": crumbs(ccg),
        "back": f"{ccg.url}committees/",
        "button": "Save and go on",
        "upload": True,
    }
    return render(request, "pccc/form.jinja", context)


@ccg_page(Permission.RUN_COMMITTEES)
def committee_edit(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Changes how a committee is described."""
    committee = of_number(request, ccg, number)
    initial = {
        "name": committee.name,
        "common_name": committee.common_name,
        "region": committee.region_id,
        "meets_in_public": "yes" if committee.meets_in_public else "no",
    }
    form = DescriptionForm(*form_data(request), ccg=ccg, initial=initial)

    def act(cleaned: dict[str, Any]) -> None:
        agreement = stored(request, cleaned.pop("agreement"))
        describe_committee(committee=committee, agreement=agreement, by=request.person, now=request.now, **cleaned)

    return act_page(
        request, committee, form, act, title="Save the description", done="The description is changed.", upload=True
    )


@require_POST
@ccg_page(Permission.RUN_COMMITTEES)
def committee_activate(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Makes a committee active; a refusal is a page with every rule that is broken."""
    committee = of_number(request, ccg, number)
    activate_committee(committee=committee, by=request.person, now=request.now)
    messages.success(request, f"{committee.name} is active.")
    return redirect(committee.url)


@ccg_page(Permission.RUN_COMMITTEES)
def committee_end(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Ends a committee."""
    committee = of_number(request, ccg, number)
    form = CommitteeEndForm(form_data(request)[0])

    def act(cleaned: dict[str, Any]) -> None:
        end_committee(committee=committee, reason=cleaned["reason"], by=request.person, now=request.now)

    return act_page(request, committee, form, act, title="End the committee", done=f"{committee.name} has ended.")


@ccg_page(Permission.RUN_COMMITTEES)
def committee_invite(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Records a standing invitation."""
    committee = of_number(request, ccg, number)
    form = InviteForm(form_data(request)[0], initial={"invited_on": london(request.now).date()})

    def act(cleaned: dict[str, Any]) -> None:
        invite(committee=committee, by=request.person, now=request.now, **cleaned)

    return act_page(request, committee, form, act, title="Save the invitation", done="The invitation is on record.")


@ccg_page(Permission.RUN_COMMITTEES)
def committee_terms_new(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Sets a version of the terms of reference; the quorum is chosen or built, clause by clause."""
    committee = of_number(request, ccg, number)
    today = london(request.now).date()
    current = committee.terms.order_by("-number").first() or terms_at(committee, today)
    initial = {"from_on": today, **TermsForm.initial_of(current)}
    data, files = form_data(request)
    form = TermsForm(data, files, current=current, initial=initial)
    clauses = ClauseFormSet(data, prefix="clause")
    held = request.method == "POST" and held_back(request, form, beside=("clause-",))
    sound = request.method == "POST" and not held and clauses.is_valid() and form.is_valid()
    rule = form.rule(clauses) if sound else None

    def act(cleaned: dict[str, Any]) -> None:
        wanted = {name: value for name, value in cleaned.items() if name not in ("quorum", "different_people")}
        kept = current.document if current is not None else None
        wanted["document"] = stored(request, wanted["document"]) or kept
        set_terms(committee=committee, quorum=rule or {}, by=request.person, now=request.now, **wanted)

    if rule is not None and submitted(request, form, act, beside=("clause-",)):
        messages.success(request, "The terms of reference are set.")
        return redirect(committee.url)
    if request.method == "POST" and rule is None and not held:
        shown_again(request, 400)
    context = {
        "ccg": ccg,
        "committee": committee,
        "form": form,
        "formset": clauses,
        "current": sentence(current.quorum) if current is not None else "",
        "blockers": change_blockers(committee.state),
        "breadcrumbs": crumbs(ccg, (committee.name, committee.url)),
    }
    return render(request, "pccc/terms_form.jinja", context)
