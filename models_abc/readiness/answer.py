"""The answer that the command and the API give about a CCG, as plain data (contract: manage.py readiness)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG
from cocommission.shared.rules.blockers import Blocker
from models_abc.models import Round
from models_abc.queries.applications import application_at
from models_abc.readiness.facts import evidence_for, evidence_of
from models_abc.rules import readiness as rule
from models_abc.terms import ApplicationState, CoCommissioningModel, RoundPurpose, Stage


def stage_of(state: str) -> Stage:
    """Which gate lies ahead: the deadline while it is prepared, the day to start once it has been sent."""
    return Stage.SUBMIT if state in ("", ApplicationState.PREPARING) else Stage.GO_LIVE


def round_for(at: datetime) -> Round | None:
    """The national round that closes next at `at`, or else the last that closed; None when none is known."""
    rows = Round.objects.filter(purpose=RoundPurpose.NATIONAL, opens_at__lte=at)
    return rows.filter(closes_at__gt=at).order_by("closes_at").first() or rows.order_by("-closes_at").first()


def _plain(found: Iterable[Blocker]) -> list[dict[str, str]]:
    return [{"rule": one.rule, "missing": one.missing, "who": one.who, "source": one.source} for one in found]


def answer_for(ccg: CCG, at: datetime, *, round_: Round | None = None, past: bool = False) -> dict[str, Any]:
    """Whether the application in hand (in `round_`, if one is named) may pass the gate ahead, and what blocks it.

    Without an application it says what a CCG that applied with what is on record would lack. `past`: `at` lies in the
    past, so rows that change are read from their history.
    """
    application = application_at(ccg, at, round_.slug if round_ else "")
    chosen: Round | None
    if application is not None:
        evidence, chosen = evidence_of(application, at, past=past), application.round
    else:
        found = round_ or round_for(at)
        model = (found.model_sought if found else "") or str(CoCommissioningModel.C.value)
        evidence = evidence_for(ccg, found, model, at)
        chosen = found
    stage = stage_of(evidence.state)
    stops = rule.blockers(evidence, now=at, stage=stage)
    return {
        "ccg": ccg.code,
        "model_sought": str(evidence.model_sought),
        "round": chosen.slug if chosen else None,
        "application": application.number if application else None,
        "state": str(evidence.state) or None,
        "stage": str(stage.value),
        "at": at.isoformat(),
        "ready": not stops,
        "blockers": _plain(stops),
        "warnings": _plain(rule.warnings(evidence, now=at, stage=stage)),
    }
