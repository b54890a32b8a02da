"""Reads of arrangements for model B, and the fingerprint of what is signed."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from ccgs.models import CCG
from models_abc.models import Arrangement, Round
from models_abc.queries.mandates import ballot_facts, ballots_that_decide
from models_abc.rules.dossier import digest
from models_abc.rules.readiness.evidence import BallotFact
from models_abc.terms import CoCommissioningModel, RoundPurpose
from models_abc.terms.arrangements import CLOSED_ARRANGEMENTS
from votes.models import Ballot


def arrangements_of(ccg: CCG) -> QuerySet[Arrangement]:
    """Every arrangement of a CCG, the latest first."""
    return (
        Arrangement.objects.filter(ccg=ccg)
        .select_related(
            "ccg__region",
            "round",
            "mandate_ballot__ccg",
            "constitution",
            "agreement",
            "ccg_signed_by",
            "region_signed_by",
        )
        .order_by("-pk")
    )


def current_arrangement(ccg: CCG) -> Arrangement | None:
    """The arrangement that is being made or lived, or None."""
    return arrangements_of(ccg).exclude(state__in=CLOSED_ARRANGEMENTS).first()


def rounds_for_b(now: datetime) -> list[Round]:
    """The rounds with go-live days for model B that are not over."""
    return list(
        Round.objects.filter(
            Q(purpose=RoundPurpose.LOCAL) | Q(purpose=RoundPurpose.NATIONAL),
            model_sought=CoCommissioningModel.B,
            closes_at__gt=now,
        ).order_by("closes_at")
    )


def ballots_for_b(ccg: CCG, now: datetime) -> list[Ballot]:
    """The ballots of a CCG in which its members decided about a model or the constitution."""
    return ballots_that_decide(ccg, now)


def mandates_for_b(ballots: Collection[Ballot], now: datetime) -> set[int]:
    """Those of `ballots`, by their ids, whose published result gives a mandate for model B."""
    given = {fact.url for fact in ballot_facts(ballots, now) if _gives_mandate(fact)}
    return {ballot.pk for ballot in ballots if ballot.url in given}


def _gives_mandate(fact: BallotFact) -> bool:
    carried = [question for question in fact.questions if question.outcome == "CARRIED"]
    return (
        fact.announced
        and not fact.void
        and any(str(CoCommissioningModel.B) in question.supports for question in carried)
    )


def terms_digest(row: Arrangement) -> str:
    """Hash of all that a signature under the arrangement is about, so that nobody signs what they were not shown."""
    return digest(
        {
            "round": row.round_id,
            "go_live_on": row.go_live_on,
            "committee_kind": row.committee_kind,
            "membership": row.membership,
            "mandate_ballot": row.mandate_ballot_id,
            "constitution": row.constitution.text_hash if row.constitution else "",
            "voting_rules": row.constitution.rules_hash if row.constitution else "",
            "agreement": row.agreement.sha256 if row.agreement else "",
            "pooled": (row.pooled_pounds, row.pooled_from_on, row.pooled_until_on, row.pooled_terms),
        }
    )
