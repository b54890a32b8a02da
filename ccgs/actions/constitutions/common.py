"""What every act on a constitution version shares: the lock, the facts for the rules, the entry in the ledger."""

from datetime import datetime
from typing import Any

from ccgs.actions.beginning import Permit, begin, require_there
from ccgs.models import CCG, Constitution
from ccgs.queries.constitutions import in_force
from ccgs.rules.constitutions import Version
from ccgs.terms.constitutions import CONSTITUTION_TRANSITIONS, ConstitutionState
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker, blocking


def lock(constitution: Constitution) -> Constitution:
    """The version, its CCG locked first, for what a ballot does to it: versions change one after the other."""
    CCG.objects.select_for_update(no_key=True).get(pk=constitution.ccg_id)
    return Constitution.objects.select_related("ccg__region", "based_on").get(pk=constitution.pk)


def begin_version(
    constitution: Constitution, act: Act, *, by: Person, now: datetime, permit: Permit = require_there
) -> Constitution:
    """The locked version, its CCG locked first, for an act of `rules.constitution_acts`; raises as `begin` does."""
    CCG.objects.select_for_update(no_key=True).get(pk=constitution.ccg_id)
    rows = Constitution.objects.select_related("ccg__region", "based_on").filter(pk=constitution.pk)
    return begin(rows, act, by=by, now=now, permit=permit)


def facts_of(constitution: Constitution, now: datetime) -> Version:
    """The version as the rules see it."""
    current = in_force(constitution.ccg, now)
    return Version(
        number=constitution.number,
        state=constitution.state,
        text=constitution.text,
        text_hash=constitution.text_hash,
        rules_hash=constitution.rules_hash,
        checklist=constitution.checklist,
        rules=tuple(rule.terms for rule in constitution.voting_rules.all()),
        based_on_number=constitution.based_on.number if constitution.based_on else None,
        in_force_number=current.number if current else None,
        approved_at=constitution.approved_at,
    )


def refuse_if(found: list[Blocker]) -> None:
    """Raises Refused with every reason that blocks."""
    hard = blocking(found)
    if hard:
        raise Refused(*hard)


def move(
    constitution: Constitution,
    state: ConstitutionState,
    *,
    act: str,
    by: Person,
    now: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> Constitution:
    """Writes the new state with its history row and ledger entry. Raises Conflict when the table forbids it."""
    CONSTITUTION_TRANSITIONS.require(constitution.state, state, what=f"Version {constitution.number}")
    constitution.state = state
    constitution.record(by=by, at=now, why=reason or act)
    write(constitution, act, by=by, now=now, reason=reason, facts=facts)
    return constitution


def write(
    constitution: Constitution,
    act: str,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Enters an act on the version into the book of its CCG, with the number and the fingerprint of the text."""
    enter(
        book=constitution.ccg.book,
        act=act,
        by=by,
        now=now,
        subject=f"ccgs.Constitution:{constitution.pk}",
        reason=reason.strip(),
        facts={
            "number": constitution.number,
            "text_hash": constitution.text_hash,
            "rules_hash": constitution.rules_hash,
        }
        | (facts or {}),
    )
