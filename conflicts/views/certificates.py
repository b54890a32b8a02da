"""Pages of self-certification (F-57)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ccgs.models import CCG
from ccgs.terms import Permission, RoleCode
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, Place, act_view, steps
from cocommission.shared.pages import url_to
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.certificates import attest_certificate, draft_certificate, fill_again, submit_certificate
from conflicts.forms.certificates import ExplanationsForm, PeriodForm
from conflicts.models import SelfCertification
from conflicts.queries.certificates import certificates
from conflicts.queries.standing import standing_blockers
from conflicts.rules import certificate_acts as acts
from conflicts.rules.certificates import unexplained
from conflicts.terms import CertificateState
from conflicts.views.registers import crumbs

OFFICES = {
    RoleCode.ACCOUNTABLE_OFFICER: Permission.ATTEST_ACCOUNTABLE,
    RoleCode.AUDIT_CHAIR: Permission.ATTEST_AUDIT,
}
STEPS = ((acts.EXPLAIN, "self-certification-explain"),)
"""What can be done with a return beside the buttons of its page."""


def _crumb(ccg: CCG) -> tuple[str, str]:
    return ("Self-certification", url_to("self-certifications", ccg))


def _of_ccg(ccg: CCG, pk: int) -> SelfCertification:
    found = certificates(ccg).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such return.")
    return found


CERTIFICATE = Place(
    noun="certificate",
    find=lambda request, ccg, pk: _of_ccg(ccg, pk),
    crumbs=lambda certificate: crumbs(certificate.ccg, _crumb(certificate.ccg)),
    caption=str,
)


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def certificate_list(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Every return of the CCG, latest first, and what the record shows is missing today (GOV-01 to GOV-08)."""
    rows = list(certificates(ccg))
    explained = rows[0].explanations.get("lay_members", "") if rows else ""
    context = {
        "ccg": ccg,
        "rows": rows,
        "missing": standing_blockers(ccg, request.now, explained=explained),
        "may_keep": request.may(Permission.KEEP_REGISTERS, ccg),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/certificates.jinja", context)


@ccg_page(Permission.KEEP_REGISTERS)
def certificate_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Starts the return of the last whole quarter or year."""
    form = PeriodForm(form_data(request)[0])
    made: list[SelfCertification] = []
    if submitted(
        request,
        form,
        lambda c: made.append(draft_certificate(ccg=ccg, by=request.person, now=request.now, **c)),
    ):
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Start a self-certification",
        "caption": ccg.name,
        "intro": "We fill it in from your records. Where the CCG departs from the guidance, explain why.",
        "button": "Fill in the return",
        "back": _crumb(ccg)[1],
        "breadcrumbs": crumbs(ccg, _crumb(ccg)),
    }
    return render(request, "forms/act.jinja", context)


@require_safe
@ccg_page(Permission.VIEW_WORKING)
def certificate(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """One return: each answer with its proof, who attested, what is missing."""
    found = _of_ccg(ccg, pk)
    given = [row for row in found.attestations.select_related("attested_by") if row.answers_hash == found.answers_hash]
    held = {row.role for row in given}
    context = {
        "ccg": ccg,
        "c": found,
        "given": [(RoleCode(row.role).label, row) for row in given],
        "blockers": unexplained(found.answers, found.explanations),
        "may_send": request.may(Permission.KEEP_REGISTERS, ccg) and not acts.SUBMIT.blockers(found.state),
        "steps": steps(request, found, STEPS, code=ccg.code, pk=pk),
        "may_attest": [
            (role, role.label)
            for role, permission in OFFICES.items()
            if role not in held and found.state == CertificateState.DRAFT and request.may(permission, ccg)
        ],
        "breadcrumbs": crumbs(ccg, _crumb(ccg)),
    }
    return render(request, "conflicts/certificate.jinja", context)


def _departures(request: PersonRequest, certificate: SelfCertification) -> dict[str, Any]:
    departs = [answer for answer in certificate.answers if not answer["complies"]]
    return {"departs": departs, "explanations": certificate.explanations}


certificate_explain = act_view(
    ActPage(
        act=acts.EXPLAIN,
        place=CERTIFICATE,
        does=fill_again,
        form=ExplanationsForm,
        fill=_departures,
        intro=lambda certificate: (
            "Nothing departs from the guidance. Saving updates the answers from your records."
            if all(answer["complies"] for answer in certificate.answers)
            else "Saving updates the answers from your records. Attestations of changed answers no longer count."
        ),
        button="Save",
        done="The return is updated from your records, with your explanations.",
    )
)


@require_POST
@ccg_page(*OFFICES.values())
def certificate_attest(request: PersonRequest, ccg: CCG, pk: int) -> HttpResponse:
    """Attests the answers on the page in one's own sign-in."""
    found = _of_ccg(ccg, pk)
    attest_certificate(
        certificate=found,
        role=request.POST.get("role", ""),
        seen_hash=request.POST.get("answers", ""),
        by=request.person,
        now=request.now,
    )
    messages.success(request, "You attested the return.")
    return redirect(found.url)


certificate_submit = require_POST(
    act_view(
        ActPage(
            act=acts.SUBMIT,
            place=CERTIFICATE,
            does=submit_certificate,
            done="You recorded that the return was sent to NHS England.",
        )
    )
)
