"""Pages that show ballots: the list, one ballot in every phase, its roll, its tally file."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from ccgs.views.acts import Step, steps
from cocommission.shared.pages import url_to
from cocommission.shared.paging import page_of
from cocommission.shared.rules.blockers import blocking
from cocommission.shared.views.submitting import form_data, submitted
from votes.actions.ballot_disputes import may_challenge
from votes.actions.ballots import draft_ballot
from votes.forms.ballots import AboutForm
from votes.models import Ballot, PublishedTally
from votes.queries.ballot_assisted import pending_entries
from votes.queries.ballot_casting import my_votes
from votes.queries.ballot_roll import effective_roll
from votes.queries.ballot_tallies import votes_by_practice
from votes.queries.ballots import ballots_of, missing_before_opening, questions_of, rule_of, turnout
from votes.queries.mandates import group_outcomes, historic_results
from votes.rules import ballot_acts as acts
from votes.rules.ballot_life import figures_visible
from votes.rules.facts import BallotFacts
from votes.terms.ballots import BallotPhase, BallotState
from votes.views.ballot_pages import crumbs, found, is_working, results_of, turnout_facts
from votes.views.lists import HISTORIC, ROLLS, historic_cells, roll_cells

STEPS = (
    (acts.EXTEND, "ballot-extend"),
    (acts.ASSIST, "ballot-assisted"),
    (acts.CORRECT, "ballot-correct"),
    (acts.COUNT, "ballot-count"),
    (acts.CERTIFY, "ballot-certify"),
    (acts.PUBLISH, "ballot-publish"),
    (acts.CHALLENGE, "ballot-challenge"),
    (acts.ANSWER, "ballot-challenge-answer"),
    (acts.VOID, "ballot-void"),
    (acts.RE_BALLOT, "ballot-again"),
)
"""What you can do with an opened ballot, in the order of its life."""


@require_safe
@ccg_page()
def ballot_list(request: Request, ccg: CCG) -> HttpResponse:
    """Every ballot that was opened; drafts too for those who see working papers; results as published elsewhere."""
    working = is_working(request, ccg)
    page = page_of(ballots_of(ccg, working=working), request, per_page=25)
    context = {
        "ccg": ccg,
        "page": page,
        "rows": [(ballot, ballot.phase(request.now)) for ballot in page],
        "historic": HISTORIC.table(historic_results(ccg), historic_cells),
        "working": working,
        "may_run": request.may(Permission.RUN_BALLOTS, ccg),
    }
    return render(request, "votes/ballots.jinja", context)


@ccg_page(Permission.RUN_BALLOTS)
def ballot_new(request: PersonRequest, ccg: CCG) -> HttpResponse:
    """Starts a draft from the voting rule of the constitution in force."""
    form = AboutForm(form_data(request)[0])
    made: list[Ballot] = []

    def act(data: dict[str, Any]) -> None:
        made.append(draft_ballot(ccg=ccg, facts=BallotFacts(**data), by=request.person, now=request.now))

    if submitted(request, form, act):
        messages.success(request, "The draft is saved. Now write the questions and set the times.")
        return redirect(made[0].url)
    context = {
        "ccg": ccg,
        "form": form,
        "title": "Draft a ballot",
        "button": "Save the draft",
        "intro": "The voting rule of the constitution in force applies. You can change everything until you open it.",
        "breadcrumbs": crumbs(ccg),
        "caption": ccg.name,
        "back": url_to("ballots", ccg),
    }
    return render(request, "forms/act.jinja", context)


@require_safe
@ccg_page()
def ballot_detail(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """One ballot: the draft with what it lacks, the turnout while it is open, the result once it may be seen."""
    ballot = found(request, ccg, number)
    if ballot.state == BallotState.DRAFT:
        return _draft_page(request, ballot)
    at, working = ballot.phase(request.now), is_working(request, ccg)
    public_result = ballot.published_at is not None and at in (BallotPhase.PUBLISHED, BallotPhase.CHALLENGED)
    sees_figures = public_result or (working and figures_visible(at))
    sees_turnout = request.may(Permission.RUN_BALLOTS, ccg) or request.may(Permission.VERIFY_BALLOTS, ccg)
    questions = questions_of(ballot)
    roll = effective_roll(ballot) if sees_turnout else []
    tally = PublishedTally.objects.filter(ballot=ballot).first() if public_result else None
    context = {
        "ccg": ccg,
        "ballot": ballot,
        "at": at,
        "now": request.now,
        "working": working,
        "steps": _steps(request, ballot),
        "questions": questions,
        "results": results_of(ballot) if sees_figures else [],
        "together": group_outcomes(ballot.group) if ballot.group and sees_figures else {},
        "group_ballots": _asked_together(ballot, working=working),
        "mine": [one for one in my_votes(request.person, request.now) if one.ballot_id == ballot.pk]
        if request.person
        else [],
        "turnout": turnout(ballot) if sees_turnout else None,
        **turnout_facts(ballot, questions, roll, request.now),
        "roll": roll,
        "pending": pending_entries(ballot, request.now) if sees_turnout else [],
        "extensions": list(ballot.extensions.all()),
        "corrections": list(ballot.corrections.select_related("practice")),
        "re_ballots": list(ballot.re_ballots.exclude(state=BallotState.DRAFT).select_related("ccg")),
        "tally": tally,
        "votes": votes_by_practice(json.loads(tally.text)) if tally else [],
        "question_heads": [f"Question {question.number}" for question in questions],
        "breadcrumbs": crumbs(ccg),
    }
    return render(request, "votes/ballot.jinja", context)


def _steps(request: Request, ballot: Ballot) -> list[Step]:
    challenges = request.person is not None and may_challenge(ballot, request.person, request.now)
    offered = [one for one in STEPS if one[0] is not acts.CHALLENGE or challenges]
    return steps(request, ballot, offered, code=ballot.ccg.code, number=ballot.number)


def _asked_together(ballot: Ballot, *, working: bool) -> list[Ballot]:
    """The ballots of the CCGs that ask together; that another drafts one is for those who work on it."""
    if ballot.group is None:
        return []
    found = ballot.group.ballots.select_related("ccg").order_by("ccg__name", "number")
    return list(found if working else found.exclude(state=BallotState.DRAFT))


def _draft_page(request: Request, ballot: Ballot) -> HttpResponse:
    missing = missing_before_opening(ballot, request.now)
    context = {
        "ccg": ballot.ccg,
        "ballot": ballot,
        "questions": [(question, rule_of(question, ballot.constitution)) for question in questions_of(ballot)],
        "missing": missing,
        "can_open": not blocking(missing),
        "asked_with": [one for one in _asked_together(ballot, working=True) if one.ccg_id != ballot.ccg_id],
        "may_run": request.may(Permission.RUN_BALLOTS, ballot.ccg),
        "breadcrumbs": crumbs(ballot.ccg),
    }
    return render(request, "votes/ballot_draft.jinja", context)


@require_safe
@ccg_page()
def ballot_certificate(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """To print and file: what was asked, by which rule, what came of it, who ran it and who certified it."""
    ballot = found(request, ccg, number)
    tally = PublishedTally.objects.filter(ballot=ballot).first()
    if tally is None or ballot.phase(request.now) != BallotPhase.PUBLISHED:
        raise Http404("Only a published ballot that is neither challenged nor void has a certificate.")
    roll = [row for row in effective_roll(ballot) if not row.struck]
    corrections = list(ballot.corrections.all())
    context = {
        "ccg": ccg,
        "ballot": ballot,
        "results": results_of(ballot),
        "together": group_outcomes(ballot.group) if ballot.group else {},
        "practices": len(roll),
        "weight": sum(row.weight for row in roll),
        "roll_hash": corrections[-1].roll_hash_after if corrections else ballot.roll_hash,
        "corrections": corrections,
        "extensions": list(ballot.extensions.all()),
        "tally": tally,
        "breadcrumbs": crumbs(ccg, (f"Ballot {ballot.number}", ballot.url)),
    }
    return render(request, "votes/ballot_certificate.jinja", context)


@require_safe
@ccg_page()
def ballot_roll(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """The frozen roll with weights, hashes and corrections; who may vote is public once the ballot is opened."""
    ballot = found(request, ccg, number)
    if ballot.state == BallotState.DRAFT:
        raise Http404("A draft has no roll: it is made when the ballot opens.")
    roll = effective_roll(ballot)
    context = {
        "ccg": ccg,
        "ballot": ballot,
        "roll": roll,
        "roll_table": ROLLS.table(roll, roll_cells(ballot)),
        "corrections": list(ballot.corrections.select_related("practice", "corrected_by")),
        "breadcrumbs": crumbs(ccg, (f"Ballot {ballot.number}", ballot.url)),
    }
    return render(request, "votes/ballot_roll.jinja", context)


@require_safe
@ccg_page()
def ballot_tally(request: Request, ccg: CCG, number: int) -> HttpResponse:
    """The tally file as it was published, byte for byte."""
    ballot = found(request, ccg, number)
    tally = PublishedTally.objects.filter(ballot=ballot).first()
    if tally is None or ballot.phase(request.now) not in (BallotPhase.PUBLISHED, BallotPhase.CHALLENGED):
        raise Http404("This ballot has no published tally.")
    response = HttpResponse(tally.text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="tally-{ccg.code}-{ballot.number}.json"'
    return response
