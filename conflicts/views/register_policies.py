"""How the registers are kept: the CCG's policy, and the numbers and periods that hold on a day."""

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import london
from cocommission.shared.rules.blockers import STRENGTHS
from cocommission.shared.rules.facts import facts_in, gather
from cocommission.shared.rules.facts import values as typed
from cocommission.shared.views.documents import attachment
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.policies import set_register_policy
from conflicts.forms.registers import MinuteForm, PolicyForm
from conflicts.models import RegisterPolicy
from conflicts.queries.registers import policy_at, sees_in_full
from conflicts.rules.publication import (
    PolicyFacts,
)
from conflicts.rules.values import MEANS, VALUES, in_words
from conflicts.views.registers import crumbs


@ccg_page(Permission.KEEP_REGISTERS)
def register_policy(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Sets the policy from a day on."""
    today = london(request.now).date()
    before = policy_at(ccg, today)
    kept = facts_in(PolicyFacts, before) if before is not None else PolicyFacts(today)
    form = PolicyForm(*form_data(request), initial=typed(replace(kept, from_on=today)))
    if submitted(
        request,
        form,
        lambda data: set_register_policy(ccg=ccg, by=request.person, now=request.now, **gather(PolicyFacts, data)),
    ):
        messages.success(request, "The register policy is set.")
        return redirect("registers", ccg.code)
    context = {
        "ccg": ccg,
        "form": form,
        "policies": list(RegisterPolicy.objects.filter(ccg=ccg).select_related("policy", "set_by")),
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/register_policy.jinja", context)


@require_safe
@ccg_page()
def values(request: Request, ccg: CCG) -> HttpResponse:
    """Every number and period with the days on which it holds, its source and its strength."""
    form = MinuteForm(request.GET or None)
    at: datetime = form.at_or(request.now)
    on = london(at).date()
    rows = [(value, MEANS[value.key], in_words(value), STRENGTHS[value.strength]) for value in VALUES]
    context = {
        "ccg": ccg,
        "form": form,
        "on": on,
        "in_force": [row for row in rows if row[0].holds(on)],
        "other_days": [row for row in rows if not row[0].holds(on)],
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "conflicts/register_values.jinja", context)


@require_safe
@ccg_page()
def policy_document(request: Request, ccg: CCG) -> HttpResponse:
    """The conflicts of interest policy that is in force, once the registers are public."""
    on = london(request.now).date()
    policy = policy_at(ccg, on)
    public = policy is not None and policy.published_on is not None and policy.published_on <= on
    if policy is None or policy.policy is None or not (public or sees_in_full(request.asker.rights, ccg)):
        raise Http404("No policy is published.")
    return attachment(policy.policy)
