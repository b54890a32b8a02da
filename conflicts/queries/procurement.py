"""Reads of procurement decisions, and what the register of interests says about those who took part (F-52)."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from ccgs.models import CCG
from cocommission.shared.clock import london
from conflicts.models import ProcurementDecision, ProcurementParticipant
from conflicts.queries.ties import ties
from conflicts.rules.paths import paths
from conflicts.rules.procurement import Part, ProcurementFacts

KEPT_OFF = "a tie that is kept off the public register; who keeps the registers knows it"
CONTENT = (
    "decision", "process", "decided_on", "justification", "route", "form", "gp_bidder", "checklist", "lifetime_value",
    "ojeu_reference", "finder_reference", "provider_name", "provider_address", "description", "amount",
    "amounts_payable", "starts_on", "ends_on", "selection_process",
)  # fmt: skip


def of_ccg(ccg: CCG) -> QuerySet[Any]:
    """Every procurement decision of the CCG, latest first, with how many took part."""
    rows = ProcurementDecision.objects.filter(ccg=ccg).select_related("ccg", "provider")
    return rows.annotate(people=Count("participants")).order_by("-number")


def public_of_ccg(ccg: CCG) -> QuerySet[Any]:
    """What the public register shows, with everybody who took part."""
    people = Prefetch("participants", ProcurementParticipant.objects.order_by("name"))
    return of_ccg(ccg).filter(published_at__isnull=False).prefetch_related(people)


def public_item(row: Any) -> dict[str, Any]:
    """An entry of the public register as file and open data have it; `ref` never changes."""
    people = list(row.participants.all())
    return {
        "ref": f"{row.ccg.code}-procurement-{row.number}",
        "title": row.title,
        "description": row.description,
        "existing": row.existing,
        "collaborative": row.collaborative,
        "kind": row.get_form_display(),
        "route": row.get_route_display(),
        "clinical_lead": row.clinical_lead,
        "contract_manager": row.contract_manager,
        "decided_on": row.decided_on,
        "decided_how_and_where": row.process,
        "decision": row.decision,
        "took_part": "; ".join(f"{one.name}, {one.role}" for one in people),
        "conflicts_and_handling": "; ".join(
            f"{one.name}: {conflict_of(one)} ({one.handling})" for one in people if conflict_of(one)
        ),
        "justification": row.justification,
        "state": row.get_state_display(),
        "provider": row.provider_name,
        "address": row.provider_address,
        "total_in_pounds": row.amount,
        "amounts_payable": row.amounts_payable,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "selection_process": row.selection_process,
        "OJEU": row.ojeu_reference,
        "Contracts_Finder": row.finder_reference,
        "published": row.published_at,
    }


def conflict_of(one: ProcurementParticipant) -> str:
    """The conflict of somebody who took part as everybody reads it: none is not said where an entry was linked."""
    return one.conflict or ("An interest on the register of interests" if one.interest_id else "")


def participants(procurement: ProcurementDecision) -> list[ProcurementParticipant]:
    """Who took part, by name."""
    rows = ProcurementParticipant.objects.filter(procurement=procurement).select_related("person", "interest__body")
    return list(rows.order_by("name"))


def cross_match(
    procurement: ProcurementDecision, people: list[ProcurementParticipant], now: datetime, *, in_full: bool = True
) -> dict[int, tuple[str, ...]]:
    """By participant: the ties to the provider that the register shows on the day of the decision, in words.

    Unless `in_full`, one that is kept off the public register only says that there is one (COI-11).
    """
    if procurement.provider_id is None:
        return {}
    on = procurement.decided_on or london(now).date()
    known = {row.pk: row.person_id for row in people if row.person_id is not None}
    graph = ties(known.values(), on, targets=[procurement.provider_id])
    return {
        pk: tuple(
            path.words if in_full or not path.tie.withheld else KEPT_OFF
            for path in paths(graph, person, [procurement.provider_id])
        )
        for pk, person in known.items()
    }


def facts_of(procurement: ProcurementDecision, now: datetime) -> ProcurementFacts:
    """What the rules see: the record, and register against award against participants."""
    people = participants(procurement)
    found = cross_match(procurement, people, now)
    parts = tuple(
        Part(row.name, row.conflict, row.handling, row.interest_id is not None, found.get(row.pk, ())) for row in people
    )
    return ProcurementFacts(parts=parts, **{name: getattr(procurement, name) for name in CONTENT})
