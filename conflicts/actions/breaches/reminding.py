"""Reminders of breaches that wait (BRE-03)."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.clock import moment
from conflicts.actions.breaches.shared import people_to_tell, tell, with_people
from conflicts.models import Breach
from conflicts.queries.breaches import UNASSIGNED


@transaction.atomic
def remind_late(pk: int, *, now: datetime) -> bool:
    """Reminds the Guardian, once, of a breach that nobody investigates in time. False when there is no need."""
    breach = with_people(Breach(pk=pk)).select_for_update(of=("self",), no_key=True).get()
    if breach.state not in UNASSIGNED or breach.investigate_by_at is None or now < breach.investigate_by_at:
        return False
    tell(
        breach,
        people_to_tell(breach.ccg, now, without={breach.person_id, breach.reported_by_id}),
        key="late",
        subject=f"{breach.ccg.name}: breach {breach.number} waits for an investigation",
        text=f"Nobody investigates it yet; that was due by {moment(breach.investigate_by_at)}. Choose who "
        "investigates, or dismiss it with a reason.",
        now=now,
    )
    return True
