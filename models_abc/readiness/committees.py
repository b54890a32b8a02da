"""The committee that is to decide, and the management of conflicts, as facts for the readiness rule."""

from datetime import date, datetime, time

from ccgs.models import CCG
from ccgs.queries.home_page import LMCS, MODEL_HELD, POSTS
from ccgs.terms.roles import RoleCode
from cocommission.shared.clock import LONDON, london
from cocommission.shared.facts import Facts, read_facts
from cocommission.shared.pages import url_to
from cocommission.shared.rules.blockers import blocking
from conflicts.queries.home_page import DECLARATIONS, POLICY, overdue_in
from models_abc.rules.readiness.evidence import CommitteeFact, ConflictsFact
from models_abc.terms import CoCommissioningModel
from pccc.models import Committee
from pccc.queries.composition import composition_facts, composition_row
from pccc.rules.composition import judged
from pccc.terms.committees import CommitteeKind

KINDS: dict[str, tuple[str, ...]] = {
    CoCommissioningModel.B: (CommitteeKind.JOINT, CommitteeKind.IN_COMMON),
    CoCommissioningModel.C: (CommitteeKind.PCCC,),
}

AT_THE_CCG = {
    "lmcs": LMCS, "model_held": MODEL_HELD, "posts": POSTS, "policy": POLICY, "declarations": DECLARATIONS,
}  # fmt: skip


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
    row = composition_row(committee, at)
    composed = judged(composition_facts(row))
    return CommitteeFact(
        name=committee.name,
        url=committee.url,
        kind=committee.kind,
        active=active,
        has_terms=row.has_terms,
        with_nhs_england=committee.kind == CommitteeKind.JOINT or committee.region_id is not None,
        broken=tuple((blocker.rule, blocker.missing) for blocker in blocking(composed.blockers)),
        figures=tuple(figure.words for figure in composed.figures[:1]),
    )


def facts_at(ccg: CCG, at: datetime) -> Facts:
    """The CCG's LMCs, model held, posts, register policy and declarants at a moment. One statement."""
    return read_facts(AT_THE_CCG, {"ccg": ccg.pk, "now": at, "today": london(at).date()})


def held_in(at_the_ccg: Facts) -> str:
    """The model that the CCG holds by `facts_at`: A where no other was agreed."""
    return next((row.model_held for row in at_the_ccg["model_held"]), str(CoCommissioningModel.A.value))


def conflicts_fact(ccg: CCG, go_live_on: date | None, now: datetime, at_the_ccg: Facts) -> ConflictsFact:
    """Registers, Guardian and declarations at `now`, by `facts_at`; at the first minute of the go-live day once that
    has come, where all was in order then."""
    start = first_minute(go_live_on)
    if start is not None and start < now:
        then = _conflicts(ccg, start, facts_at(ccg, start))
        if then.registers_published and then.guardian and not then.overdue:
            return then
    return _conflicts(ccg, now, at_the_ccg)


def _conflicts(ccg: CCG, at: datetime, facts: Facts) -> ConflictsFact:
    guardians = [post.name for post in facts["posts"] if post.role == RoleCode.GUARDIAN]
    late = sorted(overdue_in(facts["declarations"], at), key=lambda one: (one[1], one[0].person, one[0].id))
    return ConflictsFact(
        registers_published=any(policy.public for policy in facts["policy"]),
        guardian=guardians[0] if guardians else "",
        overdue=tuple(f"{row.person}, {row.position}" for row, _ in late if row.decision_maker),
        url=url_to("registers", ccg),
    )
