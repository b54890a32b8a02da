"""Where somebody who declares starts: what is asked, what they declared, and an answer in two clicks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, Request
from cocommission.shared.clock import day, london
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.sending import number_of
from cocommission.shared.views.submitting import form_data, submitted
from conflicts.actions.interests import make_return
from conflicts.forms.interests import ReturnForm
from conflicts.queries.declarations import entries_of, returns_of, standing_of
from conflicts.rules.interests import return_blockers
from conflicts.terms import ReturnKind
from conflicts.views.declaring import crumbs, occasion_of
from conflicts.views.declaring_pages import Whom

BUTTONS = (
    (ReturnKind.NO_CHANGE, "Nothing has changed", "Nothing has changed"),
    (ReturnKind.NIL, "I have no interests", "They have no interests"),
    (ReturnKind.INTERESTS, "I have declared all my interests", "They have declared all their interests"),
)


def _answers(whom: Whom, live_entries: int, answered_before: bool, declared_now: bool) -> list[dict[str, Any]]:
    """The buttons that make sense, the others are left out with their reason."""
    made = []
    for kind, own, other in BUTTONS:
        if kind == ReturnKind.INTERESTS and not declared_now:
            continue
        blockers: list[Blocker] = return_blockers(kind, live_entries=live_entries, answered_before=answered_before)
        made.append({"kind": kind, "words": own if whom.own else other, "blockers": blockers})
    return made


def declare(request: PersonRequest, ccg: CCG, whom: Whom) -> HttpResponse:
    """What is asked of the person, their entries, and what they can answer. A POST answers without a new entry."""
    form = ReturnForm(form_data(request)[0])

    def answer(cleaned: dict[str, Any]) -> None:
        made = make_return(
            ccg=ccg,
            person=whom.person,
            occasion=occasion_of(whom, ccg, request),
            form_token=number_of(request),
            by=request.person,
            now=request.now,
            **cleaned,
        )
        messages.success(request, f"Recorded on {day(made.made_at)}: {made.get_kind_display()}.")

    if submitted(request, form, answer):
        return redirect(whom.url)
    found = standing_of(whom.person, ccg, request.now)
    entries = list(entries_of(whom.person, ccg))
    returns = list(returns_of(whom.person, ccg)[:20])
    since = returns[0].made_at if returns else None
    declared_now = any(since is None or entry.declared_at > since for entry in entries)
    context = {
        "ccg": ccg,
        "whom": whom,
        "form": form,
        "standing": found,
        "entries": entries,
        "returns": returns,
        "answers": _answers(whom, found.live_entries, bool(returns or entries), declared_now),
        "today": london(request.now).date(),
        "breadcrumbs": crumbs(ccg, whom)[:-1],
    }
    status = 409 if form.errors else 200
    return render(request, "conflicts/declare.jinja", context, status=status)


@require_safe
def declare_done(request: Request, ccg: CCG, whom: Whom, number: int) -> HttpResponse:
    """The entry is on the register; what happens next, and whether there is another one."""
    interest = entries_of(whom.person, ccg).filter(number=number).first()
    if interest is None:
        raise Http404("There is no such entry.")
    context = {
        "ccg": ccg,
        "whom": whom,
        "interest": interest,
        "standing": standing_of(whom.person, ccg, request.now),
        "breadcrumbs": crumbs(ccg, whom),
    }
    return render(request, "conflicts/declare_done.jinja", context)
