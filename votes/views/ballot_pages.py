"""What the ballot pages share: finding the ballot, where its pages stand, and its results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import Request
from ccgs.views.acts import Place
from cocommission.shared.pages import url_to
from votes.models import Ballot, Question
from votes.queries.ballot_roll import RollRow
from votes.queries.ballots import ballot_of, questions_of
from votes.rules.ballot_pictures import result_picture
from votes.rules.ballot_tally import Count, small_figures_note
from votes.rules.ballot_words import base_words, outcome_sentence, turnout_sentence
from votes.rules.turnout_pictures import quorum_of, turnout_curve, turnout_days, turnout_picture
from votes.terms.ballots import Measure

WORKING = (Permission.VIEW_WORKING, Permission.VERIFY_BALLOTS)


def crumbs(ccg: CCG, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page is."""
    return [("CCGs", "/ccgs/"), (ccg.name, ccg.url), ("Ballots", url_to("ballots", ccg)), *more]


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
    return url_to("ballots", ballot.ccg)


def turnout_facts(
    ballot: Ballot, questions: Sequence[Question], roll: Sequence[RollRow], now: datetime
) -> dict[str, Any]:
    """How many of the roll have voted, once voting has begun, and how the number rose, once it has closed."""
    rows = [row for row in roll if not row.struck]
    if not rows or ballot.opens_at is None or ballot.closes_at is None or now < ballot.opens_at:
        return {}
    voted = [row for row in rows if row.voted_at]
    eligible, cast = (Count(len(some), sum(row.weight for row in some)) for some in (rows, voted))
    quorum = quorum_of([question.terms for question in questions if question.terms], eligible)
    now_picture = turnout_picture(cast, eligible, quorum)
    if not voted or now < ballot.closes_at:
        return {"turnout_picture": now_picture}
    needed = quorum[1] if quorum and quorum[0] == Measure.PRACTICES else None
    times = [row.voted_at for row in voted if row.voted_at]
    curve = turnout_curve(times, eligible.practices, ballot.opens_at, ballot.closes_at, needed)
    return {"turnout_picture": now_picture, "turnout_curve": curve, "turnout_days": turnout_days(times)}


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
