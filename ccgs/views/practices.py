"""The members of a CCG, one practice, and its contract."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.actions.contracts import record_contract
from ccgs.forms.contracts import ContractForm
from ccgs.forms.filters import DayForm
from ccgs.models import CCG, MemberPractice, PracticeVersion
from ccgs.queries.ccg_lists import days_known
from ccgs.queries.members import practice_on, practices_of
from ccgs.queries.posts import voters_of
from ccgs.terms.roles import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.lists import today_of
from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.panels import open_to
from cocommission.shared.views.sending import held_back


@require_safe
@ccg_page()
def practices(request: Request, ccg: CCG) -> HttpResponse:
    """The voting members on a day, and every other code under the CCG with the reason why it does not vote."""
    form = DayForm(request.GET or None)
    on = form.day_or(today_of(request))
    rows = practices_of(ccg, on)
    members = [row for row in rows if not row.why_not]
    first, sizes = days_known()
    context = {
        "ccg": ccg,
        "form": form,
        "on": on,
        "members": members,
        "others": [row for row in rows if row.why_not],
        "patients": sum(row.patients for row in members),
        "may_manage": request.may(Permission.MANAGE_MEMBERS, ccg),
        "first_known": first,
        "sizes_known": sizes,
    }
    return render(request, "ccgs/practices.jinja", context)


@require_safe
def practice(request: Request, code: str) -> HttpResponse:
    """One practice: what is known on a day, why it votes or not, and everything that was stated before."""
    found = get_object_or_404(MemberPractice, code=code.upper())
    form = DayForm(request.GET or None)
    on = form.day_or(today_of(request))
    day = practice_on(found, on)
    context = {
        "practice": found,
        "form": form,
        "on": on,
        "day": day,
        "version": day.version,
        "voters": voters_of(found, request.now),
        "knows_voters": _knows_voters(request, found, day.version),
        "open_now": open_to(found, request.now),
        "contracts": list(found.contracts.all()),
        "versions": list(found.versions.select_related("ccg").order_by("-from_on")),
        "sizes": list(found.list_sizes.select_related("release").order_by("-release__from_on")),
    }
    return render(request, "ccgs/practice.jinja", context)


def _knows_voters(request: Request, practice: MemberPractice, version: PracticeVersion | None) -> bool:
    """Names of representatives are for people with a post in the practice or near its CCG."""
    places = [practice] if version is None or version.ccg is None else [practice, version.ccg]
    return request.person is not None and any(request.asker.rights.connected(place) for place in places)


@ccg_page(Permission.MANAGE_MEMBERS)
def contract(request: PersonRequest, ccg: CCG, practice_code: str) -> HttpResponse:
    """Records the contract type and status of one of the CCG's practices."""
    today = today_of(request)
    found = MemberPractice.objects.filter(code=practice_code.upper()).first()
    here = found.versions.filter(ccg=ccg, from_on__lte=today).exclude(to_on__lte=today) if found else None
    if found is None or here is None or not here.exists():
        raise Http404(f"{ccg.name} has no practice {practice_code}.")
    last = found.contracts.first()
    initial = {"kind": last.kind, "status": last.status} if last else {"status": "ACTIVE"}
    data = request.POST if request.method == "POST" else None
    form = ContractForm(data, initial={**initial, "from_on": today})
    if request.method == "POST" and not held_back(request, form) and form.is_valid():
        try:
            record_contract(ccg=ccg, practice=found, by=request.person, now=request.now, **form.cleaned_data)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"The contract of {found.name} is recorded.")
            return redirect(reverse("ccg-practices", args=[ccg.code]))
    context = {"ccg": ccg, "practice": found, "form": form, "last": last}
    return render(request, "ccgs/contract.jinja", context, status=400 if form.errors else 200)
