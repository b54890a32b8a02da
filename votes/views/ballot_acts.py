"""Pages on which something is done to an opened ballot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from ccgs.models import CCG, MemberPractice
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, ccg_page
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.views.submitting import form_data
from votes.actions.ballot_changes import correct_roll, extend_ballot
from votes.actions.ballot_counting import certify_ballot, certify_problems, count_ballot, publish_ballot
from votes.actions.ballot_disputes import (
    answer_challenge,
    answer_problems,
    challenge_ballot,
    may_challenge,
    void_ballot,
)
from votes.actions.ballots import draft_re_ballot
from votes.forms.ballots import CertifyForm, CorrectionForm, ExtendForm, PlainForm, ReasonForm
from votes.models import Ballot
from votes.rules.ballot_life import figures_visible
from votes.terms.ballots import BallotPhase
from votes.views.ballot_pages import act_page, found, results_of

officer_page = ccg_page(Permission.RUN_BALLOTS)
verifier_page = ccg_page(Permission.VERIFY_BALLOTS)


def _plain(
    request: Request, ballot: Ballot, action: Any, *, form: forms.Form | None = None, **words: Any
) -> HttpResponse:
    """A page whose act takes the ballot and the form's data."""

    def act(data: dict[str, Any]) -> None:
        action(ballot=ballot, by=request.person, now=request.now, **data)

    return act_page(request, ballot, form=form or PlainForm(form_data(request)[0]), act=act, **words)


@officer_page
def ballot_extend(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Puts the close off."""
    ballot = found(request, ccg, number)
    return _plain(
        request,
        ballot,
        extend_ballot,
        form=ExtendForm(form_data(request)[0]),
        title="Give more time to vote",
        intro=f"Voting closes {moment(ballot.closes_at)}." if ballot.closes_at else "",
        button="Move the close",
        done="The close was moved. Every practice is told.",
        needs="extend",
    )


@officer_page
def ballot_correct(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Corrects the roll."""
    ballot = found(request, ccg, number)
    form = CorrectionForm(form_data(request)[0])

    def act(data: dict[str, Any]) -> None:
        practice = MemberPractice.objects.filter(code=data.pop("practice").strip().upper()).first()
        if practice is None:
            raise Refused("There is no practice with this code.", status=400, field="practice")
        correct_roll(ballot=ballot, practice=practice, by=request.person, now=request.now, **data)

    return act_page(
        request,
        ballot,
        form=form,
        act=act,
        title="Correct the roll",
        intro="The roll is frozen. A mistake on it is put right by a correction, which is published with its reason. "
        "A later change of membership or list size is no mistake.",
        button="Publish the correction",
        done="The roll was corrected.",
        needs="correct",
        then=f"{ballot.url}roll/",
    )


@officer_page
def ballot_count(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Asks, then counts the votes of a ballot that has closed."""
    return _plain(
        request,
        found(request, ccg, number),
        count_ballot,
        title="Count the ballot",
        intro="Every question is counted by its own rule. The verifier then counts again.",
        button="Count the ballot",
        done="The ballot is counted. Those who can certify it have been told.",
        needs="count",
    )


@verifier_page
def ballot_certify(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Certifies the count in the verifier's own name."""
    ballot = found(request, ccg, number)
    counted = ballot.phase(request.now) == BallotPhase.COUNTED
    problems = certify_problems(ballot, request.person) if counted else []
    form = CertifyForm(form_data(request)[0])

    def act(data: dict[str, Any]) -> None:
        certify_ballot(ballot=ballot, by=request.person, now=request.now, note=data["note"])

    return act_page(
        request,
        ballot,
        form=form,
        act=act,
        title="Certify the count",
        intro="The ballot is counted once more when you certify it, and must come out the same.",
        button="Certify the count",
        done="The count is certified in your name.",
        needs="certify",
        blockers=problems,
        template="votes/ballot_certify.jinja",
        results=results_of(ballot) if figures_visible(ballot.phase(request.now)) else [],
    )


@officer_page
def ballot_publish(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Asks, then publishes the result of a ballot that was counted."""
    return _plain(
        request,
        found(request, ccg, number),
        publish_ballot,
        title="Publish the result",
        intro="Everybody will see the result, and how each practice voted: the ballot is recorded, and its voting page "
        "said so. Every practice is told.",
        button="Publish the result",
        done="The result is published.",
        needs="publish",
    )


@ccg_page("")  # anybody with a post there; who may challenge is asked below
def ballot_challenge(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Challenges: a practice on the roll, a verifier or an officer."""
    ballot = found(request, ccg, number)
    if not may_challenge(ballot, request.person, request.now):
        raise PermissionDenied("Only practices on the roll, verifiers and officers can challenge a ballot.")
    label = "What is wrong with the ballot"
    return _plain(
        request,
        ballot,
        challenge_ballot,
        form=ReasonForm(form_data(request)[0], label=label, help_text="It is shown with the ballot."),
        title="Challenge the ballot",
        intro="Until the challenge is answered the result is in doubt, and no application can rest on it.",
        button="Challenge the ballot",
        done="The challenge is on record. The officers have been told.",
        needs="challenge",
    )


@verifier_page
def ballot_answer(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Dismisses a challenge."""
    ballot = found(request, ccg, number)
    form = ReasonForm(form_data(request)[0], label="Answer", help_text="It is published with the ballot.")

    def act(data: dict[str, Any]) -> None:
        answer_challenge(ballot=ballot, answer=data["reason"], by=request.person, now=request.now)

    return act_page(
        request,
        ballot,
        form=form,
        act=act,
        title="Answer the challenge",
        intro=ballot.challenge_reason,
        button="Dismiss the challenge",
        done="The challenge is answered; the ballot stands.",
        needs="answer",
        blockers=answer_problems(ballot, request.person),
    )


@officer_page
def ballot_void(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Declares void."""
    form = ReasonForm(form_data(request)[0], label="Reason", help_text="It is published, and every practice is told.")
    return _plain(
        request,
        found(request, ccg, number),
        void_ballot,
        form=form,
        title="Declare the ballot void",
        intro="A void ballot decides nothing. It is never taken back; a re-ballot can follow.",
        button="Declare it void",
        done="The ballot is void. Every practice is told.",
        needs="void",
    )


@officer_page
def ballot_again(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Drafts a re-ballot."""
    ballot = found(request, ccg, number)
    form = ReasonForm(form_data(request)[0], label="What changed since the first ballot", help_text="Members read it.")
    made: list[Ballot] = []

    def act(data: dict[str, Any]) -> None:
        made.append(draft_re_ballot(ballot=ballot, what_changed=data["reason"], by=request.person, now=request.now))

    return act_page(
        request,
        ballot,
        form=form,
        act=act,
        title="Draft a re-ballot",
        intro="A new draft with the same questions, linked to this ballot.",
        button="Make the draft",
        done="Draft of the re-ballot made.",
        needs="re-ballot",
        then=f"{ccg.url}ballots/",
    )
