"""Is everything in place? One pure answer, for the page, the button, the API, the command and the sweep.

"If these steps have not taken place then your CCG should not be going forward with delegated commissioning"
[seed 002]. `requirements` gives the proof, `blockers` what stands in the way. Evidence and `now` in, nothing else.
"""

from collections.abc import Callable
from datetime import datetime

from cocommission.shared.rules.blockers import Blocker
from models_abc.rules.readiness.committees import committee_in_hand, conflicts_in_hand
from models_abc.rules.readiness.evidence import Evidence
from models_abc.rules.readiness.gates import STARTED_ASKS, go_live, in_round, in_until, is_late
from models_abc.rules.readiness.mandate import constitution, mandate
from models_abc.rules.readiness.papers import documents
from models_abc.rules.readiness.people import attestations, consultation, governing_body
from models_abc.rules.readiness.proof import Asks, ProofLine, Requirement
from models_abc.rules.readiness.votes_known import lost_question, subject_to_vote, votes_are_in
from models_abc.terms import CoCommissioningModel, EvidenceKind, RequirementState, Stage

__all__ = [
    "Evidence",
    "ProofLine",
    "Requirement",
    "blockers",
    "in_until",
    "is_late",
    "lost_question",
    "requirements",
    "subject_to_vote",
    "votes_are_in",
    "warnings",
]

_KINDS: tuple[tuple[EvidenceKind, Callable[[Evidence, datetime], Requirement]], ...] = (
    (EvidenceKind.MANDATE, mandate),
    (EvidenceKind.CONSTITUTION, constitution),
    (EvidenceKind.CONSULTATION, consultation),
    (EvidenceKind.GOVERNING_BODY, governing_body),
)
_MODEL_A = Asks("model_a", "Model A needs no application", ("APP-14",), "", "start")


def requirements(evidence: Evidence, *, now: datetime) -> tuple[Requirement, ...]:
    """The proof tree: first what is needed before submission, then what is needed before go-live.

    What the round does not ask for is there too, marked as not needed.
    """
    if evidence.model_sought == CoCommissioningModel.A:
        return (_MODEL_A.not_needed("Every CCG is at least at model A. There is nothing to approve."),)
    found: list[Requirement] = []
    if not evidence.state:
        found.append(
            STARTED_ASKS.missing(
                "No application has been started. Start one and choose the round, the model and the day to start."
            )
        )
    found.append(in_round(evidence, now))
    for kind, rule in _KINDS:
        if evidence.needs(kind):
            found.append(rule(evidence, now))
        else:
            found.append(Asks(str(kind.value), kind.label, ("APP-06",), "", "").not_needed())
    found += attestations(evidence, now)
    found += documents(evidence)
    found += [committee_in_hand(evidence), conflicts_in_hand(evidence)]
    found += go_live(evidence, now)
    return tuple(found)


def blockers(evidence: Evidence, *, now: datetime, stage: Stage = Stage.SUBMIT) -> tuple[Blocker, ...]:
    """What stands in the way of `stage`, each with rule, source and who can put it right. Empty: go ahead."""
    return tuple(leaf.as_blocker() for leaf in _leaves(evidence, now, stage) if not leaf.met)


def warnings(evidence: Evidence, *, now: datetime, stage: Stage = Stage.SUBMIT) -> tuple[Blocker, ...]:
    """What somebody should know before going on; stops nobody."""
    return tuple(leaf.as_blocker() for leaf in _leaves(evidence, now, stage) if leaf.state == RequirementState.WARNING)


def _leaves(evidence: Evidence, now: datetime, stage: Stage) -> list[Requirement]:
    return [leaf for top in requirements(evidence, now=now) if top.stage == stage for leaf in top.leaves()]
