"""What the registers say to machines: the same in files and in the API (F-54, F-64)."""

from typing import Any

from ccgs.models import CCG
from conflicts.models import Gift
from conflicts.queries.registers import Entry, Register
from conflicts.rules.publication import Shown

NOT_SHOWN = (Shown.WITHHELD, Shown.REDACTED, Shown.WAITING, Shown.OUT_OF_SCOPE, Shown.EXPIRED)
"""Why an entry is counted on the page and not named, in the order of the page."""


def interest_item(entry: Entry) -> dict[str, Any]:
    """An entry as open data; `id` never changes."""
    return {
        "id": entry.ref,
        "number": entry.number,
        "name": entry.name,
        "name_withheld": entry.shown == Shown.NAMELESS,
        "position": entry.position,
        "type": entry.kind,
        "relationship": entry.relationship,
        "organisation": entry.body,
        "organisation_code": entry.body_code,
        "capacity": entry.capacity,
        "description": entry.description,
        "from_on": entry.from_on,
        "to_on": entry.to_on,
        "mitigation": entry.mitigation,
        "declared_at": entry.declared_at,
        "reviewed_at": entry.reviewed_at,
    }


def register_facts(ccg: CCG, register: Register) -> dict[str, Any]:
    """What a register says about itself, with what it does not show, counted."""
    return {
        "ccg": ccg.code,
        "at": register.at,
        "published": register.is_published,
        "scope": "ALL" if register.scope.name == "ALL" else "DECISION_MAKERS",
        "withheld": {kind.name: register.counts[kind] for kind in NOT_SHOWN if register.is_published},
        "no_longer_shown": register.no_longer,
    }


def gift_item(gift: Gift) -> dict[str, Any]:
    """An entry as open data; `id` never changes."""
    return {
        "id": f"{gift.ccg.code}-gift-{gift.number}",
        "number": gift.number,
        "name": gift.person.name,
        "position": gift.position,
        "kind": gift.kind,
        "details": gift.details,
        "value_pence": gift.value_pence,
        "offered_on": gift.offered_on,
        "received_on": gift.received_on,
        "source": gift.source_name,
        "source_business": gift.source_business,
        "supplier": gift.supplier,
        "answer": gift.answer,
        "reason": gift.reason,
        "state": gift.state,
        "approver_position": gift.approver_position,
        "approved_at": gift.approved_at,
        "approval_reason": gift.approval_reason,
    }
