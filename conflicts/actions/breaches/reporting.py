"""How a breach comes to the Guardian: found by the product, or reported by anyone (BRE-03)."""

from datetime import date, datetime
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
from conflicts.actions.breaches.shared import enter_act, people_to_tell, tell
from conflicts.models import Breach, Interest
from conflicts.rules.breaches import investigate_by, report_blockers
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
    kind: str,
    key: str,
    happened_on: date,
    report: str,
    now: datetime,
    about: str = "",
    about_url: str = "",
    interest: Interest | None = None,
    person: Person | None = None,
) -> Breach | None:
    """Opens the draft of a breach that the product found, for the Guardian's first look; None when `key` exists.

    `key` says what it was found by ("interest:12:late"); `about` and `about_url` name the subject and its page.
    """
    ccg = CCG.objects.select_for_update().get(pk=ccg.pk)
    if not key:
        raise ValueError("a finding needs a key, or it would be found again and again")
    if Breach.objects.filter(ccg=ccg, key=key).exists():
        return None
    breach = _made(
        ccg,
        now,
        "Found by a check of this service",
        kind=kind,
        key=key,
        happened_on=happened_on,
        report=report,
        about=about,
        about_url=about_url,
        interest=interest,
        person=person,
        state=BreachState.DRAFT,
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
    kind: str,
    happened_on: date,
    report: str,
    now: datetime,
    form_token: UUID,
    by: Person | None = None,
    reporter_name: str = "",
    reporter_contact: str = "",
    control: str = "",
    about: str = "",
    about_url: str = "",
    interest: Interest | None = None,
    person: Person | None = None,
) -> Breach:
    """Takes a report of anyone, signed in (`by`) or not, and tells the Guardian. The same form again is one report.

    Raises Refused without words, or for a day that is still to come. Only the Guardian sees who reported.
    """
    ccg = CCG.objects.select_for_update().get(pk=ccg.pk)
    key = f"form:{form_token}"
    before = Breach.objects.filter(ccg=ccg, key=key).first()
    if before is not None:
        return before
    missing = report_blockers(report=report, happened_on=happened_on, today=london(now).date())
    if kind not in BreachKind:
        missing.extend(Refused("Choose what it is about.", field="kind").blockers)
    if missing:
        raise Refused(*missing)
    breach = _made(
        ccg,
        now,
        "Reported",
        kind=kind,
        key=key,
        happened_on=happened_on,
        report=report.strip(),
        control=control.strip(),
        about=about,
        about_url=about_url,
        interest=interest,
        person=person,
        reported_by=by,
        reporter_name="" if by else reporter_name.strip(),
        reporter_contact="" if by else reporter_contact.strip(),
        state=BreachState.REPORTED,
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
