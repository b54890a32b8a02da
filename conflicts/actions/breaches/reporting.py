"""How a breach comes to the Guardian: found by the product, or reported by anyone (BRE-03)."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import RoleCode
from cocommission.shared.clock import london, moment
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import values
from conflicts.actions.breaches.shared import enter_act, people_to_tell, tell
from conflicts.models import Breach, Interest
from conflicts.rules.breaches import BreachFacts, investigate_by, report_blockers
from conflicts.terms.breaches import BreachKind, BreachState


def _made(ccg: CCG, now: datetime, why: str, **values: Any) -> Breach:
    """A breach with the next number. Its history names nobody: who reported is for the Guardian alone."""
    last = Breach.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    breach = Breach(ccg=ccg, number=last + 1, reported_at=now, investigate_by_at=investigate_by(now), **values)
    return breach.record(by=None, at=now, why=why)


def _what_to_do(breach: Breach, words: str, now: datetime) -> str:
    """What the receiver of the news does; where it is about the Guardian in post, somebody else has to guard it."""
    by = f" An investigation begins by {moment(breach.investigate_by_at)}."
    if breach.person is None or breach.person not in holders(breach.ccg, RoleCode.GUARDIAN, now):
        return words + by
    return (
        f"It is about the Conflicts of Interest Guardian, who cannot see it. Appoint another Guardian to work "
        f"on it.{by}"
    )


@transaction.atomic
def open_draft_breach(
    *,
    ccg: CCG,
    facts: BreachFacts,
    key: str,
    now: datetime,
    interest: Interest | None = None,
    person: Person | None = None,
) -> Breach | None:
    """Opens the draft of a breach that the product found, for the Guardian's first look; None when `key` exists.

    `key` says what it was found by ("interest:12:late").
    """
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    if not key:
        raise ValueError("a finding needs a key, or it would be found again and again")
    if Breach.objects.filter(ccg=ccg, key=key).exists():
        return None
    breach = _made(
        ccg,
        now,
        "Found by a check of this service",
        key=key,
        interest=interest,
        person=person,
        state=BreachState.DRAFT,
        **values(facts),
    )
    enter_act(breach, "breach.found", None, now)
    tell(
        breach,
        people_to_tell(ccg, now, without={person.pk if person else None}),
        key="found",
        subject=f"{ccg.name}: a possible breach, number {breach.number}",
        text="A check of this service found what may be a breach of the rules on conflicts of interest. "
        + _what_to_do(breach, "Take it up or dismiss it with a reason.", now),
        now=now,
    )
    return breach


@transaction.atomic
def report_breach(
    *,
    ccg: CCG,
    facts: BreachFacts,
    now: datetime,
    form_token: UUID,
    by: Person | None = None,
    interest: Interest | None = None,
    person: Person | None = None,
) -> Breach:
    """Takes a report of anyone, signed in (`by`) or not, and tells the Guardian. The same form again is one report.

    Raises Refused without words, or for a day that is still to come. Only the Guardian sees who reported.
    """
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    key = f"form:{form_token}"
    before = Breach.objects.filter(ccg=ccg, key=key).first()
    if before is not None:
        return before
    missing = report_blockers(facts, today=london(now).date())
    if facts.kind not in BreachKind:
        missing.extend(Refused("Choose what it is about.", field="kind").blockers)
    if missing:
        raise Refused(*missing)
    if by is not None:
        facts = replace(facts, reporter_name="", reporter_contact="")
    breach = _made(
        ccg,
        now,
        "Reported",
        key=key,
        interest=interest,
        person=person,
        reported_by=by,
        state=BreachState.REPORTED,
        **values(facts),
    )
    enter_act(breach, "breach.reported", None, now)
    tell(
        breach,
        people_to_tell(ccg, now, without={person.pk if person else None, by.pk if by else None}),
        key="reported",
        subject=f"{ccg.name}: a breach was reported, number {breach.number}",
        text="A breach of the rules on conflicts of interest was reported. "
        + _what_to_do(breach, "Choose who investigates. It cannot be the reporter.", now),
        now=now,
    )
    return breach
