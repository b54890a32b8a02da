"""Local medical committees and partner bodies: who they are and which CCGs they cover (F-03)."""

import re
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any, require_steward
from ccgs.models import CCG, LMC, LMCArea, PartnerBody, PartnerLink
from ccgs.queries.posts import holders
from ccgs.rules.post_acts import END_LINK
from ccgs.terms.partners import PartnerKind
from ccgs.terms.roles import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import day
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person

CODE = re.compile(r"[A-Z0-9]{2,12}")
Link = TypeVar("Link", LMCArea, PartnerLink)


@transaction.atomic
def record_lmc(*, code: str, name: str, by: Person, now: datetime) -> LMC:
    """A new LMC with a short code (capital letters and digits), by the national data steward."""
    require_steward(by, "keeps the list of LMCs")
    code, name = code.strip().upper(), " ".join(name.split())
    if not CODE.fullmatch(code):
        raise Refused("The code has 2 to 12 letters and digits.", status=400, field="code")
    if not name:
        raise Refused("Enter the name of the LMC.", status=400, field="name")
    try:
        with transaction.atomic():
            lmc = LMC(code=code, name=name[:200]).record(by=by, at=now, why="Recorded")
    except IntegrityError as problem:
        raise Refused(f"There is an LMC with the code {code} already.", field="code") from problem
    enter(book=lmc.book, act="lmc.recorded", by=by, now=now, subject=f"ccgs.LMC:{lmc.pk}", facts={"name": lmc.name})
    return lmc


def _may_link(by: Person, ccg: CCG, now: datetime) -> None:
    if not by.is_staff:
        require_any(by, (Permission.MANAGE_MEMBERS,), ccg, now)


def _require_free(links: QuerySet[Any], who: LMC | PartnerBody, ccg: CCG, from_on: date) -> None:
    """Raises Conflict when one of ``links`` covers the CCG on ``from_on`` or later."""
    if links.filter(Q(to_on__isnull=True) | Q(to_on__gt=from_on)).exists():
        raise Conflict(f"{who.name} covers {ccg.name} already at that time.")


def _end(row: Link, *, to_on: date, reason: str, by: Person, now: datetime) -> Link:
    """The link, locked and ended. Raises Refused without a reason or for a day too early, Conflict when it is over."""
    rows: QuerySet[Link] = type(row).objects.select_related("ccg").filter(pk=row.pk)
    link: Link = begin(rows, END_LINK, by=by, now=now, permit=lambda row, act, by, now: _may_link(by, row.ccg, now))
    if not reason.strip():
        raise Refused("Enter the reason.", status=400, field="reason")
    if to_on <= link.from_on:
        raise Refused(f"The link began on {day(link.from_on)}; choose a later day.", status=400, field="to_on")
    link.to_on = to_on
    link.record(by=by, at=now, why=reason.strip())
    return link


@transaction.atomic
def link_lmc(*, lmc: LMC, ccg: CCG, from_on: date, by: Person, now: datetime) -> LMCArea:
    """``lmc`` covers ``ccg`` from ``from_on``. By the CCG's governance officer or the national data steward."""
    _may_link(by, ccg, now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    _require_free(LMCArea.objects.filter(lmc=lmc, ccg=ccg), lmc, ccg, from_on)
    area = LMCArea(lmc=lmc, ccg=ccg, from_on=from_on).record(by=by, at=now, why="Linked")
    _enter_area(area, "lmc.linked", by=by, now=now, facts={"from_on": from_on.isoformat()})
    return area


@transaction.atomic
def unlink_lmc(*, area: LMCArea, to_on: date, reason: str, by: Person, now: datetime) -> LMCArea:
    """The LMC no longer covers the CCG from ``to_on`` on; its reviewers are told, for they lose a say."""
    area = _end(area, to_on=to_on, reason=reason, by=by, now=now)
    _enter_area(area, "lmc.unlinked", by=by, now=now, facts={"to_on": to_on.isoformat()}, reason=reason.strip())
    for reviewer in holders(area.lmc, RoleCode.LMC_REVIEWER, now):
        post_message(
            key=f"lmc.unlinked:{area.pk}:{reviewer.pk}",
            to=reviewer,
            subject=f"{area.ccg.name} has ended its link with {area.lmc.name}",
            text=f"From {day(to_on)} on, {area.lmc.name} is no longer asked by {area.ccg.name}.\n\n"
            f"Reason: {reason.strip()}\n",
            now=now,
            about=area.lmc.book,
            link=area.lmc.url,
        )
    return area


def _enter_area(area: LMCArea, act: str, *, by: Person, now: datetime, facts: dict[str, Any], reason: str = "") -> None:
    """The same entry in the books of both."""
    facts = {"lmc": area.lmc.code, "ccg": area.ccg.code} | facts
    for book in (area.ccg.book, area.lmc.book):
        enter(book=book, act=act, by=by, now=now, subject=f"ccgs.LMCArea:{area.pk}", reason=reason, facts=facts)


@transaction.atomic
def link_partner(*, kind: str, name: str, ccg: CCG, from_on: date, by: Person, now: datetime) -> PartnerLink:
    """A Healthwatch or Health and Wellbeing Board (``kind``: a PartnerKind) covers ``ccg`` from ``from_on``.

    The body is known by its name; one body may cover several CCGs.
    """
    _may_link(by, ccg, now)
    kind, name = PartnerKind(kind).value, " ".join(name.split())[:200]
    if not name:
        raise Refused("Enter the name of the body.", status=400, field="name")
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    body = _body(kind, name, by=by, now=now)
    _require_free(PartnerLink.objects.filter(body=body, ccg=ccg), body, ccg, from_on)
    link = PartnerLink(body=body, ccg=ccg, from_on=from_on).record(by=by, at=now, why="Linked")
    facts = {"body": body.name, "kind": kind, "from_on": from_on.isoformat()}
    enter(book=ccg.book, act="partner.linked", by=by, now=now, subject=f"ccgs.PartnerLink:{link.pk}", facts=facts)
    return link


def _body(kind: str, name: str, *, by: Person, now: datetime) -> PartnerBody:
    """The body of that name; made known when nobody knows it yet."""
    known = PartnerBody.objects.filter(kind=kind, name__iexact=name).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return PartnerBody(kind=kind, name=name).record(by=by, at=now, why="Recorded")
    except IntegrityError:  # another CCG recorded it at the same moment
        return PartnerBody.objects.get(kind=kind, name=name)


@transaction.atomic
def unlink_partner(*, link: PartnerLink, to_on: date, reason: str, by: Person, now: datetime) -> PartnerLink:
    """The body no longer covers the CCG from ``to_on`` on."""
    link = _end(link, to_on=to_on, reason=reason, by=by, now=now)
    enter(
        book=link.ccg.book,
        act="partner.unlinked",
        by=by,
        now=now,
        subject=f"ccgs.PartnerLink:{link.pk}",
        reason=reason.strip(),
        facts={"body": link.body.name, "to_on": to_on.isoformat()},
    )
    return link
