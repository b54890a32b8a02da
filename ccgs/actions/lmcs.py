"""Local medical committees and partner bodies: who they are and which CCGs they cover (F-03)."""

import re
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from ccgs.actions.permits import require_any
from ccgs.models import CCG, LMC, LMCArea, PartnerBody, PartnerLink
from ccgs.terms.partners import PartnerKind
from ccgs.terms.roles import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import day
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker

CODE = re.compile(r"[A-Z0-9]{2,12}")


def _steward_only(by: Person) -> None:
    if not by.is_staff:
        words = "Only the national data steward keeps the list of LMCs."
        raise Refused(Blocker("POST-03", words, "National data steward", "Local policy of this service"), status=403)


@transaction.atomic
def record_lmc(*, code: str, name: str, by: Person, now: datetime) -> LMC:
    """A new LMC with a short code (capital letters and digits), by the national data steward."""
    _steward_only(by)
    code, name = code.strip().upper(), " ".join(name.split())
    if not CODE.fullmatch(code):
        raise Refused("The code has 2 to 12 letters and digits.", status=400, field="code")
    if not name:
        raise Refused("Give the name of the LMC.", status=400, field="name")
    if LMC.objects.filter(code=code).exists():
        raise Refused(f"There is an LMC with the code {code} already.", status=409, field="code")
    lmc = LMC(code=code, name=name[:200]).record(by=by, at=now, why="Recorded")
    enter(book=lmc.book, act="lmc.recorded", by=by, now=now, subject=f"ccgs.LMC:{lmc.pk}", facts={"name": lmc.name})
    return lmc


def _may_link(by: Person, ccg: CCG, now: datetime) -> None:
    if not by.is_staff:
        require_any(by, (Permission.MANAGE_MEMBERS,), ccg, now)


@transaction.atomic
def link_lmc(*, lmc: LMC, ccg: CCG, from_on: date, by: Person, now: datetime) -> LMCArea:
    """``lmc`` covers ``ccg`` from ``from_on``. By the CCG's governance officer or the national data steward."""
    _may_link(by, ccg, now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    if LMCArea.objects.filter(lmc=lmc, ccg=ccg).filter(Q(to_on__isnull=True) | Q(to_on__gt=from_on)).exists():
        raise Conflict(f"{lmc.name} covers {ccg.name} already at that time.")
    area = LMCArea(lmc=lmc, ccg=ccg, from_on=from_on).record(by=by, at=now, why="Linked")
    facts = {"lmc": lmc.code, "ccg": ccg.code, "from_on": from_on.isoformat()}
    for book in (ccg.book, lmc.book):
        enter(book=book, act="lmc.linked", by=by, now=now, subject=f"ccgs.LMCArea:{area.pk}", facts=facts)
    return area


@transaction.atomic
def unlink_lmc(*, area: LMCArea, to_on: date, reason: str, by: Person, now: datetime) -> LMCArea:
    """The LMC no longer covers the CCG from ``to_on`` on. Raises Refused without a reason or with a day too early."""
    _may_link(by, area.ccg, now)
    area = LMCArea.objects.select_for_update(of=("self",)).select_related("lmc", "ccg").get(pk=area.pk)
    if not reason.strip():
        raise Refused("Give the reason.", status=400, field="reason")
    if area.to_on is not None:
        raise Conflict(f"This link ended on {day(area.to_on)} already.")
    if to_on <= area.from_on:
        raise Refused(f"The link began on {day(area.from_on)}; choose a later day.", status=400, field="to_on")
    area.to_on = to_on
    area.record(by=by, at=now, why=reason.strip())
    facts = {"lmc": area.lmc.code, "ccg": area.ccg.code, "to_on": to_on.isoformat()}
    for book in (area.ccg.book, area.lmc.book):
        enter(
            book=book, act="lmc.unlinked", by=by, now=now, subject=f"ccgs.LMCArea:{area.pk}", reason=reason, facts=facts
        )
    return area


@transaction.atomic
def link_partner(*, kind: str, name: str, ccg: CCG, from_on: date, by: Person, now: datetime) -> PartnerLink:
    """A Healthwatch or Health and Wellbeing Board (``kind``: a PartnerKind) covers ``ccg`` from ``from_on``.

    The body is known by its name; one body may cover several CCGs.
    """
    _may_link(by, ccg, now)
    kind, name = PartnerKind(kind).value, " ".join(name.split())[:200]
    if not name:
        raise Refused("Give the name of the body.", status=400, field="name")
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    body = PartnerBody.objects.filter(kind=kind, name__iexact=name).first()
    if body is None:
        body = PartnerBody(kind=kind, name=name).record(by=by, at=now, why="Recorded")
    if PartnerLink.objects.filter(body=body, ccg=ccg).filter(Q(to_on__isnull=True) | Q(to_on__gt=from_on)).exists():
        raise Conflict(f"{body.name} covers {ccg.name} already at that time.")
    link = PartnerLink(body=body, ccg=ccg, from_on=from_on).record(by=by, at=now, why="Linked")
    facts = {"body": body.name, "kind": kind, "from_on": from_on.isoformat()}
    enter(book=ccg.book, act="partner.linked", by=by, now=now, subject=f"ccgs.PartnerLink:{link.pk}", facts=facts)
    return link


@transaction.atomic
def unlink_partner(*, link: PartnerLink, to_on: date, reason: str, by: Person, now: datetime) -> PartnerLink:
    """The body no longer covers the CCG from ``to_on`` on."""
    _may_link(by, link.ccg, now)
    link = PartnerLink.objects.select_for_update(of=("self",)).select_related("body", "ccg").get(pk=link.pk)
    if not reason.strip():
        raise Refused("Give the reason.", status=400, field="reason")
    if link.to_on is not None:
        raise Conflict(f"This link ended on {day(link.to_on)} already.")
    if to_on <= link.from_on:
        raise Refused(f"The link began on {day(link.from_on)}; choose a later day.", status=400, field="to_on")
    link.to_on = to_on
    link.record(by=by, at=now, why=reason.strip())
    facts = {"body": link.body.name, "to_on": to_on.isoformat()}
    subject = f"ccgs.PartnerLink:{link.pk}"
    enter(
        book=link.ccg.book, act="partner.unlinked", by=by, now=now, subject=subject, reason=reason.strip(), facts=facts
    )
    return link
