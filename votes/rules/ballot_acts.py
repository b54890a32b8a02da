"""Which act is possible in which phase, and why not otherwise: page, button and action say the same."""

from __future__ import annotations

from cocommission.shared.rules.blockers import Blocker
from votes.terms.ballots import BallotPhase

P = BallotPhase
OFFICER = "Governance officer"
VERIFIER = "Audit Chair, lay member or LMC reviewer"
ANY_OPENED = frozenset(P) - {P.DRAFT, P.VOID}

#: act: (phases in which it is possible, what to say in others, who does it, rule)
ACTS: dict[str, tuple[frozenset[BallotPhase], str, str, str]] = {
    "edit": (
        frozenset({P.DRAFT}),
        "This ballot has been opened. Its questions, times and rule are frozen.",
        OFFICER,
        "VOT-08",
    ),
    "open": (frozenset({P.DRAFT}), "The ballot has been opened already.", OFFICER, "VOT-08"),
    "extend": (
        frozenset({P.NOTICE, P.VOTING}),
        "Only an opened ballot that has not closed can be extended. A closed ballot is never reopened.",
        OFFICER,
        "VOT-08",
    ),
    "correct": (
        frozenset({P.NOTICE, P.VOTING}),
        "A roll is corrected only while its ballot is open. After the close it stands as it is.",
        OFFICER,
        "VOT-01",
    ),
    "assist": (frozenset({P.VOTING}), "Votes are entered only while voting is open.", OFFICER, "VOT-11"),
    "count": (
        frozenset({P.CLOSED}),
        "A ballot is counted once, after voting has closed. Nobody counts before.",
        OFFICER,
        "VOT-13",
    ),
    "certify": (frozenset({P.COUNTED}), "Only a counted ballot is certified, and only once.", VERIFIER, "VOT-09"),
    "publish": (frozenset({P.CERTIFIED}), "A result is published once it is certified.", OFFICER, "VOT-09"),
    "challenge": (
        frozenset({P.COUNTED, P.CERTIFIED, P.PUBLISHED}),
        "A ballot can be challenged once it is counted, and one challenge at a time.",
        "A practice on the roll, a verifier or an officer",
        "VOT-09",
    ),
    "answer": (frozenset({P.CHALLENGED}), "This ballot is not challenged.", VERIFIER, "VOT-09"),
    "void": (ANY_OPENED, "Only an opened ballot can be declared void, and only once.", OFFICER, "VOT-08"),
    "re-ballot": (
        frozenset({P.COUNTED, P.CERTIFIED, P.PUBLISHED, P.VOID}),
        "A re-ballot follows a ballot that was counted or declared void.",
        OFFICER,
        "VOT-10",
    ),
}


def act_blockers(act: str, at: str) -> list[Blocker]:
    """Why `act` (a key of ACTS) is not possible at the phase `at`; empty when it is."""
    phases, words, who, rule = ACTS[act]
    return [] if at in phases else [Blocker(rule, words, who)]
