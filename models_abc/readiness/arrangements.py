"""What the rules of local arrangements look at: ballots, constitution and committee, as facts of several apps."""

from collections.abc import Sequence
from datetime import datetime

from ccgs.queries.models_held import models_held
from models_abc.models import Arrangement
from models_abc.queries.arrangements import mandates_for_b
from models_abc.readiness.committees import Wanted, committee_facts
from models_abc.rules.arrangements import ArrangementFacts
from models_abc.rules.readiness.evidence import CommitteeFact
from models_abc.terms import CommitteeKind
from pccc.terms.committees import CommitteeKind as KindOfCommittee

KINDS_NAMED: dict[str, str] = {
    CommitteeKind.JOINT_COMMITTEE: KindOfCommittee.JOINT,
    CommitteeKind.COMMITTEES_IN_COMMON: KindOfCommittee.IN_COMMON,
}


def _by(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now


def facts_of(row: Arrangement, now: datetime) -> ArrangementFacts:
    """What the rules of arrangements look at, as it stands at `now`."""
    return facts_of_all([row], now)[0]


def facts_of_all(rows: Sequence[Arrangement], now: datetime) -> list[ArrangementFacts]:
    """What the rules look at of each arrangement, in this order; the same few statements, however many there are."""
    held = models_held([row.ccg_id for row in rows], now)
    mandates = mandates_for_b([row.mandate_ballot for row in rows if row.mandate_ballot is not None], now)
    wanted = [Wanted(row.ccg_id, (KINDS_NAMED[row.committee_kind],), row.go_live_on) for row in rows]
    return [
        _facts(row, now, held[row.ccg_id], row.mandate_ballot_id in mandates, committee)
        for row, committee in zip(rows, committee_facts(wanted, now), strict=True)
    ]


def _facts(
    row: Arrangement, now: datetime, held: str, mandate_given: bool, committee: CommitteeFact | None
) -> ArrangementFacts:
    constitution = row.constitution
    return ArrangementFacts(
        go_live_on=row.go_live_on,
        listed_on=tuple(row.round.go_live_on),
        round_name=row.round.name,
        closes_at=row.round.closes_at,
        opens_at=row.round.opens_at,
        model_held=held,
        mandate_chosen=row.mandate_ballot_id is not None,
        mandate_given=mandate_given,
        constitution_chosen=constitution is not None,
        constitution_adopted=constitution is not None and _by(constitution.adopted_at, now),
        constitution_approved=constitution is not None and _by(constitution.approved_at, now),
        agreement_attached=row.agreement_id is not None,
        membership=row.membership,
        committee_wanted=CommitteeKind(row.committee_kind).label,
        committee=committee,
        has_pooled_fund=row.has_pooled_fund,
        pooled_pounds=row.pooled_pounds,
        pooled_from_on=row.pooled_from_on,
        pooled_terms=row.pooled_terms,
    )
