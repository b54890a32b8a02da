"""The contracts that practices hold, kept by the CCG's governance officer (F-02)."""

from datetime import date, datetime

from django.db import transaction

from ccgs.actions.permits import require_any
from ccgs.models import CCG, Contract, MemberPractice
from ccgs.rules.membership import contract_date_fault
from ccgs.terms.organisations import CONTRACT_TRANSITIONS
from ccgs.terms.roles import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.names import in_sentence


@transaction.atomic
def record_contract(
    *,
    ccg: CCG,
    practice: MemberPractice,
    kind: str,
    status: str,
    from_on: date,
    reason: str,
    by: Person,
    now: datetime,
) -> Contract:
    """Records the contract type and status of `practice` from `from_on`; the one before ends that day.

    On the day that the last record began, that record is corrected. Raises Refused when the practice is not the
    CCG's that day, the day is before the last record or the opening, or the status cannot follow the last one.
    """
    require_any(by, (Permission.MANAGE_MEMBERS,), ccg, now)
    practice = MemberPractice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    version = practice.versions.filter(ccg=ccg, from_on__lte=from_on).exclude(to_on__lte=from_on).first()
    if version is None:
        raise Refused(f"{practice.name} is not a practice of {ccg.name} on that day.", field="from_on")
    last = practice.contracts.first()
    fault = contract_date_fault(from_on, version.opened_on, last.from_on if last else None)
    if fault:
        raise Refused(fault, field="from_on")
    if last and last.from_on < from_on:
        if (last.kind, last.status) == (kind, status):
            raise Refused(
                f"The record already says {last.kind}, {in_sentence(last.get_status_display())}. Select what changed."
            )
        if last.kind == kind:
            CONTRACT_TRANSITIONS.require(last.status, status, what="The contract")
        if last.to_on is None or last.to_on > from_on:
            last.to_on = from_on
            last.record(by=by, at=now, why=reason)
        last = None
    row = last or Contract(practice=practice)
    row.kind, row.status, row.from_on, row.to_on = kind, status, from_on, None
    row.record(by=by, at=now, why=reason)
    enter(
        book=ccg.book,
        act="practice.contract_recorded",
        by=by,
        now=now,
        subject=f"ccgs.Contract:{row.pk}",
        reason=reason,
        facts={"practice": practice.code, "kind": kind, "status": status, "from_on": from_on.isoformat()},
    )
    return row
