"""Voting for a practice: one page with one confirmation, and the receipt (F-14). Works without JavaScript at 375 px."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.views.access import PersonRequest, person_page
from cocommission.shared.errors import Refused
from cocommission.shared.forms import add_refusal
from cocommission.shared.views.sending import compares_by_itself, number_of, secret
from votes.actions.ballot_casting import cast_vote, why_not
from votes.forms.voting import VotingForm
from votes.queries.ballot_casting import (
    ballot_on,
    live_paper,
    my_votes,
    not_cast_yet,
    questions_on,
    questions_to_answer,
    voting,
)
from votes.terms.ballots import BallotPhase


@require_safe
@person_page
def vote_list(request: PersonRequest) -> HttpResponse:
    """My ballots, for each practice that I represent."""
    found = my_votes(request.person, request.now)
    now = [one for one in found if one.takes_votes(request.now)]
    later = [one for one in found if one.phase(request.now) == BallotPhase.NOTICE]
    over = [one for one in found if one not in now and one not in later]
    context = {"now_open": now, "later": later, "over": over, "now": request.now}
    return render(request, "votes/vote_list.jinja", context)


@compares_by_itself
@secret
@person_page
def vote(request: PersonRequest, entry: int) -> HttpResponse:
    """The voting paper of one practice. A practice that is not mine does not exist for me."""
    if request.method == "POST":
        return _cast(request, entry)
    found = voting(entry, request.person, request.now)
    if found is None:
        raise Http404("You do not represent this practice in a ballot.")
    questions = questions_on(entry)
    form = VotingForm(None, questions=questions, practice=found.practice)
    return _paper(request, entry, form, questions)


def _cast(request: PersonRequest, entry: int) -> HttpResponse:
    questions = questions_to_answer(entry)
    form = VotingForm(request.POST, questions=questions, practice="the practice")
    if not questions:
        raise Http404("You do not represent this practice in a ballot.")
    if form.is_valid():
        try:
            cast_vote(
                entry_id=entry,
                choices=form.choices(),
                form_token=number_of(request),
                by=request.person,
                now=request.now,
                questions=questions,
            )
        except Refused as refused:
            if refused.status == 404:
                raise Http404(refused.texts[0]) from refused
            add_refusal(form, refused)
            return _paper(request, entry, form, questions_on(entry), status=refused.status)
        return redirect("vote-receipt", entry=entry)
    return _paper(request, entry, form, questions_on(entry), status=400)


def _paper(
    request: PersonRequest, entry: int, form: VotingForm, questions: list[Any], status: int = 200
) -> HttpResponse:
    found = voting(entry, request.person, request.now)
    if found is None:
        raise Http404("You do not represent this practice in a ballot.")
    form["confirm"].label = f"I confirm that this is the vote of {found.practice}"  # also on a form that was sent
    ballot = ballot_on(found.ballot_id)
    context = {
        "v": found,
        "ballot": ballot,
        "form": form,
        "questions": questions,
        "reason": why_not(found, request.now),
        "paper": live_paper(entry),
        "now": request.now,
    }
    return render(request, "votes/vote.jinja", context, status=status)


@require_safe
@person_page
def vote_receipt(request: PersonRequest, entry: int) -> HttpResponse:
    """That the practice's vote is recorded, and its receipt."""
    found = voting(entry, request.person, request.now)
    paper = live_paper(entry) if found else None
    if found is None or paper is None:
        raise Http404("There is no recorded vote of a practice that you represent.")
    labels = {
        question.pk: (question.text, {option.code: option.label for option in question.choices})
        for question in questions_on(entry)
    }
    context = {
        "v": found,
        "paper": paper,
        "answers": [(labels[one.question_id][0], labels[one.question_id][1][one.option]) for one in paper.votes.all()],
        "open": found.takes_votes(request.now),
        "others": [one for one in not_cast_yet(request.person, request.now) if one.entry_id != entry],
    }
    return render(request, "votes/vote_receipt.jinja", context)
