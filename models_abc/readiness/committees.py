"""The committee that is to decide, and the management of conflicts, as facts for the readiness rule."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

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
from pccc.queries.composition import composition_facts, composition_rows
from pccc.rules.composition import judged
from pccc.terms.committees import CommitteeKind

KINDS: dict[str, tuple[str, ...]] = {
    CoCommissioningModel.B: (CommitteeKind.JOINT, CommitteeKind.IN_COMMON),
    CoCommissioningModel.C: (CommitteeKind.PCCC,),
}

AT_THE_CCG = {
    "lmcs": LMCS, "model_held": MODEL_HELD, "posts": POSTS, "policy": POLICY, "declarations": DECLARATIONS,
}  # fmt: skip


class Wanted(NamedTuple):
    """Which committee is asked for: the CCG, the kinds that will do, and the day from which it is to decide."""

    ccg_id: int
    kinds: tuple[str, ...]
    go_live_on: date | None


def committee_fact(ccg: CCG, model_sought: str, go_live_on: date | None, now: datetime) -> CommitteeFact | None:
    """The committee for the model, as `committee_facts` says."""
    return committee_facts([Wanted(ccg.pk, KINDS.get(model_sought, ()), go_live_on)], now)[0]


def committee_facts(wanted: Sequence[Wanted], now: datetime) -> list[CommitteeFact | None]:
    """Each committee that is asked for, an active one before one that is being set up, as it will be on the go-live
    day; None where there is none. The same few statements, however many are asked for.

    Without a go-live day it is judged as at `now`. Once that day has come, a sweep may be late: what was in order at
    its first minute counts, and where something was not, what is in order now.
    """
    rows = Committee.objects.filter(ccg__in={one.ccg_id for one in wanted}, drafted_at__lte=now)
    rows = rows.filter(kind__in={kind for one in wanted for kind in one.kinds}).exclude(ended_at__lte=now)
    found = list(rows.select_related("ccg").order_by("-activated_at", "-number"))
    chosen = [_chosen(one, found, now) for one in wanted]
    starts = [first_minute(one.go_live_on) or now for one in wanted]
    then = _judged(list(zip(chosen, starts, strict=True)), now)
    late = [
        committee if fact is not None and start < now and (fact.broken or not fact.has_terms) else None
        for committee, fact, start in zip(chosen, then, starts, strict=True)
    ]
    today = _judged([(committee, now) for committee in late], now)
    return [later or fact for fact, later in zip(then, today, strict=True)]


def _is_active(committee: Committee, now: datetime) -> bool:
    return committee.activated_at is not None and committee.activated_at <= now


def _chosen(wanted: Wanted, found: Iterable[Committee], now: datetime) -> Committee | None:
    mine = [row for row in found if row.ccg_id == wanted.ccg_id and row.kind in wanted.kinds]
    return next(iter([row for row in mine if _is_active(row, now)] or mine), None)


def first_minute(on: date | None) -> datetime | None:
    """The first minute of a day in London."""
    return datetime.combine(on, time(), LONDON) if on is not None else None


def _judged(asked: Sequence[tuple[Committee | None, datetime]], now: datetime) -> list[CommitteeFact | None]:
    """Each committee at the moment beside it, None where there is none."""
    rows = iter(composition_rows([(committee.pk, at) for committee, at in asked if committee is not None]))
    return [_fact(committee, next(rows), now) if committee is not None else None for committee, _ in asked]


def _fact(committee: Committee, row: Any, now: datetime) -> CommitteeFact:
    composed = judged(composition_facts(row))
    return CommitteeFact(
        name=committee.name,
        url=committee.url,
        kind=committee.kind,
        active=_is_active(committee, now),
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
