"""Recording a result that was published elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, ccg_page
from cocommission.shared.pages import url_to
from cocommission.shared.views.submitting import form_data, submitted
from votes.actions.historic_results import note_historic_result
from votes.forms.ballots import HistoricForm
from votes.rules.facts import PublishedResultFacts
from votes.views.ballot_pages import crumbs


@ccg_page(Permission.RUN_BALLOTS)
def historic_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Records the result of a vote that was held before, or outside, the service."""
    form = HistoricForm(form_data(request)[0])

    def act(data: dict[str, Any]) -> None:
        note_historic_result(ccg=ccg, facts=PublishedResultFacts(**data), by=request.person, now=request.now)

    if submitted(request, form, act):
        messages.success(request, "The result is recorded as published.")
        return redirect(url_to("ballots", ccg))
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Record a result as published",
        "button": "Record the result",
        "intro": "Use this for a vote that was not held in this service. It is shown with its source and marked "
        "“as published”.",
        "breadcrumbs": crumbs(ccg),
        "caption": ccg.name,
        "back": url_to("ballots", ccg),
    }
    return render(request, "forms/act.jinja", context)
