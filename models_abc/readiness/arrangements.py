"""What the rules of local arrangements look at: ballots, constitution and committee, as facts of several apps."""

from datetime import datetime

from ccgs.queries.models_held import model_held
from models_abc.models import Arrangement
from models_abc.queries.arrangements import gives_mandate
from models_abc.readiness.committees import committee_fact
from models_abc.rules.arrangements import ArrangementFacts
from models_abc.terms import CoCommissioningModel, CommitteeKind
from pccc.terms.committees import CommitteeKind as KindOfCommittee

KINDS_NAMED: dict[str, str] = {
    CommitteeKind.JOINT_COMMITTEE: KindOfCommittee.JOINT,
    CommitteeKind.COMMITTEES_IN_COMMON: KindOfCommittee.IN_COMMON,
}


def _by(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now


def facts_of(row: Arrangement, now: datetime) -> ArrangementFacts:
    """What the rules of arrangements look at, as it stands at `now`."""
    constitution = row.constitution
    return ArrangementFacts(
        go_live_on=row.go_live_on,
        listed_on=tuple(row.round.go_live_on),
        round_name=row.round.name,
        closes_at=row.round.closes_at,
        opens_at=row.round.opens_at,
        model_held=model_held(row.ccg, now),
        mandate_chosen=row.mandate_ballot_id is not None,
        mandate_given=gives_mandate(row.mandate_ballot, now),
        constitution_chosen=constitution is not None,
        constitution_adopted=constitution is not None and _by(constitution.adopted_at, now),
        constitution_approved=constitution is not None and _by(constitution.approved_at, now),
        agreement_attached=row.agreement_id is not None,
        membership=row.membership,
        committee_wanted=CommitteeKind(row.committee_kind).label,
        committee=committee_fact(
            row.ccg, str(CoCommissioningModel.B.value), row.go_live_on, now, kinds=(KINDS_NAMED[row.committee_kind],)
        ),
        has_pooled_fund=row.has_pooled_fund,
        pooled_pounds=row.pooled_pounds,
        pooled_from_on=row.pooled_from_on,
        pooled_terms=row.pooled_terms,
    )
