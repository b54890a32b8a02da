"""What the ballot pages share: finding the ballot, where its pages stand, and its results."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request
from ccgs.views.acts import Place
from votes.models import Ballot, Question
from votes.queries.ballots import ballot_of, questions_of
from votes.rules.ballot_pictures import result_picture
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


def list_of(ballot: Ballot) -> str:
    """The address of the list that the ballot is in."""
    return f"{ballot.ccg.url}ballots/"


BALLOT = Place(
    noun="ballot",
    find=found,
    crumbs=lambda ballot: crumbs(ballot.ccg, (f"Ballot {ballot.number}", ballot.url)),
)


def _result(question: Question) -> dict[str, Any]:
    figures = question.result.tally
    return {
        "question": question,
        "figures": figures,
        "rule": question.terms,
        "sentence": outcome_sentence(figures),
        "turnout": turnout_sentence(figures),
        "picture": result_picture(figures),
        "lines": [(line, base_words(line)) for line in figures.lines],
        "note": small_figures_note(figures.eligible, figures.cast),
    }


def results_of(ballot: Ballot) -> list[dict[str, Any]]:
    """The result of each question of a counted ballot, with its sentences, for pages that may show it."""
    return [_result(question) for question in questions_of(ballot)]
