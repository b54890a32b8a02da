"""Complete evidence for an application, as plain facts; tests take pieces away with dataclasses.replace."""

from datetime import UTC, date, datetime
from typing import Any

from models_abc.rules.readiness.evidence import (
    ApprovalFact,
    AttestationFact,
    BallotFact,
    CommitteeFact,
    ConflictsFact,
    ConstitutionFact,
    ConsultationFact,
    DocumentFact,
    Evidence,
    QuestionFact,
    RoundFact,
)
from models_abc.terms import ApplicationState, DocumentKind, EvidenceKind

CLOSES = datetime(2015, 11, 6, 12, 0, tzinfo=UTC)
NOON_LESS_A_SECOND = datetime(2015, 11, 6, 11, 59, 59, tzinfo=UTC)
TEXT = "a" * 64
NEEDS_C = frozenset(kind.value for kind in EvidenceKind) - {"LOCAL_AGREEMENT"}
NEEDS_B = frozenset({"MANDATE", "CONSTITUTION", "LOCAL_AGREEMENT"})


def a_round(**changes: Any) -> RoundFact:
    """The second round for delegated commissioning, closing at midday on 6 November 2015."""
    facts: dict[str, Any] = {
        "title": "Delegated commissioning, round 2",
        "url": "/rounds/delegated-2/",
        "opens_at": datetime(2015, 9, 1, 8, tzinfo=UTC),
        "closes_at": CLOSES,
        "takes": frozenset({"C"}),
        "go_live_dates": (date(2016, 4, 1),),
        "needs": NEEDS_C,
    }
    return RoundFact(**facts | changes)


def a_ballot(*questions: QuestionFact, **changes: Any) -> BallotFact:
    """A closed ballot, certified and published, in which both questions carried."""
    facts: dict[str, Any] = {
        "title": "Ballot 2",
        "url": "/ccgs/09W/ballots/2/",
        "closes_at": datetime(2015, 7, 16, 20, tzinfo=UTC),
        "closed": True,
        "announced": True,
        "questions": questions
        or (
            QuestionFact(1, "Should we apply?", "MODEL_CHOICE", "CARRIED", ("C",), "", "75.0% (42 of 56)"),
            QuestionFact(2, "Change the constitution?", "CONSTITUTION_CHANGE", "CARRIED", (), TEXT),
        ),
    }
    return BallotFact(**facts | changes)


def an_attestation(role: str = "ACCOUNTABLE_OFFICER", person: int = 1, **changes: Any) -> AttestationFact:
    """A standing attestation signed on 2 November 2015."""
    facts: dict[str, Any] = {
        "role": role,
        "person": person,
        "name": f"Person {person}",
        "signed_at": datetime(2015, 11, 2, 10, tzinfo=UTC),
        "url": "/ccgs/09W/application/attestations/",
    }
    return AttestationFact(**facts | changes)


def a_document(kind: str) -> DocumentFact:
    """A current document of `kind`."""
    return DocumentFact(kind, f"{kind.lower()}.pdf", "d" * 64, datetime(2015, 10, 20, tzinfo=UTC), "/x/")


def evidence(**changes: Any) -> Evidence:
    """Everything in place for model C: nothing blocks submission at 11:59:59 on 6 November 2015."""
    facts: dict[str, Any] = {
        "ccg": "09W",
        "model_sought": "C",
        "round": a_round(),
        "state": ApplicationState.PREPARING,
        "go_live_on": date(2016, 4, 1),
        "ballots": (a_ballot(),),
        "constitution": ConstitutionFact("Constitution version 2", "/c/", TEXT, adopted_on=date(2015, 7, 16)),
        "lmcs": ("Kent LMC",),
        "consultations": (
            ConsultationFact(
                "Kent LMC", "/l/", datetime(2015, 9, 30, tzinfo=UTC), closed=True, answer="YES", opinion="SUPPORT"
            ),
        ),
        "approval": ApprovalFact(date(2015, 10, 28), "7.1", "minutes.pdf", "/g/"),
        "attestations": (an_attestation(), an_attestation("AUDIT_CHAIR", 2)),
        "documents": tuple(a_document(kind.value) for kind in DocumentKind if kind.value in NEEDS_C),
        "committee": CommitteeFact(
            "Primary care committee", "/p/", figures=("Lay and executive members 4 of 6 votes",)
        ),
        "conflicts": ConflictsFact(True, "Arthur Audit", (), "/r/"),
    }
    return Evidence(**facts | changes)
