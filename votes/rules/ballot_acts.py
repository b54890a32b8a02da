"""What can be done with a ballot, in which phase, by whom, and what is said otherwise."""

from __future__ import annotations

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from votes.terms.ballots import BallotPhase

P = BallotPhase
OFFICER = "Governance officer"
VERIFIER = "Audit Chair, lay member or LMC reviewer"
ANY_OPENED = frozenset(P) - {P.DRAFT, P.VOID}
FROZEN = "This ballot has been opened. Its questions, times and rule are frozen."


def _officer(title: str, *phases: BallotPhase, otherwise: str, rule: str) -> Act:
    return Act(
        title=title,
        right=Permission.RUN_BALLOTS,
        who=OFFICER,
        while_in=frozenset(phases),
        otherwise=otherwise,
        rule=rule,
    )


def _draft(title: str) -> Act:
    return _officer(title, P.DRAFT, otherwise=FROZEN, rule="VOT-08")


ABOUT = _draft("What the ballot is about")
TIMES = _draft("When members vote")
UNREPRESENTED = _draft("Practices without a representative")
RULE = _draft("The voting rule")
QUESTION = _draft("Add a question")
TOGETHER = _draft("Ask together with other CCGs")
OPEN = _draft("Open the ballot")
DISCARD = _draft("Give up this draft")

EXTEND = _officer(
    "Give more time to vote",
    P.NOTICE,
    P.VOTING,
    otherwise="Only an opened ballot that has not closed can be extended. A closed ballot is never reopened.",
    rule="VOT-08",
)
CORRECT = _officer(
    "Correct the roll",
    P.NOTICE,
    P.VOTING,
    otherwise="A roll is corrected only while its ballot is open. After the close it stands as it is.",
    rule="VOT-01",
)
COUNT = _officer(
    "Count the ballot",
    P.CLOSED,
    otherwise="A ballot is counted once, after voting has closed. Nobody counts before.",
    rule="VOT-13",
)
PUBLISH = _officer(
    "Publish the result", P.CERTIFIED, otherwise="A result is published once it is certified.", rule="VOT-09"
)
VOID = _officer(
    "Declare the ballot void",
    *ANY_OPENED,
    otherwise="Only an opened ballot can be declared void, and only once.",
    rule="VOT-08",
)
RE_BALLOT = _officer(
    "Draft a re-ballot",
    P.COUNTED,
    P.CERTIFIED,
    P.PUBLISHED,
    P.VOID,
    otherwise="A re-ballot follows a ballot that was counted or declared void.",
    rule="VOT-10",
)
ASSIST = Act(
    title="Enter votes from paper or a meeting",
    right=Permission.ASSIST_VOTES,
    who=OFFICER,
    while_in=frozenset({P.VOTING}),
    otherwise="Votes are entered only while voting is open.",
    rule="VOT-11",
)
CERTIFY = Act(
    title="Certify the count",
    right=Permission.VERIFY_BALLOTS,
    who=VERIFIER,
    while_in=frozenset({P.COUNTED}),
    otherwise="Only a counted ballot is certified, and only once.",
    rule="VOT-09",
)
CHALLENGE = Act(
    title="Challenge the ballot",
    right="",
    who="A practice on the roll, a verifier or an officer",
    while_in=frozenset({P.COUNTED, P.CERTIFIED, P.PUBLISHED}),
    otherwise="A ballot can be challenged once it is counted, and one challenge at a time.",
    rule="VOT-09",
)
ANSWER = Act(
    title="Answer the challenge",
    right=Permission.VERIFY_BALLOTS,
    who=VERIFIER,
    while_in=frozenset({P.CHALLENGED}),
    otherwise="This ballot is not challenged.",
    rule="VOT-09",
)
