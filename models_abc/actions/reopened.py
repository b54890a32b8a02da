"""Telling people that evidence that was in place no longer is, before the deadline tells them."""

from datetime import datetime

from django.db import transaction

from models_abc.actions.shared import ccg_people, lock, tell
from models_abc.models import Application
from models_abc.readiness import evidence_of
from models_abc.rules import readiness as rule
from models_abc.rules.dossier import digest
from models_abc.terms import ApplicationState

# What opens by itself, without anyone touching the application: the fact behind it changed.
_BY_ITSELF = ("constitution.vote", "ACCOUNTABLE_OFFICER", "AUDIT_CHAIR", "mandate.verified")


@transaction.atomic
def tell_reopened(*, application: Application, now: datetime) -> bool:
    """Queues one message for each new set of requirements that opened again; True when it queued something.

    A requirement has opened again when it holds evidence and is not met: a signature that lapsed, a text that changed,
    an LMC's answer about an older paper.
    """
    row = lock(application)
    if row.state != ApplicationState.PREPARING:
        return False
    found = [
        leaf
        for top in rule.requirements(evidence_of(row, now), now=now)
        for leaf in top.leaves()
        if not leaf.met and leaf.lines and (leaf.id in _BY_ITSELF or leaf.id.startswith("consultation."))
    ]
    if not found:
        return False
    listed = "\n".join(f"- {leaf.missing} ({leaf.who})" for leaf in found)
    key = digest({"what": sorted(leaf.id + leaf.missing for leaf in found)})[:16]
    return bool(
        tell(
            row,
            ccg_people(row, now),
            key=f"reopened-{key}",
            subject=f"{row.ccg.name}: evidence of the application is no longer complete",
            text=f"Complete these before you submit the application:\n\n{listed}",
            now=now,
        )
    )
