"""The committee that is to decide, and the management of conflicts, as facts for the readiness rule."""

from datetime import date, datetime, time

from ccgs.models import CCG
from cocommission.shared.clock import LONDON, london
from cocommission.shared.rules.blockers import blocking
from conflicts.queries.declarations import overdue
from conflicts.queries.registers import register_is_published
from conflicts.queries.standing import guardian_in_post
from models_abc.rules.readiness.evidence import CommitteeFact, ConflictsFact
from models_abc.terms import CoCommissioningModel
from pccc.models import Committee
from pccc.queries.composition import standing, terms_at
from pccc.terms.committees import CommitteeKind

KINDS: dict[str, tuple[str, ...]] = {
    CoCommissioningModel.B: (CommitteeKind.JOINT, CommitteeKind.IN_COMMON),
    CoCommissioningModel.C: (CommitteeKind.PCCC,),
}


def committee_fact(
    ccg: CCG, model_sought: str, go_live_on: date | None, now: datetime, *, kinds: tuple[str, ...] = ()
) -> CommitteeFact | None:
    """The committee for the model (of these `kinds`, where the agreement names one), an active one before one that is
    being set up, as it will be on the go-live day.

    Without a go-live day it is judged as at `now`. Once that day has come, a sweep may be late: what was in order at
    its first minute counts, and where something was not, what is in order now.
    """
    rows = Committee.objects.filter(ccg=ccg, kind__in=kinds or KINDS.get(model_sought, ()), drafted_at__lte=now)
    rows = rows.exclude(ended_at__lte=now).select_related("ccg")
    found = list(rows.order_by("-activated_at", "-number"))
    active = [row for row in found if row.activated_at is not None and row.activated_at <= now]
    committee = next(iter(active or found), None)
    if committee is None:
        return None
    start = first_minute(go_live_on) or now
    found_then = _judged(committee, start, active=committee in active)
    if start < now and (found_then.broken or not found_then.has_terms):
        return _judged(committee, now, active=committee in active)
    return found_then


def first_minute(on: date | None) -> datetime | None:
    """The first minute of a day in London."""
    return datetime.combine(on, time(), LONDON) if on is not None else None


def _judged(committee: Committee, at: datetime, *, active: bool) -> CommitteeFact:
    composed = standing(committee, at)
    return CommitteeFact(
        name=committee.name,
        url=committee.url,
        kind=committee.kind,
        active=active,
        has_terms=terms_at(committee, london(at).date()) is not None,
        with_nhs_england=committee.kind == CommitteeKind.JOINT or committee.region_id is not None,
        broken=tuple((blocker.rule, blocker.missing) for blocker in blocking(composed.blockers)),
        figures=tuple(figure.words for figure in composed.figures[:1]),
    )


def conflicts_fact(ccg: CCG, go_live_on: date | None, now: datetime) -> ConflictsFact:
    """Registers, Guardian and declarations at `now`; at the first minute of the go-live day once that has come, where
    all was in order then."""
    start = first_minute(go_live_on)
    if start is not None and start < now:
        then = _conflicts_at(ccg, start)
        if then.registers_published and then.guardian and not then.overdue:
            return then
    return _conflicts_at(ccg, now)


def _conflicts_at(ccg: CCG, at: datetime) -> ConflictsFact:
    guardian = guardian_in_post(ccg, at)
    return ConflictsFact(
        registers_published=register_is_published(ccg, at),
        guardian=guardian.name if guardian is not None else "",
        overdue=tuple(f"{one.person.name}, {one.position}" for one in overdue(ccg, at) if one.decision_maker),
        url=f"{ccg.url}registers/",
    )
