"""How a CCG keeps its registers from a day on (COI-10, COI-12)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.actions.documents import store_document
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import blocking
from cocommission.shared.rules.facts import values
from conflicts.models import RegisterPolicy
from conflicts.queries.registers import policy_at
from conflicts.rules.publication import PolicyFacts, policy_blockers


@transaction.atomic
def set_register_policy(
    *,
    ccg: CCG,
    by: Person,
    now: datetime,
    facts: PolicyFacts,
    policy_file: Any = None,
) -> RegisterPolicy:
    """Sets the policy that holds from the first day of `facts`; one that begins on the same day is replaced.

    Without `policy_file` the text of the policy before stays. Raises Refused (403) without the right to keep the
    registers, (409) for a past day, for taking back what is public, and for a review or an audit in the future.
    """
    require_any(by, (Permission.KEEP_REGISTERS,), ccg, now)
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    today = london(now).date()
    before = policy_at(ccg, facts.from_on)
    in_force = policy_at(ccg, today)
    missing = blocking(policy_blockers(facts, today, already=in_force.published_on if in_force else None))
    if missing:
        raise Refused(*missing)
    replaced = before is not None and before.from_on == facts.from_on
    row = before if replaced and before is not None else RegisterPolicy(ccg=ccg)
    for name, value in values(facts).items():
        setattr(row, name, value)
    if policy_file:
        row.policy = store_document(file=policy_file, by=by, now=now)
    elif before is not None:
        row.policy = before.policy
    row.set_at, row.set_by = now, by
    row.record(by=by, at=now, why="Register policy set")
    enter(
        book=ccg.book,
        act="registers.policy_set",
        by=by,
        now=now,
        subject=f"conflicts.RegisterPolicy:{row.pk}",
        facts={
            "from_on": row.from_on.isoformat(),
            "publish_all": row.publish_all,
            "published_on": row.published_on.isoformat() if row.published_on else "",
            "reviewed_on": row.reviewed_on.isoformat() if row.reviewed_on else "",
            "audited_on": row.audited_on.isoformat() if row.audited_on else "",
            "policy_sha256": row.policy.sha256 if row.policy else "",
        },
    )
    return row
