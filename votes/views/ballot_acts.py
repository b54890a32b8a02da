"""Pages on which something is done to an opened ballot."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from ccgs.models import CCG
from ccgs.views.access import PersonRequest, ccg_page
from ccgs.views.acts import ActPage, act_page, act_view
from cocommission.shared.clock import moment
from cocommission.shared.forms import ReasonForm
from cocommission.shared.pages import url_to
from cocommission.shared.rules.blockers import Blocker
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
from votes.forms.ballots import CertifyForm, CorrectionForm, ExtendForm
from votes.models import Ballot
from votes.queries.ballots import turnout
from votes.rules import ballot_acts as acts
from votes.rules.ballot_life import figures_visible
from votes.terms.ballots import BallotPhase
from votes.views.ballot_pages import BALLOT, found, list_of, results_of

ballot_extend = act_view(
    ActPage(
        act=acts.EXTEND,
        place=BALLOT,
        does=extend_ballot,
        form=ExtendForm,
        intro=lambda ballot: f"Voting closes {moment(ballot.closes_at)}." if ballot.closes_at else "",
        button="Change the closing time",
        done="The closing time is changed. Every practice has been told.",
    )
)
ballot_correct = act_view(
    ActPage(
        act=acts.CORRECT,
        place=BALLOT,
        does=correct_roll,
        form=CorrectionForm,
        intro=(
            "The roll is frozen. You can correct a mistake on it. The correction is published with your "
            "reason. A later change of membership or list size is not a mistake."
        ),
        button="Publish the correction",
        done="The roll was corrected.",
        then=lambda ballot: url_to("ballot-roll", ballot),
    )
)
ballot_count = act_view(
    ActPage(
        act=acts.COUNT,
        place=BALLOT,
        does=count_ballot,
        intro="Every question is counted by its own rule. The verifier then counts again.",
        done="The ballot is counted. Those who can certify it have been told.",
    )
)


def _barred_from_certifying(request: PersonRequest, ballot: Ballot) -> list[Blocker]:
    counted = ballot.phase(request.now) == BallotPhase.COUNTED
    return certify_problems(ballot, request.person) if counted else []


def _counted(request: PersonRequest, ballot: Ballot) -> dict[str, Any]:
    return {"results": results_of(ballot) if figures_visible(ballot.phase(request.now)) else []}


ballot_certify = act_view(
    ActPage(
        act=acts.CERTIFY,
        place=BALLOT,
        does=certify_ballot,
        form=CertifyForm,
        intro="The ballot is counted again when you certify it. Both counts must agree.",
        done="The count is certified in your name.",
        barred=_barred_from_certifying,
        beside=_counted,
        template="votes/ballot_certify.jinja",
    )
)
ballot_publish = act_view(
    ActPage(
        act=acts.PUBLISH,
        place=BALLOT,
        does=publish_ballot,
        intro=(
            "Everyone will see the result and how each practice voted, because this is a recorded ballot. "
            "Every practice will be told."
        ),
        done="The result is published.",
    )
)
CHALLENGE = ActPage(
    act=acts.CHALLENGE,
    place=BALLOT,
    does=challenge_ballot,
    form=ReasonForm,
    fill=lambda request, ballot: {
        "label": "What is wrong with the ballot",
        "missing": "Enter what is wrong with the ballot",
        "help_text": "It is shown with the ballot.",
    },
    intro="Until the challenge is answered, no application can rely on this result.",
    done="Your challenge is recorded. The officers have been told.",
)


@ccg_page("")  # anybody with a post there; who may challenge is asked below
def ballot_challenge(request: PersonRequest, ccg: CCG, number: int) -> HttpResponse:
    """Challenges: a practice on the roll, a verifier or an officer."""
    ballot = found(request, ccg, number)
    if not may_challenge(ballot, request.person, request.now):
        raise PermissionDenied("Only practices on the roll, verifiers and officers can challenge a ballot.")
    return act_page(request, CHALLENGE, ballot)


ballot_answer = act_view(
    ActPage(
        act=acts.ANSWER,
        place=BALLOT,
        does=answer_challenge,
        form=ReasonForm,
        fill=lambda request, ballot: {
            "label": "Answer",
            "missing": "Enter your answer to the challenge",
            "help_text": "It is published with the ballot.",
        },
        intro=lambda ballot: ballot.challenge_reason,
        button="Dismiss the challenge",
        done="You answered the challenge. The result of the ballot does not change.",
        barred=lambda request, ballot: answer_problems(ballot, request.person),
    )
)


def _votes_lost(request: PersonRequest, ballot: Ballot) -> list[str]:
    found = turnout(ballot)
    return [f"The votes of {found.voted} of {found.practices} practices no longer count."] if found.voted else []


ballot_void = act_view(
    ActPage(
        act=acts.VOID,
        place=BALLOT,
        does=void_ballot,
        form=ReasonForm,
        fill=lambda request, ballot: {
            "missing": "Enter why the ballot is void",
            "help_text": "It is published, and every practice is told.",
        },
        intro="A void ballot decides nothing. You cannot undo this, but you can hold a re-ballot.",
        button="Declare the ballot void",
        loses=_votes_lost,
        done="The ballot is void. Every practice is told.",
    )
)
ballot_again = act_view(
    ActPage(
        act=acts.RE_BALLOT,
        place=BALLOT,
        does=draft_re_ballot,
        form=ReasonForm,
        fill=lambda request, ballot: {
            "label": "What changed since the first ballot",
            "missing": "Enter the changes since the first ballot",
            "help_text": "Members read it.",
        },
        intro="A new draft with the same questions, linked to this ballot.",
        button="Draft the re-ballot",
        done="The re-ballot is drafted.",
        then=list_of,
    )
)
