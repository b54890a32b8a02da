"""Expressions of interest (F-21)."""

from datetime import datetime

from django.db import transaction

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.transitions import Transitions
from models_abc.models import ExpressionOfInterest, Round
from models_abc.rules.interest_acts import WITHDRAW
from models_abc.rules.rounds import interest_blockers
from models_abc.terms import CoCommissioningModel, InterestState, Readiness
from models_abc.terms.rounds import INTEREST_TRANSITIONS

LIFE = Transitions(INTEREST_TRANSITIONS)


def _require_open(round: Round, now: datetime) -> None:
    found = interest_blockers(opens_at=round.opens_at, closes_at=round.closes_at, now=now)
    if found:
        raise Refused(*found)


def _require_fitting(round: Round, category: str, readiness: str) -> None:
    if category not in CoCommissioningModel.values:
        raise Refused("Choose model A, B or C.", status=400, field="category")
    if readiness not in Readiness.values:
        raise Refused("Enter how soon the CCG could take up the model.", status=400, field="readiness")
    if round.model_sought and category != round.model_sought:
        raise Refused(
            f"{round.name} is about model {round.model_sought}: interest in another model is not asked for here.",
            status=400,
            field="category",
        )


@transaction.atomic
def express_interest(
    *, ccg: CCG, round: Round, category: str, readiness: str, text: str = "", by: Person, now: datetime
) -> ExpressionOfInterest:
    """Says which model the CCG would like and how soon; said again, it replaces what was said, with its history.

    Raises Refused (403, 409 when the round is not open, 400 when the choice does not fit the round).
    """
    require_any(by, (Permission.EDIT_APPLICATION,), ccg, now)
    CCG.objects.select_for_update(of=("self",), no_key=True).get(pk=ccg.pk)
    _require_open(round, now)
    _require_fitting(round, category, readiness)
    row = ExpressionOfInterest.objects.filter(ccg=ccg, round=round).first() or ExpressionOfInterest(
        ccg=ccg, round=round
    )
    row.category, row.readiness, row.text = category, readiness, text.strip()
    row.state, row.expressed_at, row.expressed_by = InterestState.STANDING, now, by
    row.withdrawn_at = row.withdrawn_by = None
    row.record(by=by, at=now, why=f"Interest in model {category}")
    enter(
        book=ccg.book,
        act="interest.expressed",
        by=by,
        now=now,
        subject=f"models_abc.ExpressionOfInterest:{row.pk}",
        reason=row.text,
        facts={"round": round.slug, "category": category, "readiness": readiness},
    )
    return row


@transaction.atomic
def withdraw_interest(
    *, interest: ExpressionOfInterest, reason: str, by: Person, now: datetime
) -> ExpressionOfInterest:
    """Takes an expression of interest back while the round is open. Raises Refused without a reason."""
    rows = ExpressionOfInterest.objects.select_related("ccg", "round").filter(pk=interest.pk)
    row = begin(rows, WITHDRAW, by=by, now=now)
    LIFE.require(row.state, InterestState.WITHDRAWN, what="This expression of interest")
    _require_open(row.round, now)
    if not reason.strip():
        raise Refused("Enter why the CCG withdraws its interest.", status=400, field="reason")
    row.state, row.withdrawn_at, row.withdrawn_by = InterestState.WITHDRAWN, now, by
    row.record(by=by, at=now, why=reason.strip())
    enter(
        book=row.ccg.book,
        act="interest.withdrawn",
        by=by,
        now=now,
        subject=f"models_abc.ExpressionOfInterest:{row.pk}",
        reason=reason.strip(),
        facts={"round": row.round.slug},
    )
    return row
