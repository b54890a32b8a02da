"""What the ballot pages share: finding the ballot, breadcrumbs, and a page with one form and one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.views.submitting import submitted
from votes.models import Ballot, Question
from votes.queries.ballots import ballot_of, questions_of
from votes.rules.ballot_acts import act_blockers
from votes.rules.ballot_tally import small_figures_note
from votes.rules.ballot_words import base_words, outcome_sentence, turnout_sentence

WORKING = (Permission.VIEW_WORKING, Permission.VERIFY_BALLOTS)


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Ballots", f"{ccg.url}ballots/"), *more]


def is_working(request: Request, ccg: CCG) -> bool:
    """Whether the person works for the CCG or verifies for it, and so sees drafts and counted figures."""
    return any(request.may(permission, ccg) for permission in WORKING)


def found(request: Request, ccg: CCG, number: int) -> Ballot:
    """The ballot of this CCG, or 404; drafts exist only for those who work on them."""
    ballot = ballot_of(ccg, number, working=is_working(request, ccg))
    if ballot is None:
        raise Http404(f"{ccg.name} has no ballot {number}.")
    return ballot


def _result(question: Question) -> dict[str, Any]:
    figures = question.result.tally
    return {
        "question": question,
        "figures": figures,
        "rule": question.terms,
        "sentence": outcome_sentence(figures),
        "turnout": turnout_sentence(figures),
        "lines": [(line, base_words(line)) for line in figures.lines],
        "note": small_figures_note(figures.eligible, figures.cast),
    }


def results_of(ballot: Ballot) -> list[dict[str, Any]]:
    """The result of each question of a counted ballot, with its sentences, for pages that may show it."""
    return [_result(question) for question in questions_of(ballot)]


def act_page(
    request: Request,
    ballot: Ballot,
    *,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    title: str,
    button: str,
    done: str,
    intro: str = "",
    needs: str = "",
    blockers: Iterable[Blocker] = (),
    then: str = "",
    template: str = "votes/ballot_form.jinja",
    **more: Any,
) -> HttpResponse:
    """A page with one form: shows it, or hands it to `act`, says `done` and goes to `then` (else to the ballot).

    `needs` is a key of `rules.ballot_acts.ACTS`: where the act is not possible now, the button is disabled and the
    reason stands above it; the action refuses in the same words.
    """
    if submitted(request, form, act):
        messages.success(request, done)
        return redirect(then or f"{ballot.ccg.url}ballots/{ballot.number}/")
    missing = [*(act_blockers(needs, ballot.phase(request.now)) if needs else []), *blockers]
    context = {
        "ccg": ballot.ccg,
        "ballot": ballot,
        "form": form,
        "title": title,
        "button": button,
        "intro": intro,
        "blockers": missing,
        "breadcrumbs": crumbs(ballot.ccg, (f"Ballot {ballot.number}", ballot.url)),
        **more,
    }
    return render(request, template, context, status=409 if request.method == "POST" and missing else 200)
