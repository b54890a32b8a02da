"""Is everything in place? Gathers the facts of all apps and asks the one rule.

The page, the submit button, the command, the API and the nightly sweep all ask here.
"""

from datetime import datetime

from cocommission.shared.rules.blockers import Blocker
from models_abc.models import Application
from models_abc.readiness.answer import answer_for, stage_of
from models_abc.readiness.facts import evidence_for, evidence_of
from models_abc.rules import readiness as rule
from models_abc.terms import Stage

__all__ = ["answer_for", "blockers", "evidence_for", "evidence_of", "stage_of"]


def blockers(application: Application, now: datetime, stage: Stage | None = None) -> tuple[Blocker, ...]:
    """What stands in the way of the gate ahead (or of `stage`)."""
    evidence = evidence_of(application, now)
    return rule.blockers(evidence, now=now, stage=stage or stage_of(evidence.state))
