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


def committee_fact(ccg: CCG, model_sought: str, go_live_on: date | None, now: datetime) -> CommitteeFact | None:
    """The committee for the model, an active one before one that is being set up, as it will be on the go-live day.

    A go-live day that has passed, or is not chosen, is judged as at `now`.
    """
    rows = Committee.objects.filter(ccg=ccg, kind__in=KINDS.get(model_sought, ()), drafted_at__lte=now)
    rows = rows.exclude(ended_at__lte=now).select_related("ccg")
    found = list(rows.order_by("-activated_at", "-number"))
    active = [row for row in found if row.activated_at is not None and row.activated_at <= now]
    committee = next(iter(active or found), None)
    if committee is None:
        return None
    midnight = datetime.combine(go_live_on, time(), LONDON) if go_live_on is not None else now
    at = max(midnight, now)
    composed = standing(committee, at)
    return CommitteeFact(
        name=committee.name,
        url=committee.url,
        kind=committee.kind,
        active=committee in active,
        has_terms=terms_at(committee, london(at).date()) is not None,
        with_nhs_england=committee.kind == CommitteeKind.JOINT or committee.region_id is not None,
        broken=tuple((blocker.rule, blocker.missing) for blocker in blocking(composed.blockers)),
        figures=tuple(figure.words for figure in composed.figures[:1]),
    )


def conflicts_fact(ccg: CCG, now: datetime) -> ConflictsFact:
    """Registers, Guardian and declarations at `now`."""
    guardian = guardian_in_post(ccg, now)
    return ConflictsFact(
        registers_published=register_is_published(ccg, now),
        guardian=guardian.name if guardian is not None else "",
        overdue=tuple(f"{one.person.name}, {one.position}" for one in overdue(ccg, now) if one.decision_maker),
        url=f"{ccg.url}registers/",
    )
