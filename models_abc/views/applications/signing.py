"""The two attestations and the Delegation Agreement: people sign in their own sign-ins."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page
from cocommission.shared.forms import ReasonForm
from cocommission.shared.pages import url_to
from cocommission.shared.views.documents import attachment
from cocommission.shared.views.sending import number_of
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.evidence import sign_attestation, withdraw_attestation
from models_abc.actions.review import sign_agreement
from models_abc.forms.applications import SignForm
from models_abc.models import Attestation
from models_abc.queries.records import on_record
from models_abc.rules import application_acts as acts
from models_abc.rules.statements import statement
from models_abc.terms import AttestationRole
from models_abc.views.applications.parts import APPLICATION, READERS, context, find, requirement


@require_safe
@ccg_page(*READERS)
def application_attestations(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Who has signed, what they signed, and where the other one signs."""
    application, now = find(ccg, number), request.now
    made = context(request, application, now)
    roles = [role for role in AttestationRole if request.may(acts.ATTEST[role].right, ccg)]
    made |= {
        "requirements": requirement(made["tree"], *AttestationRole.values, "attestations.two_people"),
        "signed": list(application.attestations.select_related("withdrawal").order_by("-pk")),
        "sign_as": [(role, url_to("application-sign", application, role=role.value.lower())) for role in roles],
        "can_sign": not any(act.blockers(application.state) for act in acts.ATTEST.values()),
        "can_take_back": not acts.ATTESTATION_BACK.blockers(application.state),
    }
    return render(request, "models_abc/application_attestations.jinja", made)


@ccg_page(Permission.ATTEST_ACCOUNTABLE, Permission.ATTEST_AUDIT)
def application_sign(request: PersonRequest, ccg: CCG, number: int, role: str) -> HttpResponse:
    """The full statement and its signature, for the holder of the post."""
    application, now = find(ccg, number), request.now
    try:
        wanted = AttestationRole(role.upper())
    except ValueError as problem:
        raise Http404("There is no such attestation.") from problem
    digest = on_record(application, now).papers_digest
    form = SignForm(*form_data(request), initial={"papers": digest})

    def act(data: dict[str, Any]) -> None:
        sign_attestation(
            application=application,
            role=wanted,
            papers_digest=data["papers"],
            form_token=number_of(request),
            by=request.person,
            now=now,
        )

    if submitted(request, form, act):
        messages.success(request, f"You have signed as {wanted.label}.")
        return redirect(url_to("application-attestations", application))
    if form.is_bound:  # the next try is bound to what this page shows
        data = request.POST.copy()
        data["papers"] = digest
        form.data = data
    made = context(request, application, now, form=form, role=wanted)
    text = statement(wanted, ccg=ccg.name, model_sought=application.model_sought, go_live_on=application.go_live_on)
    made |= {
        "statement": text.split("\n\n"),
        "record": on_record(application, now),
        "cannot": acts.ATTEST[wanted].blockers(application.state),
        "holds_it": request.may(acts.ATTEST[wanted].right, ccg),
    }
    return render(request, "models_abc/application_sign.jinja", made)


BACK = ActPage(
    act=acts.ATTESTATION_BACK,
    place=APPLICATION,
    does=lambda application, **given: withdraw_attestation(**given),
    form=ReasonForm,
    fill=lambda request, application: {"missing": "Enter why you are withdrawing your attestation"},
    intro="Your attestation is kept, with your reason for taking it back.",
    button="Withdraw it",
    done="Your attestation is withdrawn.",
    then=lambda application: url_to("application-attestations", application),
)


@ccg_page(Permission.ATTEST_ACCOUNTABLE, Permission.ATTEST_AUDIT, Permission.VIEW_WORKING)
def application_attestation_withdraw(request: PersonRequest, ccg: CCG, number: int, pk: int) -> HttpResponse:
    """The signer takes an attestation back."""
    application = find(ccg, number)
    attestation = get_object_or_404(Attestation, pk=pk, application=application, person=request.person)
    shown = {"back": url_to("application-attestations", application)}
    return act_page(request, BACK, application, shown=shown, attestation=attestation)


@require_safe
@ccg_page(*READERS)
def application_agreement(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The Delegation Agreement as a file."""
    agreement = getattr(find(ccg, number), "agreement", None)
    if agreement is None:
        raise Http404("There is no Delegation Agreement yet.")
    return attachment(agreement.document)


@require_POST
@ccg_page(Permission.ATTEST_ACCOUNTABLE)
def application_agreement_sign(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """The Accountable Officer signs the Delegation Agreement for the CCG."""
    application = find(ccg, number)
    sign_agreement(application=application, by=request.person, now=request.now)
    messages.success(request, "You have signed the Delegation Agreement for the CCG.")
    return redirect(url_to("application-decision", application))
