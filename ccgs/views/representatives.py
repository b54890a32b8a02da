"""Who speaks for each member practice: representatives and deputies, one by one or from a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccgs.actions.representatives import import_representatives
from ccgs.forms.posts import ImportForm
from ccgs.models import CCG, MemberPractice
from ccgs.queries.posts import practice_ids
from ccgs.queries.representatives import plan_import, voices
from ccgs.terms.roles import Permission
from ccgs.views.access import CONNECTED, PersonRequest, ccg_page, practice_page
from ccgs.views.posts import crumbs_of, grant_page
from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.views.sending import held_back
from cocommission.shared.views.submitting import form_data


@ccg_page(CONNECTED)
@require_safe
def representatives(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Every voting member with those who may cast its vote today; those without anybody come first."""
    found = sorted(voices(ccg, request.now), key=lambda voice: bool(voice.representatives))
    own = {post.practice_id for post in request.posts if post.practice_id}
    may_manage = request.may(Permission.MANAGE_MEMBERS, ccg)
    context = {
        "ccg": ccg,
        "breadcrumbs": crumbs_of(ccg),
        "voices": found,
        "silent": [voice for voice in found if not voice.representatives],
        "may_manage": may_manage,
        "may_open_posts": request.may(Permission.VIEW_WORKING, ccg),
        "own": own,
    }
    return render(request, "ccgs/representatives.jinja", context)


@practice_page(Permission.MANAGE_MEMBERS, Permission.CAST_VOTE)
def practice_grant(request: PersonRequest, ccg: CCG, practice: MemberPractice) -> HttpResponse:
    """Records a representative or deputy of one practice; its representative may name deputies."""
    back = reverse("ccg-representatives", args=[ccg.code])
    return grant_page(request, practice, way=[*crumbs_of(ccg), ("Representatives", back)])


@ccg_page(Permission.MANAGE_MEMBERS)
def import_file(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Representatives from a CSV file: first the fate of every line, then all of them or none."""
    back = reverse("ccg-representatives", args=[ccg.code])
    form = ImportForm(*form_data(request))
    plan = None
    if request.method == "POST" and not held_back(request, form, beside=("act",)) and form.is_valid():
        text, reason = form.cleaned_data["text"], form.cleaned_data["reason"]
        if request.POST.get("act") == "import":
            try:
                done = import_representatives(ccg=ccg, text=text, reason=reason, by=request.person, now=request.now)
            except Refused as refused:
                add_refusal(form, refused)
            else:
                messages.success(request, f"{done.changes} changed, {done.count('unchanged')} as they were.")
                return redirect(back)
        plan = plan_import(ccg, text, request.now)
        if plan.problem:
            form.add_error("file", plan.problem)
    context = {
        "ccg": ccg,
        "breadcrumbs": [*crumbs_of(ccg), ("Representatives", back)],
        "form": form,
        "plan": plan,
        "text": form.cleaned_data.get("text", "") if form.is_bound and hasattr(form, "cleaned_data") else "",
        "reason": form.cleaned_data.get("reason", "") if form.is_bound and hasattr(form, "cleaned_data") else "",
        "back": back,
        "practices": practice_ids(ccg, request.now).count(),
    }
    stopped = bool(form.errors) or (plan is not None and plan.refused)
    return render(request, "ccgs/representatives_import.jinja", context, status=400 if stopped else 200)
