"""What officers and secretaries do with a committee: one page, one act."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_view
from cocommission.shared.actions.documents import store_document
from cocommission.shared.clock import london
from cocommission.shared.models import Document, Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.facts import gather
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
from pccc.queries.composition import sitters, terms_at
from pccc.rules import committee_acts as acts
from pccc.rules.facts import DescriptionFacts, TermsFacts
from pccc.rules.meeting_acts import AHEAD
from pccc.rules.quorum.language import sentence
from pccc.views.committees import COMMITTEE, crumbs, of_number


def stored(upload: Any, *, by: Person, now: datetime) -> Document | None:
    """The uploaded file as a document, None where none was chosen."""
    return store_document(upload, by=by, now=now) if upload else None


@ccg_page(Permission.RUN_COMMITTEES)
def committee_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Starts to set up a committee."""
    form = NewCommitteeForm(*form_data(request), ccg=ccg)
    made: list[Committee] = []

    def act(cleaned: dict[str, Any]) -> None:
        agreement = stored(cleaned.pop("agreement"), by=request.person, now=request.now)
        given = gather(DescriptionFacts, cleaned)
        made.append(draft_committee(ccg=ccg, agreement=agreement, by=request.person, now=request.now, **given))

    if submitted(request, form, act):
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Set up a committee",
        "caption": ccg.name,
        "breadcrumbs": crumbs(ccg),
        "back": url_to("committees", ccg),
        "button": "Save and continue",
    }
    return render(request, "forms/act.jinja", context)


def _described(request: PersonRequest, committee: Committee) -> dict[str, Any]:
    initial = {
        "name": committee.name,
        "common_name": committee.common_name,
        "region": committee.region_id,
        "meets_in_public": "yes" if committee.meets_in_public else "no",
    }
    return {"ccg": committee.ccg, "initial": initial}


def _describe(*, agreement: Any, by: Person, now: datetime, **given: Any) -> None:
    describe_committee(agreement=stored(agreement, by=by, now=now), by=by, now=now, **given)


committee_edit = act_view(
    ActPage(
        act=acts.EDIT,
        place=COMMITTEE,
        does=_describe,
        form=DescriptionForm,
        fill=_described,
        button="Save the description",
        done="The description is saved.",
    )
)


def _ended_with_it(request: PersonRequest, committee: Committee) -> list[str]:
    members = len(sitters(committee, request.now))
    ahead = committee.meetings.filter(state__in=AHEAD).count()
    found = [f"{members} {'member sits' if members == 1 else 'members sit'} on it today."] if members else []
    if ahead:
        found.append(f"{ahead} {'meeting is' if ahead == 1 else 'meetings are'} planned. Cancel what is not held.")
    return found


committee_end = act_view(
    ActPage(
        act=acts.END,
        place=COMMITTEE,
        does=end_committee,
        form=CommitteeEndForm,
        loses=_ended_with_it,
        done="The committee has ended.",
    )
)
committee_invite = act_view(
    ActPage(
        act=acts.INVITE,
        place=COMMITTEE,
        does=invite,
        form=InviteForm,
        fill=lambda request, committee: {"initial": {"invited_on": london(request.now).date()}},
        button="Save the invitation",
        done="The invitation is recorded.",
    )
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
        kept = current.document if current is not None else None
        document = stored(cleaned["document"], by=request.person, now=request.now) or kept
        facts = gather(TermsFacts, {**cleaned, "quorum": rule or {}})["facts"]
        set_terms(committee=committee, facts=facts, document=document, by=request.person, now=request.now)

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
        "title": acts.TERMS.title,
        "blockers": acts.TERMS.blockers(committee.state),
        "breadcrumbs": COMMITTEE.crumbs(committee),
    }
    return render(request, "pccc/terms_form.jinja", context)
