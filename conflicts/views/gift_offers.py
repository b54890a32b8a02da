"""Recording an offer of a gift or hospitality: first what the rules say about it, then the entry."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, person_ccg_page
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import values
from cocommission.shared.views.sending import held_back, number_of
from cocommission.shared.views.submitting import shown_again
from conflicts.actions.gifts import record_offer
from conflicts.forms.gifts import OfferForm
from conflicts.queries.gifts import (
    declarants_now,
    earlier_pence,
    standing,
)
from conflicts.rules.gifts import (
    JudgedOffer,
    Verdict,
    pounds,
    verdict,
)
from conflicts.views.gifts import gifts_crumb, may_record
from conflicts.views.registers import crumbs


def _people(request: PersonRequest, ccg: CCG) -> QuerySet[Person]:
    """For whom the person may record: themself, and everybody who declares for an officer."""
    if request.may(Permission.KEEP_REGISTERS, ccg):
        return declarants_now(ccg, request.now)
    if not may_record(request, ccg):
        raise PermissionDenied(
            "You are not on this CCG's list of people who declare. Ask a governance officer to add you."
        )
    return Person.objects.filter(pk=request.person.pk)


@person_ccg_page
def gift_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Records an offer: first what the rules say about it, then, when nothing was changed, the entry."""
    if not _known(request, ccg):
        raise Http404("You are not connected with this CCG, so you cannot record an offer here.")
    people = _people(request, ccg)
    me = request.person.pk if people.filter(pk=request.person.pk).exists() else None
    form = OfferForm(request.POST if request.method == "POST" else None, people=people, initial={"person": me})
    said: Verdict | None = None
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        said = _verdict(request, ccg, form)
        if form.cleaned_data["checked"] == form.fingerprint and said.allowed:
            try:
                gift = record_offer(
                    ccg=ccg,
                    person=form.cleaned_data["person"],
                    facts=form.facts,
                    form_token=number_of(request),
                    by=request.person,
                    now=request.now,
                )
                messages.success(request, f"Entry {gift.number} is recorded.")
                return redirect(gift.url)
            except Refused as refused:
                if refused.status == 403:
                    raise
                add_refusal(form, refused)
                shown_again(request, refused.status)
        elif not said.allowed:
            add_refusal(form, Refused(*[found for found in said.blockers if found.level == "B"]))
            shown_again(request, 400)
        else:
            data = request.POST.copy()
            data["checked"] = form.fingerprint
            form.data = data
    elif form.errors and not hasattr(request, "refused_with"):
        shown_again(request, 400)
    context = {
        "ccg": ccg,
        "form": form,
        "said": said if said and said.allowed and not form.errors else None,
        "total": pounds(said.total_pence) if said else "",
        "breadcrumbs": crumbs(ccg, gifts_crumb(ccg)),
    }
    return render(request, "conflicts/gift_new.jinja", context)


def _known(request: PersonRequest, ccg: CCG) -> bool:
    return request.asker.rights.connected(ccg) or standing(ccg, request.person, request.now) is not None


def _verdict(request: Request, ccg: CCG, form: OfferForm) -> Verdict:
    facts = form.facts
    earlier = earlier_pence(ccg, form.cleaned_data["person"], facts.source_name, facts.offered_on)
    return verdict(JudgedOffer(**values(facts), declared_on=london(request.now).date(), earlier_pence=earlier))
