"""What you can do with a ballot, in which phase, by whom, and what is said otherwise."""

from __future__ import annotations

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from votes.rules.catalogue import SOURCES
from votes.terms.ballots import BallotPhase, BallotState

P = BallotPhase
OFFICER = "Governance officer"
VERIFIER = "Audit Chair, lay member or LMC reviewer"
ANY_OPENED = frozenset(P) - {P.DRAFT, P.VOID}
FROZEN = "You can change a ballot only before it is opened."


def _officer(title: str, *phases: BallotPhase, otherwise: str, rule: str, **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.RUN_BALLOTS,
        who=OFFICER,
        while_in=frozenset(phases),
        otherwise=otherwise,
        rule=rule,
        source=SOURCES[rule],
        **more,
    )


def _draft(title: str, **more: Any) -> Act:
    return _officer(title, P.DRAFT, otherwise=FROZEN, rule="VOT-08", **more)


ABOUT = _draft("What the ballot is about")
TIMES = _draft("When members vote")
UNREPRESENTED = _draft("Practices without a representative")
RULE = _draft("The voting rule")
QUESTION = _draft("Add a question")
TOGETHER = _draft("Ask together with other CCGs")
OPEN = _draft("Open the ballot")
DISCARD = _draft("Delete this draft", final="The draft is deleted. Its history is kept.", destroys=True)

EXTEND = _officer(
    "Give more time to vote",
    P.NOTICE,
    P.VOTING,
    otherwise="You can give more time only before voting closes. A closed ballot cannot be reopened.",
    rule="VOT-08",
)
CORRECT = _officer(
    "Correct the roll",
    P.NOTICE,
    P.VOTING,
    otherwise="You can correct the roll only before voting closes.",
    rule="VOT-01",
)
COUNT = _officer(
    "Count the ballot",
    P.CLOSED,
    otherwise="You can count a ballot once, after voting has closed.",
    rule="VOT-13",
)
PUBLISH = _officer(
    "Publish the result", P.CERTIFIED, otherwise="You can publish a result after it is certified.", rule="VOT-09"
)
VOID = _officer(
    "Declare the ballot void",
    *ANY_OPENED,
    otherwise="You can declare a ballot void once, after it is opened.",
    rule="VOT-08",
    final="A void ballot decides nothing, and cannot become valid again. You can hold a re-ballot.",
    destroys=True,
    leads_to=frozenset({BallotState.VOID}),
)
RE_BALLOT = _officer(
    "Draft a re-ballot",
    P.COUNTED,
    P.CERTIFIED,
    P.PUBLISHED,
    P.VOID,
    otherwise="You can draft a re-ballot after a ballot is counted or declared void.",
    rule="VOT-10",
)
ASSIST = Act(
    title="Enter votes from paper or a meeting",
    right=Permission.ASSIST_VOTES,
    who=OFFICER,
    while_in=frozenset({P.VOTING}),
    otherwise="You can enter votes only while voting is open.",
    rule="VOT-11",
    source=SOURCES["VOT-11"],
)
CERTIFY = Act(
    title="Certify the count",
    right=Permission.VERIFY_BALLOTS,
    who=VERIFIER,
    while_in=frozenset({P.COUNTED}),
    otherwise="You can certify a ballot once, after it is counted.",
    rule="VOT-09",
    source=SOURCES["VOT-09"],
)
CHALLENGE = Act(
    title="Challenge the ballot",
    right="",
    who="A practice on the roll, a verifier or an officer",
    while_in=frozenset({P.COUNTED, P.CERTIFIED, P.PUBLISHED}),
    otherwise="You can challenge a ballot after it is counted, one challenge at a time.",
    rule="VOT-09",
    source=SOURCES["VOT-09"],
)
ANSWER = Act(
    title="Answer the challenge",
    right=Permission.VERIFY_BALLOTS,
    who=VERIFIER,
    while_in=frozenset({P.CHALLENGED}),
    otherwise="There is no challenge to answer.",
    rule="VOT-09",
    source=SOURCES["VOT-09"],
)
