"""Reads of decisions: lists, one with everything, who sees what of it (F-45)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.models import Person
from pccc.models import Decision, DecisionVote
from pccc.queries.meeting_access import viewer_of
from pccc.terms import DecisionKind, Outcome, Part


@dataclass(frozen=True, slots=True)
class Reader:
    """What somebody sees of a decision: `working` papers and paths, the `private` part, the item's `papers`.

    `hidden`: items of its meeting, by key, whose papers a ruling keeps from them.
    """

    runs: bool = False
    working: bool = False
    private: bool = False
    papers: bool = True
    guards: bool = False
    hidden: frozenset[int] = frozenset()


def public(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those taken in the public part of a meeting, and urgent ones."""
    return decisions.filter(Q(item__isnull=True) | Q(item__part=Part.PUBLIC))


def of_ccg(ccg: CCG) -> QuerySet[Decision]:
    """Every decision of the CCG's committees, the latest first."""
    rows = Decision.objects.filter(ccg=ccg).select_related("ccg", "committee__ccg", "item__meeting", "earlier")
    return rows.order_by("-number")


def with_everything(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """The rows with votes, item, meeting and the decisions before and after."""
    votes = DecisionVote.objects.select_related("person").order_by("casting", "person__name")
    later = Decision.objects.select_related("ccg", "item").order_by("number")
    return decisions.select_related(
        "ccg",
        "committee__ccg",
        "item__meeting__committee__ccg",
        "item__meeting__chair",
        "earlier__ccg",
        "earlier__item",
        "recorded_by",
    ).prefetch_related(Prefetch("votes", votes), Prefetch("later_decisions", later))


def is_private(decision: Decision) -> bool:
    """Whether it was taken in the private part of a meeting."""
    return decision.item is not None and decision.item.part == Part.PRIVATE


def reader_of(decision: Decision, person: Person | None, may: Callable[[str, CCG], bool], now: datetime) -> Reader:
    """What the person sees of the decision; `may` is that of the request. None: the public."""
    if person is None:
        return Reader(papers=not is_private(decision))
    working = may(Permission.VIEW_WORKING, decision.ccg)
    guards = may(Permission.GUARD_CONFLICTS, decision.ccg)
    if decision.item is None:
        return Reader(may(Permission.RUN_COMMITTEES, decision.ccg), working, True, True, guards)
    viewer = viewer_of(decision.item.meeting, person, may, now)
    return Reader(viewer.runs, working, viewer.private, viewer.reads(decision.item), guards, viewer.hidden)


def not_ratified(ccg: CCG) -> QuerySet[Decision]:
    """Urgent decisions on which no meeting has said anything yet (DEC-03)."""
    said = Decision.objects.filter(kind=DecisionKind.RATIFICATION, earlier__ccg=ccg).values("earlier")
    return Decision.objects.filter(ccg=ccg, kind=DecisionKind.URGENT).exclude(pk__in=said)


def to_ratify(ccg: CCG) -> list[Decision]:
    """The same with their committees, in order."""
    return list(not_ratified(ccg).select_related("ccg", "committee").order_by("number"))


def correctable(committee_id: int) -> list[Decision]:
    """Decisions of a committee that a later one may ratify or correct, the latest first."""
    corrected = Decision.objects.filter(
        committee=committee_id, kind=DecisionKind.CORRECTION, outcome=Outcome.CARRIED
    ).values("earlier")
    rows = Decision.objects.filter(committee=committee_id).exclude(pk__in=corrected)
    return list(rows.select_related("ccg").order_by("-number"))


def figures_words(decision: Decision) -> str:
    """The vote in one sentence."""
    figures: dict[str, Any] = decision.figures
    if decision.kind == DecisionKind.URGENT:
        return f"Agreed by {figures['voters']} members between meetings."
    if decision.by_consensus:
        return f"Agreed without a vote by the {figures['voters']} members who could vote."
    words = f"{figures['for']} for, {figures['against']} against, {figures['abstained']} abstained"
    if figures["casting"]:
        words += f"; the chair's casting vote {figures['casting'].lower()}"
    return f"{words}."
