"""What is known about an application at one moment: plain facts, no database, no clock.

Times are aware datetimes, days are dates. `url` is where a reader can see the fact for themselves.
"""

from dataclasses import dataclass
from datetime import date, datetime

from models_abc.terms import ApplicationState, CoCommissioningModel


@dataclass(frozen=True)
class QuestionFact:
    """One question of a ballot with its own outcome (VOT-06).

    `kind` MODEL_CHOICE, CONSTITUTION_CHANGE or FREE; `outcome` CARRIED, LOST, INQUORATE or "" while unknown;
    `supports` the models its outcome gives a mandate for; `text_hash` and `rules_hash` the text and the voting rules a
    constitution question bound.
    """

    number: int
    text: str
    kind: str
    outcome: str = ""
    supports: tuple[str, ...] = ()
    text_hash: str = ""
    figures: str = ""
    rules_hash: str = ""


@dataclass(frozen=True)
class BallotFact:
    """A ballot the application relies on. `announced`: certified by a verifier and published (VOT-09)."""

    title: str
    url: str
    closes_at: datetime | None = None
    closed: bool = False
    announced: bool = False
    void: bool = False
    as_published: bool = False
    meeting_only: bool = False
    questions: tuple[QuestionFact, ...] = ()


@dataclass(frozen=True)
class ConstitutionFact:
    """The version the application rests on; `contents_missing` are the headings CON-01 asks for."""

    title: str
    url: str
    text_hash: str
    contents_missing: tuple[str, ...] = ()
    rules_hash: str = ""
    adopted_on: date | None = None
    nhs_england_approved_on: date | None = None


@dataclass(frozen=True)
class ConsultationFact:
    """One LMC asked about this change. `answer` YES or NO (was properly consulted), or "" for silence."""

    lmc: str
    url: str
    closes_at: datetime
    closed: bool = False
    answer: str = ""
    opinion: str = ""
    stale: bool = False
    reply_needed: bool = False
    reply_given: bool = False


@dataclass(frozen=True)
class ApprovalFact:
    """The governing body's approval. `papers_changed`: a paper was replaced after it was recorded."""

    held_on: date
    minute_reference: str
    document: str
    url: str
    papers_changed: bool = False


@dataclass(frozen=True)
class AttestationFact:
    """One signed statement.

    `in_post_when_signed` and `in_post_at_check` (now, or at submission once submitted) are about the signer;
    `papers_changed`: what they signed for is no longer what the application holds.
    """

    role: str
    person: int
    name: str
    signed_at: datetime
    url: str
    withdrawn_at: datetime | None = None
    in_post_when_signed: bool = True
    in_post_at_check: bool = True
    papers_changed: bool = False


@dataclass(frozen=True)
class DocumentFact:
    """A current (not replaced, not removed) document of the application."""

    kind: str
    name: str
    sha256: str
    uploaded_at: datetime
    url: str


@dataclass(frozen=True)
class RoundFact:
    """The round applied in; `takes` the models it accepts, `needs` the evidence codes for the model sought."""

    title: str
    url: str
    opens_at: datetime
    closes_at: datetime
    takes: frozenset[str]
    go_live_dates: tuple[date, ...]
    needs: frozenset[str]


@dataclass(frozen=True)
class LateDecisionFact:
    """The region's recorded permission to submit late, and until when it holds."""

    reason: str
    by: str
    decided_at: datetime
    until: datetime


@dataclass(frozen=True)
class VotePlanFact:
    """The members' vote is still to come: the dates the CCG commits to (APP-06)."""

    votes_from: date
    votes_until: date
    result_by: date


@dataclass(frozen=True)
class ConditionFact:
    """A condition of the region's approval (APP-11)."""

    number: int
    text: str
    met: bool


@dataclass(frozen=True)
class CommitteeFact:
    """The committee that is to decide, as it will be composed on the go-live day.

    `active` now; `has_terms` on the go-live day; `broken` the rules it will break then: (rule, words). `figures` says
    the shares of the votes. `with_nhs_england`: a joint committee, or committees in common with a region.
    """

    name: str
    url: str
    kind: str = "PCCC"
    active: bool = True
    has_terms: bool = True
    with_nhs_england: bool = False
    broken: tuple[tuple[str, str], ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConflictsFact:
    """How conflicts of interest are managed: public registers, the Guardian's name, who has not declared in time."""

    registers_published: bool = False
    guardian: str = ""
    overdue: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Evidence:
    """Everything the readiness rule looks at, as it stood at one moment."""

    ccg: str
    model_sought: CoCommissioningModel | str
    round: RoundFact | None = None
    state: ApplicationState | str = ""
    go_live_on: date | None = None
    submitted_at: datetime | None = None
    late: LateDecisionFact | None = None
    vote_plan: VotePlanFact | None = None
    ballots: tuple[BallotFact, ...] = ()
    constitution: ConstitutionFact | None = None
    lmcs: tuple[str, ...] = ()
    consultations: tuple[ConsultationFact, ...] = ()
    consultation_waived_because: str = ""
    approval: ApprovalFact | None = None
    attestations: tuple[AttestationFact, ...] = ()
    documents: tuple[DocumentFact, ...] = ()
    committee: CommitteeFact | None = None
    conflicts: ConflictsFact | None = None
    decision: str = ""
    conditions: tuple[ConditionFact, ...] = ()
    agreement_signed_on: date | None = None
    model_held: str = CoCommissioningModel.A

    def needs(self, kind: str) -> bool:
        """Whether the round asks for this kind of evidence for the model sought."""
        return self.round is not None and kind in self.round.needs
